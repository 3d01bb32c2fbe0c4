"""The forms of the payout desk: build what was seen, release what was compared, cancel with why."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import AgreementField, LongTextField, MoneyField, TextField, answered


class BuildForm(Form):
    """Build the run that the preview showed; `mark` names exactly those lines and amounts."""

    mark = TextField("", [answered(_l("Load the page again"))])


class ReleaseForm(Form):
    """The second person types the total: it cannot be released without having been read."""

    typed = MoneyField(
        _l("Type the total to release it"),
        [answered(_l("Type the total of this run"))],
        description=_l("In dollars and cents, as above"),
    )
    compared = AgreementField(
        _l("I compared the total with the funding sheet"),
        [answered(_l("Compare the total with the funding sheet, then mark the box"))],
    )


class CancelForm(Form):
    """Why a built run is not released."""

    reason = LongTextField(
        _l("Why is this run cancelled?"),
        [answered(_l("Write why this run is cancelled"))],
        description=_l("Its requests wait for the next run. Staff read this"),
        render_kw={"rows": 2},
    )
