"""The form of a provider who takes a request back for good."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import LongTextField, answered


class WithdrawForm(Form):
    """Why nothing is to be paid."""

    reason = LongTextField(
        _l("Why do you take it back?"),
        [answered(_l("Write why you take it back"))],
        description=_l("County staff can read this"),
        render_kw={"rows": 2},
    )
