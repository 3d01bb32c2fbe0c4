"""The language switch: on every page, without script, back to the page, with what was typed."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provportal.domain.request import Place
from provportal.domain.roles import Role
from provportal.store.person import Person
from provportal.store.session import reading, transaction
from tests.given_requests import a_request
from tests.web.given import Portal, arrive, portal, sign_in, staff, token_in
from tests.web.given_wizard import Visitor, a_desk
from tests.web.reading import a_place

SPANISH = {"read_in": "es"}
PROVIDER_PAGES = ("/home", "/requests", "/payments", "/account", "/requests/new", "/nowhere")


def choose(browser: FlaskClient, language: str, page: str = "/sign-in") -> TestResponse:
    """Press a language in the header of a page."""
    form = {"csrf_token": token_in(browser.get(page)), "read_in": language}
    referrer = f"http://localhost{page}"
    return browser.post("/language", data=form, headers={"Referer": referrer})


def language_of(answer: TestResponse) -> str:
    found = re.search(r'<html lang="([^"]+)"', answer.text)
    return found[1] if found else ""


def languages_kept(made: Portal) -> set[str]:
    with reading(made.equipment.engine) as session:
        return set(session.scalars(sa.select(Person.language)))


def test_a_visitor_is_answered_in_the_language_chosen(made: Portal) -> None:
    browser = made.browser()
    answer = choose(browser, "es")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    page = browser.get("/sign-in")
    assert language_of(page) == "es"
    assert "<h1>Entrar</h1>" in page.text
    assert '<button type="submit" form="typed" formnovalidate class="link" lang="en"' in page.text


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("es-MX,es;q=0.9", "es"),
        ("fr,es;q=0.5", "es"),
        ("fr", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN,zh;q=0.9", "zh-Hant"),
        ("en-US,zh-TW;q=0.5", "en"),
        ("es;q=0,en;q=0.1", "en"),
    ],
)
def test_a_first_visit_is_in_the_language_of_the_browser(
    made: Portal, asked: str, answered: str
) -> None:
    page = made.browser().get("/sign-in", headers={"Accept-Language": asked})
    assert language_of(page) == answered
    assert {"Cookie", "Accept-Language"} <= {
        word.strip() for word in page.headers["Vary"].split(",")
    }


def test_a_persons_choice_is_kept_with_the_person(made: Portal) -> None:
    browser = made.browser()
    sign_in(browser)
    choose(browser, "es", "/account")
    again = made.browser()
    sign_in(again)
    assert languages_kept(made) == {"es"}
    assert language_of(again.get("/account")) == "es"


def test_a_persons_choice_leaves_one_row_in_the_audit_log(made: Portal) -> None:
    browser = made.browser()
    sign_in(browser)
    for _ in range(2):
        choose(browser, "es", "/account")
    assert [action for action, _ in made.audited()].count("person.language") == 1


@pytest.mark.parametrize("page", PROVIDER_PAGES)
def test_every_page_of_a_provider_offers_the_other_language(tmp_path: Path, page: str) -> None:
    browser = a_place(tmp_path).browser()
    answer = choose(browser, "es", page)
    shown = browser.get(answer.location)
    assert answer.location == page
    assert language_of(shown) == "es"
    assert re.search(
        r'<button [^>]*lang="en" name="read_in" value="en">English</button>', shown.text
    )


@pytest.mark.parametrize("referrer", ["https://elsewhere.example/sign-in", "//e.example", ""])
def test_one_is_led_nowhere_else(made: Portal, referrer: str) -> None:
    browser = made.browser()
    form = {"csrf_token": token_in(browser.get("/sign-in")), "read_in": "es"}
    answer = browser.post("/language", data=form, headers={"Referer": referrer})
    assert answer.location == "/"


@pytest.mark.parametrize("language", ["fr", "zh-Hans", "", "es/../en"])
def test_a_language_that_is_not_offered_changes_nothing(made: Portal, language: str) -> None:
    browser = made.browser()
    choose(browser, language)
    assert language_of(browser.get("/sign-in")) == "en"


def test_a_cookie_of_ones_own_making_is_english(made: Portal) -> None:
    browser = made.browser()
    browser.set_cookie("__Host-language", "../../etc", secure=True)
    assert language_of(browser.get("/sign-in")) == "en"


def test_the_choice_needs_a_token(made: Portal) -> None:
    assert made.browser().post("/language", data=SPANISH).status_code == 400


def test_staff_read_english_and_are_offered_nothing_else(made: Portal) -> None:
    staff(made, Role.REVIEWER, "ada@example.org")
    with transaction(made.equipment.engine) as session:
        session.execute(sa.update(Person).values(language="es"))
    browser = made.browser()
    arrive(browser, "ada@example.org")
    page = browser.get("/account")
    assert language_of(page) == "en"
    assert "read_in" not in page.text


def test_what_is_typed_comes_along_and_secrets_do_not(made: Portal) -> None:
    browser = made.browser()
    typed = {"email": "rosa@example.org", "password": "never shown", **SPANISH}
    typed["csrf_token"] = token_in(browser.get("/sign-in"))
    page = browser.post("/sign-in", data=typed)
    assert page.status_code == 200
    assert language_of(page) == "es"
    assert 'value="rosa@example.org"' in page.text
    assert "never shown" not in page.text
    assert "error-summary" not in page.text


def test_a_form_goes_on_in_the_other_language(made: Portal) -> None:
    """After the page was shown again, its own button does what it always did."""
    browser = made.browser()
    token = token_in(browser.get("/sign-in"))
    shown = browser.post("/sign-in", data={"csrf_token": token, **SPANISH})
    refused = browser.post("/sign-in", data={"csrf_token": token_in(shown)})
    assert refused.status_code == 422
    assert "Escriba su correo electrónico" in refused.text


def at_amount(folder: Path) -> tuple[Visitor, str]:
    """A browser on the page that asks for an amount, in a new draft."""
    desk = a_desk(folder)
    visitor = desk.browser()
    visitor.open("/requests/new")
    visitor.post({"certificate": desk.certificate_id, f"month-{desk.certificate_id}": "2026-10"})
    visitor.open(visitor.at.replace("/days", "/care"))
    visitor.post({})
    visitor.post({})
    return visitor, visitor.at


def test_the_wizard_keeps_what_is_typed_and_saves_nothing(tmp_path: Path) -> None:
    visitor, at = at_amount(tmp_path)
    answer = visitor.post({"total": "412.5", **SPANISH})
    assert answer.status_code == 200
    assert visitor.heading() == "¿Cuánto pide usted?"
    assert 'value="412.50"' in visitor.page
    visitor.open(at)
    assert 'value="412.50"' not in visitor.page


def test_a_refused_page_is_shown_again_without_its_refusal(tmp_path: Path) -> None:
    visitor, _ = at_amount(tmp_path)
    assert visitor.post({"total": "a lot"}).status_code == 422
    answer = visitor.post({"total": "a lot", **SPANISH})
    assert answer.status_code == 200
    assert 'value="a lot"' in visitor.page
    assert "error-summary" not in visitor.page


def test_a_reason_that_is_typed_comes_along(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    visitor = desk.browser()
    visitor.open(f"/requests/{a_request(desk.world, Place.SUBMITTED)}/withdraw")
    assert 'form="typed"' in visitor.page
    visitor.post({"reason": "Wrong month", **SPANISH})
    assert "Wrong month</textarea>" in visitor.page


def test_enter_goes_on_and_does_not_change_the_language(made: Portal) -> None:
    """The first button of a form is the one that the Enter key presses."""
    page = made.browser().get("/sign-in").text
    first = re.search(r'<button type="submit" form="typed"[^>]*>', page)
    assert first
    assert "read_in" not in first[0]


@pytest.mark.parametrize("slug", ["care", "days", "amount"])
def test_the_switch_moves_a_form_that_is_there(tmp_path: Path, slug: str) -> None:
    visitor, at = at_amount(tmp_path)
    visitor.open(at.replace("/amount", f"/{slug}"))
    assert 'form="typed"' in visitor.page
    assert visitor.page.count(' id="typed"') == 1


@pytest.mark.parametrize("language", ["es", "zh-Hant"])
def test_a_first_visit_in_another_language_is_as_light(tmp_path: Path, language: str) -> None:
    """HTML and style sheet 13,500 bytes."""
    browser = portal(tmp_path).browser()
    headers = {"Accept-Encoding": "br", "Accept-Language": language}
    page = browser.get("/sign-in", headers=headers).get_data()
    sheet = re.search(r'href="(/static/[^"]+css)"', brotli.decompress(page).decode())
    assert sheet
    assert len(page) + len(browser.get(sheet[1], headers=headers).get_data()) <= 13_500


@pytest.mark.parametrize("language", ["es", "zh-Hant"])
@pytest.mark.parametrize("slug", ["care", "days", "amount"])
def test_a_step_in_another_language_is_as_light(tmp_path: Path, slug: str, language: str) -> None:
    """A whole page of the wizard 6 kB, the month's attendance included."""
    visitor, at = at_amount(tmp_path)
    choose(visitor.client, language, "/account")
    page = visitor.client.get(
        at.replace("/amount", f"/{slug}"), headers={"Accept-Encoding": "br"}
    ).get_data()
    assert f'<html lang="{language}"' in brotli.decompress(page).decode()
    assert len(page) <= 6_000
