"""The forms of the second factor: a code that is asked for, and the first code of a new app."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import TextField, answered

ONE_TIME = {
    "autocomplete": "one-time-code",
    "autocapitalize": "none",
    "spellcheck": "false",
    "size": "20",
}
"""No keyboard of digits alone: a recovery code has letters."""


class CodeForm(Form):
    """Show that it is you: the app's code, or a recovery code in its place."""

    factor_code = TextField(
        _l("Code"),
        [answered(_l("Enter the 6 digits that your app shows"))],
        description=_l("6 digits. If you do not have your phone: one of your recovery codes."),
        render_kw=ONE_TIME,
    )


class FirstCodeForm(Form):
    """The first code of an app shows that it was set up right."""

    app_code = TextField(
        _l("The 6 digits that the app shows now"),
        [answered(_l("Enter the 6 digits that your app shows"))],
        render_kw=ONE_TIME | {"inputmode": "numeric", "size": "9"},
    )
