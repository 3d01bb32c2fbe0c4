"""R11: from which day a higher factor counts, and when its documents are missing."""

from __future__ import annotations

from provportal.domain.programs.calworks.facts import Case, ExceptionalNeeds


def claimed_needs(case: Case) -> ExceptionalNeeds | None:
    """The factor asked for, if it begins by the end of the month; it counts from its first day."""
    needs = case.child.exceptional_needs
    return needs if needs and needs.start <= case.month.last else None


def proven_needs(case: Case) -> ExceptionalNeeds | None:
    """The factor that is paid: it needs an IEP or IFSP and proof of the extra cost."""
    needs = claimed_needs(case)
    return needs if needs and needs.documented else None
