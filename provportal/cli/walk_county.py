"""Makes the full sample county of the served demo: three months paid, the fourth on its way."""

from __future__ import annotations

import logging
import sys

from provportal import logs
from provportal.cli.desk import keep_due
from provportal.cli.progress import telling
from provportal.cli.walk_accounts import open_accounts
from provportal.cli.walk_months import STEPS_A_MONTH, walk_month
from provportal.cli.walk_present import STEPS, walk_present
from provportal.cli.walk_start import SEED, prepare
from provportal.sample.accounts import sample_accounts
from provportal.sample.plan import sample_month
from provportal.sample.size import FULL, SampleSize
from provportal.wiring import Wiring


def make_county(wiring: Wiring, size: SampleSize = FULL) -> None:
    """Walk the months of a sample in an empty database; the last one only until its present."""
    logs.configure(sys.stderr, logging.ERROR)
    *past, present = (sample_month(SEED, size, month) for month in size.months)
    steps = len(past) * STEPS_A_MONTH + STEPS + 1
    with telling("Making the sample county", steps) as tell:
        walker = prepare(wiring, size, keep_due)
        tell("Opening bank accounts")
        open_accounts(walker, sample_accounts(SEED, size))
        for month in past:
            walk_month(walker, month, tell)
        walk_present(walker, present, tell)
