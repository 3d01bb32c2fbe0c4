"""Every kind of field: what it reads, what it says when it cannot, and the HTML of the kit."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from flask import render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage

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
from tests.web.given import Portal

PAGE = """{% extends "base.html" %}{% from "components/field.html" import field %}
{% block title %}Test{% endblock %}
{% block main %}
{% for one in form %}{{ field(one, live=one.kind == "text") }}{% endfor %}
{% endblock %}"""


class EveryKind(Form):
    """One field of each kind."""

    case = TextField("Case", [answered("Enter the case number")], description="Like 1B2K7Q9")
    note = LongTextField("Note")
    code = SecretField("Code", [answered("Enter the code")])
    total = MoneyField("Total", [answered("Enter the total")])
    last = DateField("Last day", [answered("Enter the last day")], description="Like 10 30 2026")
    month = MonthField("Month", [answered("Enter the month")])
    reason = ChoiceField(
        "Reason", [answered("Choose a reason")], choices=options([("ill", "Ill"), ("x", "X")])
    )
    kind = ListField("Kind", choices=options([("", "Choose one"), ("a", "A")]))
    agreed = AgreementField("I agree", [answered("Agree to go on")])
    sheet = DocumentField("Sheet", [answered("Add the sheet")])


GOOD = {
    "case": " 1B2K7Q9 ",
    "note": "Two lines\nof text",
    "code": "s3cret",
    "total": "$1,234.5",
    "last-month": "10",
    "last-day": "30",
    "last-year": "2026",
    "month": "2026-10",
    "reason": "ill",
    "kind": "a",
    "agreed": "yes",
}


def sheet() -> dict[str, object]:
    return {"sheet": FileStorage(io.BytesIO(b"%PDF-"), "sheet.pdf")}


def sent(made: Portal, given: Mapping[str, object]) -> tuple[EveryKind, BeautifulSoup]:
    """The form after a POST, and the page that shows it."""
    with made.app.test_request_context("/", method="POST", data=dict(given)):
        form = EveryKind()
        form.validate()
        return form, BeautifulSoup(render_template_string(PAGE, form=form), "html.parser")


def control(page: BeautifulSoup, id: str) -> Tag:  # noqa: A002 - as HTML names it
    found = page.find(id=id)
    assert isinstance(found, Tag)
    return found


def test_good_answers_are_read(made: Portal) -> None:
    form, page = sent(made, GOOD | sheet())
    assert form.faults == []
    assert form.status == 200
    answers = form.answers()
    assert answers.pop("sheet").filename == "sheet.pdf"
    assert answers == {
        "case": "1B2K7Q9",
        "note": "Two lines\nof text",
        "code": "s3cret",
        "total": Money(123450),
        "last": date(2026, 10, 30),
        "month": date(2026, 10, 1),
        "reason": "ill",
        "kind": "a",
        "agreed": True,
    }
    assert page.select(".error-summary") == []


def test_nothing_answered_names_every_required_question(made: Portal) -> None:
    form, page = sent(made, {})
    assert [fault.target for fault in form.faults] == [
        "case",
        "code",
        "total",
        "last-month",
        "month",
        "reason",
        "agreed",
        "sheet",
    ]
    assert form.status == 422
    assert "Error: " in page.title.get_text() if page.title else False
    links = [link["href"] for link in page.select(".error-summary a")]
    assert all(page.select(str(link)) for link in links)


def test_a_fault_is_tied_to_its_control(made: Portal) -> None:
    _, page = sent(made, GOOD | {"case": "", "total": "4l2.50"})
    case = control(page, "case")
    assert case["aria-invalid"] == "true"
    assert case["aria-describedby"] == "case-hint case-error case-live"
    assert control(page, "case-error").get_text() == "Enter the case number"
    assert control(page, "total-error").get_text() == "Enter dollars and cents, like 412.50"


def test_what_was_typed_is_kept_but_for_secrets(made: Portal) -> None:
    wrong = {"total": "4l2.50", "last-day": "32", "month": "soon", "case": "<b>"}
    _, page = sent(made, GOOD | wrong)
    assert control(page, "total")["value"] == "4l2.50"
    assert control(page, "last-day")["value"] == "32"
    assert control(page, "month")["value"] == "soon"
    assert control(page, "case")["value"] == "<b>"
    assert control(page, "note").get_text() == "Two lines\nof text"
    assert control(page, "reason-0").has_attr("checked")
    assert control(page, "agreed").has_attr("checked")
    assert "s3cret" not in str(page)


def test_money_is_shown_as_people_write_it(made: Portal) -> None:
    _, page = sent(made, GOOD | {"case": ""})
    assert control(page, "total")["value"] == "1,234.50"


def test_optional_is_marked_and_required_is_silent(made: Portal) -> None:
    _, page = sent(made, {})
    labels = {str(label["for"]): label.get_text() for label in page.select("label")}
    assert labels["note"] == "Note (optional)"
    assert labels["case"] == "Case"
    assert control(page, "case").has_attr("required")


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        (("2", "29", "2028"), date(2028, 2, 29)),
        (("2", "29", "2027"), None),
        (("10", "32", "2026"), None),
        (("10", "", "2026"), None),
        (("ten", "1", "2026"), None),
        (("１", "1", "2026"), None),
        (("1", "1", "0"), None),
        (("1e1", "1", "2026"), None),
    ],
)
def test_a_date_must_be_real(made: Portal, parts: tuple[str, ...], read: date | None) -> None:
    names = ("last-month", "last-day", "last-year")
    form, _ = sent(made, GOOD | dict(zip(names, parts, strict=True)))
    assert form.last.data == read
    expected = [] if read else ["Enter a real date, like 9 30 2025"]
    assert list(form.last.errors) == expected


@pytest.mark.parametrize("typed", ["2026-10", "10 2026", "10/2026", "10-2026", " 2026-10 "])
def test_a_month_is_read_however_the_browser_sends_it(made: Portal, typed: str) -> None:
    assert sent(made, GOOD | {"month": typed})[0].month.data == date(2026, 10, 1)


@pytest.mark.parametrize("typed", ["2026-13", "October", "2026", "0 2026", "２０２６-10"])
def test_what_is_no_month_is_said(made: Portal, typed: str) -> None:
    form, _ = sent(made, GOOD | {"month": typed})
    assert list(form.month.errors) == ["Enter a month and a year, like 10 2026"]


@pytest.mark.parametrize("field", ["reason", "kind"])
def test_a_choice_that_was_not_offered_is_refused(made: Portal, field: str) -> None:
    form, _ = sent(made, GOOD | {field: "other"})
    assert list(form[field].errors) == ["Choose one of these"]


@pytest.mark.parametrize(("field", "length"), [("case", 201), ("note", 4001)])
def test_a_long_answer_is_refused(made: Portal, field: str, length: int) -> None:
    assert "Shorten this" in str(sent(made, GOOD | {field: "x" * length})[0][field].errors[0])


def test_a_rule_can_refuse_a_field_after_reading(made: Portal) -> None:
    with made.app.test_request_context("/", method="POST", data=GOOD | sheet()):
        form = EveryKind()
        assert form.validate()
        form.refuse("total", "Your weeks add up to $1,056.00")
        assert [fault.target for fault in form.faults] == ["total"]
        assert form.status == 422


def test_stored_values_fill_the_form(made: Portal) -> None:
    with made.app.test_request_context("/"):
        data = {"last": date(2026, 9, 5), "total": Money(9600), "month": date(2026, 9, 1)}
        form = EveryKind(data=data)
        page = BeautifulSoup(render_template_string(PAGE, form=form), "html.parser")
    values = [control(page, f"last-{part}")["value"] for part in ("month", "day", "year")]
    assert values == ["9", "5", "2026"]
    assert control(page, "total")["value"] == "96.00"
    assert control(page, "month")["value"] == "2026-09"


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=30)))
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_text_breaks_a_form(made: Portal, typed: dict[str, str]) -> None:
    """Whatever is typed is read or refused."""
    form, _ = sent(made, GOOD | typed)
    assert form.status in (200, 422)
