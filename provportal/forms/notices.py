"""The form of how a person wants to be told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from wtforms.validators import ValidationError

from provportal.domain.notice import Ways
from provportal.domain.phone import normal_phone
from provportal.forms.base import Form
from provportal.forms.fields import ChoiceField, ListField, TextField, answered, options

WAYS = options(
    [
        (Ways.EMAIL, _l("By email")),
        (Ways.TEXT, _l("By text message")),
        (Ways.BOTH, _l("By both")),
        (Ways.NONE, _l("Not at all")),
    ]
)
_CHOOSE = _l("Choose one")
_CHOOSE_HOUR = _l("Choose an hour")


class NoticesForm(Form):
    """How do you want to hear from us?"""

    requests = ChoiceField(
        _l("About your requests"),
        [answered(_CHOOSE)],
        choices=WAYS,
        description=_l("We have it, or a date that we told you changes."),
    )
    payments = ChoiceField(
        _l("About your payments"),
        [answered(_CHOOSE)],
        choices=WAYS,
        description=_l("A payment is on the way, or was sent."),
    )
    phone = TextField(
        _l("Mobile phone for text messages"),
        description=_l("A number of ten digits, like 555-555-0100."),
        render_kw={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    quiet_from = ListField(_l("No text messages from"), [answered(_CHOOSE_HOUR)])
    quiet_to = ListField(
        _l("Until"),
        [answered(_CHOOSE_HOUR)],
        description=_l(
            "California time. What comes in these hours waits for their end; an email goes at once."
        ),
    )

    def validate_phone(self, field: TextField) -> None:
        if field.data and normal_phone(field.data) is None:
            raise ValidationError(_l("Enter a phone number of ten digits, like 555-555-0100"))


class PhoneCodeForm(Form):
    """Is this phone yours?"""

    code = TextField(
        _l("Code from the text message"),
        [answered(_l("Enter the 6 digits of the text message"))],
        description=_l("6 digits. The message can take a minute."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "9"},
    )
