"""R01: only days inside the authorisation of this child with this provider are payable."""

from __future__ import annotations

from datetime import date

from provportal.domain.programs.calworks.facts import Case
from provportal.domain.programs.calworks.terms import Settings


def before_certificate(case: Case, settings: Settings, day: date) -> bool:
    return day < case.certificate.start


def after_certificate(case: Case, settings: Settings, day: date) -> bool:
    return day > case.certificate.end
