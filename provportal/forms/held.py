"""The forms of held money: why it is held, and how a hold ends."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import ChoiceField, ListField, LongTextField, answered, options

HOLD_REASONS = (
    ("account", _l("The bank account must be checked")),
    ("ids", _l("The tax number or contract must be checked")),
    ("authorisation", _l("The authorization must be checked")),
    ("paid_before", _l("It may have been paid before")),
    ("amount", _l("The amount must be checked")),
)
"""Why money is held (our default; an agency sets its own)."""


class WayOut(StrEnum):
    """How a hold ends."""

    END = "end"
    REDECIDE = "redecide"


END_REASONS = {
    WayOut.END: (
        ("settled", _l("What we waited for is settled")),
        ("not_needed", _l("It need not have been held")),
    ),
    WayOut.REDECIDE: (
        ("check_failed", _l("A check failed for good")),
        ("amount_wrong", _l("The amount is not right")),
    ),
}
"""Why a hold ends, by the way out (our default)."""


class HoldForm(Form):
    """Why an approved payment is not made now."""

    reason = ListField(
        _l("Reason"),
        [answered(_l("Choose a reason"))],
        choices=options([("", _l("Choose a reason")), *HOLD_REASONS]),
        default="",
    )
    note = LongTextField(
        _l("The provider reads this"),
        [answered(_l("Write what the provider reads"))],
        render_kw={"rows": 2},
    )
    private_note = LongTextField(_l("Private note, staff only"), render_kw={"rows": 2})


class EndForm(Form):
    """How a hold ends, and why."""

    way = ChoiceField(
        _l("What happens now?"),
        [answered(_l("Choose what happens now"))],
        choices=options(
            [
                (WayOut.END, _l("Pay it: account, ids and checks are looked at again")),
                (WayOut.REDECIDE, _l("Decide it anew: it goes back to a reviewer")),
            ]
        ),
    )
    reason = ListField(
        _l("Reason"),
        [answered(_l("Choose a reason"))],
        choices=options(
            [("", _l("Choose a reason")), *END_REASONS[WayOut.END], *END_REASONS[WayOut.REDECIDE]]
        ),
        default="",
    )
    note = LongTextField(
        _l("The provider reads this"),
        [answered(_l("Write what the provider reads"))],
        render_kw={"rows": 2},
    )
    private_note = LongTextField(_l("Private note, staff only"), render_kw={"rows": 2})

    def judge(self) -> bool:
        """Read as a whole: the reason must belong to the way out."""
        if self.validate() and self.reason.data not in dict(END_REASONS[WayOut(self.way.data)]):
            self.refuse("reason", str(_l("Choose a reason that fits what happens now")))
        return not self.faults


REASON_WORDS = dict((*HOLD_REASONS, *END_REASONS[WayOut.END], *END_REASONS[WayOut.REDECIDE]))
"""What staff read for a reason."""
