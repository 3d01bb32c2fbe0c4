"""The form of the tier above which approvals ask for a code."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import MoneyField, answered


class TierForm(Form):
    """How much may be approved without a fresh code?"""

    above = MoneyField(
        _l("Ask for a code above"),
        [answered(_l("Enter an amount, or 0.00 to ask each time"))],
        description=_l("In dollars and cents. 0.00 asks at each approval."),
    )
