"""The pages of asking for payment: start, one page a step, check and sign, receipt, fixing."""

from __future__ import annotations

from provportal.blueprints.wizard import days, filters, fixing, receipt, signing, start, steps
from provportal.blueprints.wizard.journey import blueprint

__all__ = ["blueprint", "days", "filters", "fixing", "receipt", "signing", "start", "steps"]
