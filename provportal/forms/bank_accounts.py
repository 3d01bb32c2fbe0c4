"""The forms of bank accounts: where to pay, why a change is refused, why one is paid again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from wtforms.validators import Length

from provportal.domain.bank_account import REFUSALS, AccountKind, Holder, Stop
from provportal.domain.holder_name import holder_name_fault
from provportal.domain.identifiers import (
    Fault,
    account_number_fault,
    normal_account,
    routing_number_fault,
)
from provportal.forms.base import Form
from provportal.forms.fields import ChoiceField, LongTextField, TextField, answered, options

LONGEST_HOLDER = 80
NUMBER = {"size": 20, "inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}

ROUTING_FAULT = _l(
    "Check the routing number. It has 9 digits and is at the bottom left of a check. The one you "
    "typed does not pass the bank's own check"
)
FAULTS = {
    ("routing_number", Fault.LENGTH): ROUTING_FAULT,
    ("routing_number", Fault.CHARACTERS): ROUTING_FAULT,
    ("routing_number", Fault.CHECKSUM): ROUTING_FAULT,
    ("routing_number", Fault.PREFIX): _l(
        "This routing number takes no direct deposit. Ask your bank for the one that does"
    ),
    ("account_number", Fault.LENGTH): _l(
        "Check the account number. It has 4 to 17 digits, and its zeros count"
    ),
    ("account_number", Fault.CHARACTERS): _l("Enter the account number with digits only"),
    ("account_number", Fault.LOOKS_LIKE_CARD): _l(
        "This looks like the number of a card. Use the account number from a check or from your "
        "bank's app"
    ),
    ("holder_name", Fault.CHARACTERS): _l(
        "Write the name in Latin letters, as your bank writes it"
    ),
    ("account_number", "unchanged"): _l(
        "This is the account that we have now. Check each digit with your bank"
    ),
}
"""What to do about a number that cannot be right, by question and code."""

KIND_WORDS = {AccountKind.CHECKING: _l("Checking"), AccountKind.SAVINGS: _l("Savings")}
HOLDER_WORDS = {
    Holder.PERSONAL: _l("Personal, in a person's name"),
    Holder.BUSINESS: _l("Business, in the name of a business"),
}
REFUSAL_WORDS = {
    Stop.NOT_CONFIRMED: _l("The provider did not confirm it when we called"),
    Stop.NAME_DIFFERS: _l("The name on the account is not the provider's"),
    Stop.SHARED: _l("Another provider has the same account"),
    Stop.OTHER: _l("Another reason"),
}


class NumberField(TextField):
    """A number of a bank account: read once, without blanks and dashes, and never shown again."""

    typed = ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        super().process_formdata(valuelist)
        self.typed = normal_account(str(self.data or ""))
        # Nothing stands in the box again; what was not typed stays '' and is asked for.
        self.data = None if self.typed else ""


class AccountForm(Form):
    """Where an agency pays a provider. The account number is typed twice, pasting is allowed."""

    routing_number = NumberField(
        _l("Routing number"),
        [answered(_l("Enter the routing number of your bank"))],
        description=_l("9 digits, at the bottom left of a check"),
        render_kw=NUMBER | {"size": 11},
    )
    account_number = NumberField(
        _l("Account number"),
        [answered(_l("Enter your account number"))],
        description=_l(
            "From a check or your bank's app, not from a card. Type every zero; we leave out "
            "blanks and dashes"
        ),
        render_kw=NUMBER,
    )
    account_again = NumberField(
        _l("Account number again"),
        [answered(_l("Enter your account number a second time"))],
        render_kw=NUMBER,
    )
    kind = ChoiceField(
        _l("What kind of account is it?"),
        [answered(_l("Choose checking or savings"))],
        choices=options(KIND_WORDS.items()),
    )
    holder = ChoiceField(
        _l("Whose account is it?"),
        [answered(_l("Choose personal or business"))],
        choices=options(HOLDER_WORDS.items()),
    )
    holder_name = TextField(
        _l("Name on the account"),
        [
            answered(_l("Enter the name as your bank writes it")),
            Length(max=LONGEST_HOLDER, message=_l("Shorten the name to 80 letters")),
        ],
        description=_l("As your bank writes it"),
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": LONGEST_HOLDER},
    )

    def judge(self) -> bool:
        """Read as a whole: both numbers can be right, and the two account numbers are one."""
        if not self.validate():
            return False
        routing, account = self.routing_number.typed, self.account_number.typed
        if fault := routing_number_fault(routing):
            self.refuse_detail("routing_number", fault)
        if fault := account_number_fault(account):
            self.refuse_detail("account_number", fault)
        elif account != self.account_again.typed:
            self.refuse("account_again", str(_l("The two account numbers do not match")))
        if fault := holder_name_fault(self.holder_name.data or ""):
            self.refuse_detail("holder_name", fault)
        return not self.faults

    def refuse_detail(self, name: str, code: str) -> None:
        """Say what is wrong with a number or the name, and what to do."""
        self.refuse(name, str(FAULTS[name, code]))

    def lead_to(self, name: str) -> None:
        """Put the cursor into the question that has to be answered anew."""
        field = self[name]
        if field.kind == "text":
            field.render_kw = {**(field.render_kw or {}), "autofocus": "", "data-focus": ""}


class RefusalForm(Form):
    """Why a change of bank details is not approved; the provider reads the note."""

    why = ChoiceField(
        _l("Why is it refused?"),
        [answered(_l("Choose a reason"))],
        choices=options((why, REFUSAL_WORDS[why]) for why in REFUSALS),
    )
    note = LongTextField(
        _l("The provider reads this"),
        [answered(_l("Write what the provider should do"))],
        render_kw={"rows": 2},
    )


class ReinstateForm(Form):
    """Why an account that was on hold is paid to again."""

    settled = LongTextField(
        _l("Why can it be paid again?"),
        [answered(_l("Write why it can be paid again"))],
        description=_l("Whom you called, and what they said. Staff read this"),
        render_kw={"rows": 2},
    )
