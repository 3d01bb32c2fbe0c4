"""The form that asks which number is wanted, and why."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from wtforms.validators import ValidationError

from provportal.actions.revealing import Secret
from provportal.forms.base import Form
from provportal.forms.fields import ChoiceField, TextField, answered, options

_LONG_NUMBER = re.compile(r"\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d")


class RevealForm(Form):
    """Both are kept in the audit log."""

    what = ChoiceField(
        _l("Which number?"),
        [answered(_l("Choose the number that you need"))],
        choices=options(
            [
                (Secret.ACCOUNT, _l("Routing and account number")),
                (Secret.TAX, _l("Taxpayer's number")),
            ]
        ),
    )
    reason = TextField(
        _l("Why do you need to see it?"),
        [answered(_l("Write why you need to see it"))],
        description=_l(
            "For example: the bank asks about a returned payment. Write no number here."
        ),
    )

    def validate_reason(self, field: TextField) -> None:
        if _LONG_NUMBER.search(field.data or ""):
            raise ValidationError(_l("Leave the number out of the reason: the audit log keeps it"))
