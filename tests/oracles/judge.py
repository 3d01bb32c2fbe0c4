"""Runs in the oracles' environment: what achkit and achlens have against each file, as JSON.

python judge.py FILE... prints {file: {"achkit": [...], "achlens": [...]}}; no fault, an empty list.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import achkit
from achlens.core.validator import validate


def judged(path: Path) -> dict[str, list[str]]:
    text = path.read_text(encoding="ascii")
    theirs = achkit.validate(text)
    report = validate(text, min_severity="error")
    return {
        "achkit": [f"{fault['code']} {fault['field']}" for fault in theirs["errors"]],
        "achlens": [f"{finding.rule_id} {finding.line_number}" for finding in report.findings],
    }


json.dump({path: judged(Path(path)) for path in sys.argv[1:]}, sys.stdout)
