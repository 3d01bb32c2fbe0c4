"""The facts of the Nacha format as CSV files, each row with its source.

record_layout.csv      every field of every record: positions, requirement, content
                       (Nacha Operating Rules 2013, Appendices 1-5; Regions Bank layout guide)
transaction_codes.csv  account kind, direction, amount rule, the code of its return and reversal
return_codes.csv       R01-R90: field at fault, who acts, what the provider reads
noc_codes.csv          C01-C69: where the corrected data stand, what to do with them
"""

from __future__ import annotations

import csv
from importlib import resources


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table, keyed by its header."""
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
