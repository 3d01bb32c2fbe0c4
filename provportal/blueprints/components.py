"""Every component in every state on one page, for developers; only the demo has it."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, render_template

from provportal.domain.money import Money
from provportal.forms.base import Form
from provportal.forms.fields import (
    AgreementField,
    ChoiceField,
    DateField,
    DocumentField,
    ListField,
    LongTextField,
    MoneyField,
    MonthField,
    SecretField,
    TextField,
    answered,
    options,
)
from provportal.web.access import allow_public

blueprint = Blueprint("components", __name__, url_prefix="/components")

LONG = "Nguyễn Thị Hoàng Phương Thảo Vy và các con, Nhà trẻ Ánh Dương"
UNBROKEN = "歐陽上官司馬諸葛東方皇甫尉遲公羊澹臺公冶" * 3
"""Names of 60 characters; the second has no space at which a line could break."""

FIRST_MONDAY = date(2026, 10, 5)
FEW = options([("yes", "Yes"), ("no", f"No, {LONG}")])


class EveryField(Form):
    """One field of each kind, with a hint."""

    name = TextField("Text", [answered("Enter a text")], description=LONG)
    note = LongTextField("Long text", [answered("Enter more text")])
    secret = SecretField("Secret", [answered("Enter the secret")])
    total = MoneyField("Money", [answered("Enter dollars and cents, like 412.50")])
    day = DateField("Date", [answered("Enter a real date, like 9 30 2025")])
    month = MonthField("Month", [answered("Enter a month, like 10 2026")])
    choice = ChoiceField("Choice", [answered("Choose one")], choices=FEW)
    listed = ListField("List", [answered("Choose one of the list")], choices=FEW)
    sheet = DocumentField("Document", [answered("Add the document")])
    agreed = AgreementField("Agreement", [answered("Agree, or do not send")])
    extra = TextField("A question that may stay empty")


@blueprint.get("")
@allow_public
def show() -> str:
    """With long names everywhere, and each field refused."""
    form = EveryField()
    form.validate()
    week = [FIRST_MONDAY + timedelta(days=n) for n in range(5)]
    return render_template(
        "components_page.html",
        form=form,
        plain=EveryField(prefix="plain-"),
        long=LONG,
        unbroken=UNBROKEN,
        m=Money(104620),
        weekdays=[f"{day:%a}" for day in week],
        weeks=[
            [
                {
                    "value": day.isoformat(),
                    "number": day.day,
                    "around": ("", f" {day:%b}"),
                    "is_marked": day.day == 6,
                }
                for day in week
            ]
        ],
    )
