"""The second factor at sign-in: who is asked, setting an app up, recovery codes, devices."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import segno
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from provportal.actions.one_time_codes import address_of_seed, code_at
from provportal.domain.roles import STAFF_ROLES, Role
from provportal.store.second_factor import SecondFactor
from provportal.store.session import transaction
from provportal.web.access import access_of
from provportal.web.device import device_of
from provportal.web.qr import BORDER, drawn
from tests.test_routes import address, probes
from tests.web.given import (
    SEED,
    Portal,
    arrive,
    biller,
    copy_of,
    give_code,
    is_in,
    letters_in,
    one_of_each_role,
    person,
    sign_in,
    signed_in,
    staff,
    token_in,
)

ADA = "ada@example.org"
SHOW = "/account/second-factor"


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_reach_no_page_before_the_code(made: Portal, role: Role) -> None:
    """Each route that they may open leads to the page of the code."""
    one_of_each_role(made)
    browser = made.browser()
    sign_in(browser, f"{role}@example.org")
    surprises = []
    for rule, method in probes(made.app):
        if role in access_of(made.app.view_functions[rule.endpoint]).roles:
            answer = browser.open(address(rule), method=method)
            if answer.status_code != 303 or not answer.location.startswith("/code"):
                surprises.append((method, rule.rule, answer.status_code))
    assert surprises == []


def test_a_provider_reads_and_asks_without_a_code(made: Portal) -> None:
    browser = signed_in(made)
    assert [browser.get(page).status_code for page in ("/home", "/requests", "/payments")] == (
        [200] * 3
    )


def test_a_providers_bank_pages_ask_for_it(made: Portal) -> None:
    one_of_each_role(made)
    browser = signed_in(made, f"{Role.PROVIDER_ADMIN}@example.org")
    page = "/account/bank/00000000-0000-7000-8000-000000000000"
    assert browser.get(page).location == f"/code?next={page}"


def test_after_the_code_one_is_where_one_wanted_to_be(made: Portal) -> None:
    staff(made, Role.REVIEWER, ADA)
    browser = made.browser()
    sign_in(browser, ADA)
    asked = browser.get("/review?mine=yes").location
    code = code_at(SEED, made.machine.now())
    form = {"factor_code": code, "csrf_token": token_in(browser.get(asked))}
    assert browser.post(asked, data=form).location == "/review?mine=yes"


def test_the_code_gives_a_new_id(made: Portal) -> None:
    staff(made, Role.REVIEWER, ADA)
    browser = made.browser()
    sign_in(browser, ADA)
    before = copy_of(browser, made)
    give_code(browser)
    assert is_in(browser)
    assert before.get("/account").location.startswith("/sign-in")


def test_an_empty_code_is_asked_for(made: Portal) -> None:
    staff(made, Role.REVIEWER, ADA)
    browser = made.browser()
    sign_in(browser, ADA)
    answer = browser.post("/code", data={"csrf_token": token_in(browser.get("/code"))})
    assert answer.status_code == 422
    assert "Enter the 6 digits that your app shows" in answer.text


def without_app(made: Portal, email: str) -> FlaskClient:
    """A browser of somebody who has a password and no app."""
    with transaction(made.equipment.engine) as session:
        for factor in session.query(SecondFactor):
            session.delete(factor)
    browser = made.browser()
    sign_in(browser, email)
    return browser


def follow(browser: FlaskClient, answer: TestResponse) -> TestResponse:
    while answer.status_code == 303:
        answer = browser.get(answer.location)
    return answer


def posted(browser: FlaskClient, shown: TestResponse, action: str, **typed: str) -> TestResponse:
    """Send the first form of a page that posts to an address with this in it."""
    target = re.findall(rf'<form[^>]*action="([^"]*{action}[^"]*)"', shown.text)[0]
    data = {"csrf_token": token_in(shown)} | typed
    return browser.post(target.replace("&amp;", "&"), data=data)


def test_staff_without_an_app_set_one_up_and_go_on(made: Portal) -> None:
    staff(made, Role.REVIEWER, ADA)
    browser = without_app(made, ADA)
    begin = follow(browser, browser.get("/review"))
    assert "<h1>Codes from your phone</h1>" in begin.text
    scan = follow(browser, posted(browser, begin, "begin"))
    code = code_at(letters_in(scan.text), made.machine.now())
    codes = posted(browser, scan, "set-up", app_code=code)
    assert "Keep these recovery codes" in codes.text
    [onward] = re.findall(r'<a class="button" href="([^"]+)"', codes.text)
    assert onward == "/review"
    assert browser.get(onward).status_code == 200


def test_a_provider_without_an_app_sets_one_up_at_the_first_page_that_asks(made: Portal) -> None:
    one_of_each_role(made)
    browser = without_app(made, f"{Role.PROVIDER_ADMIN}@example.org")
    page = "/account/bank/00000000-0000-7000-8000-000000000000"
    asked = browser.get(page)
    assert asked.location == f"/code?next={page}"
    assert browser.get(asked.location).location == f"{SHOW}?next={page}"


def scanning(made: Portal) -> tuple[FlaskClient, TestResponse]:
    browser = without_app(made, "rosa@example.org")
    return browser, follow(browser, posted(browser, browser.get(SHOW), "begin"))


def test_the_qr_code_is_drawn_on_the_server_without_style_or_script(made: Portal) -> None:
    _, scan = scanning(made)
    seed = letters_in(scan.text)
    address = address_of_seed(seed, "rosa@example.org", "Provider payments")
    assert drawn(address).path in scan.text
    assert address.startswith("otpauth://totp/Provider%20payments:rosa%40example.org?")
    assert "style=" not in scan.text.partition("<main")[2]
    assert "<img" not in scan.text


def test_each_module_of_a_qr_code_is_drawn_once() -> None:
    text = "otpauth://totp/x?secret=ABC"
    drawing = drawn(text)
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawing.path):
        dark |= {(int(x) + n, int(y)) for n in range(int(length))}
    matrix = segno.make_qr(text, error="m").matrix_iter(border=BORDER)
    wanted = {(x, y) for y, row in enumerate(matrix) for x, bit in enumerate(row) if bit}
    assert dark == wanted


def test_a_wrong_first_code_is_said_and_the_same_key_stays(made: Portal) -> None:
    browser, scan = scanning(made)
    refused = posted(browser, scan, "set-up", app_code="000000")
    assert refused.status_code == 422
    assert "This code does not fit. Enter the one that is shown now" in refused.text
    assert letters_in(refused.text) == letters_in(scan.text)


def test_beginning_again_makes_another_key(made: Portal) -> None:
    browser, scan = scanning(made)
    again = follow(browser, posted(browser, browser.get(SHOW), "begin"))
    assert letters_in(again.text) != letters_in(scan.text)


def test_the_first_code_may_not_be_left_out(made: Portal) -> None:
    browser, scan = scanning(made)
    assert posted(browser, scan, "set-up").status_code == 422


def test_what_was_not_begun_shows_no_key(made: Portal) -> None:
    browser = without_app(made, "rosa@example.org")
    assert browser.get(f"{SHOW}/set-up").location == SHOW


def test_recovery_codes_are_shown_once(made: Portal) -> None:
    browser = made.browser()
    arrive(browser)
    shown = posted(browser, browser.get(SHOW), "recovery-codes")
    codes = re.findall(r"<code>([A-Z2-7-]{19})</code>", shown.text)
    assert len(codes) == 10
    assert "10 recovery codes are left" in browser.get(SHOW).text
    assert not any(code in browser.get(SHOW).text for code in codes)


def test_without_the_phone_a_recovery_code_lets_in_and_offers_a_new_phone(made: Portal) -> None:
    browser = made.browser()
    arrive(browser)
    shown = posted(browser, browser.get(SHOW), "recovery-codes")
    code = re.findall(r"<code>([A-Z2-7-]{19})</code>", shown.text)[0]
    other = signed_in(made)
    asked = other.get("/code?next=/requests")
    answer = follow(other, posted(other, asked, "/code", factor_code=code.lower()))
    assert "You used a recovery code" in answer.text
    assert "9 recovery codes are left" in answer.text
    assert 'href="/requests"' in answer.text
    scan = follow(other, posted(other, answer, "begin"))
    assert letters_in(scan.text)


@pytest.mark.parametrize("action", ["begin", "recovery-codes"])
def test_what_is_there_is_replaced_with_a_fresh_code_only(made: Portal, action: str) -> None:
    browser = made.browser()
    arrive(browser)
    shown = browser.get(SHOW)
    made.machine.advance(timedelta(minutes=6))
    assert posted(browser, shown, action).status_code == 401


def test_who_has_only_the_password_sees_nothing_of_the_factor(made: Portal) -> None:
    browser = signed_in(made)
    assert browser.get(SHOW).location == "/code"
    assert browser.get(f"{SHOW}/set-up").status_code == 401


def test_a_new_phone_ends_all_other_sessions(made: Portal) -> None:
    browser, other = made.browser(), signed_in(made)
    arrive(browser)
    scan = follow(browser, posted(browser, browser.get(SHOW), "begin"))
    code = code_at(letters_in(scan.text), made.machine.now())
    assert posted(browser, scan, "set-up", app_code=code).status_code == 200
    assert (is_in(browser), is_in(other)) == (True, False)


def sessions_of(browser: FlaskClient) -> TestResponse:
    return browser.get("/account/sessions")


def on(made: Portal, agent: str, email: str = "rosa@example.org") -> FlaskClient:
    browser = made.browser()
    browser.environ_base["HTTP_USER_AGENT"] = agent
    sign_in(browser, email)
    return browser


PHONE = "Mozilla/5.0 (Linux; Android 16; Pixel) Chrome/142.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0"


def test_everybody_sees_where_they_are_signed_in_this_one_first(made: Portal) -> None:
    phone, desk = on(made, PHONE), on(made, DESK)
    biller(made, "other@example.org")
    on(made, DESK, "other@example.org")
    for browser, this, other in (
        (phone, "Chrome, Android", "Firefox, Windows"),
        (desk, "Firefox, Windows", "Chrome, Android"),
    ):
        shown = re.findall(r"<h2>(.*?)</h2>", sessions_of(browser).text)
        assert shown == [f'{this} <span class="tag">This one</span>', other]
    assert "Care of rosa@example.org. Signed in: Mon" in sessions_of(desk).text


def test_one_session_is_ended_at_its_next_request(made: Portal) -> None:
    phone, desk = on(made, PHONE), on(made, DESK)
    shown = sessions_of(desk)
    [key] = re.findall(r'name="session" value="([^"]+)"', shown.text)
    for _ in range(2):
        assert posted(desk, shown, "/sessions", session=key).status_code == 303
    assert (is_in(desk), is_in(phone)) == (True, False)


def test_all_others_are_ended(made: Portal) -> None:
    desk, others = on(made, DESK), [on(made, PHONE), on(made, PHONE)]
    token = token_in(sessions_of(desk))
    desk.post("/account/sessions", data={"csrf_token": token, "others": "yes"})
    assert (is_in(desk), [is_in(one) for one in others]) == (True, [False, False])


@pytest.mark.parametrize("named", ["nonsense", "00000000-0000-7000-8000-000000000000"])
def test_a_session_that_is_not_ones_own_is_not_found(made: Portal, named: str) -> None:
    desk = on(made, DESK)
    form = {"csrf_token": token_in(sessions_of(desk)), "session": named}
    assert desk.post("/account/sessions", data=form).status_code == 404
    assert is_in(desk)


def test_what_has_idled_out_is_not_listed(made: Portal) -> None:
    on(made, PHONE)
    made.machine.advance(timedelta(minutes=20))
    assert "Android" not in sessions_of(on(made, DESK)).text


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome, Android"),
        (DESK, "Firefox, Windows"),
        ("Mozilla/5.0 (Macintosh) Chrome/142 Safari/537.36 Edg/142.0", "Edge, Mac"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", ""),
        ("<script>" * 1000, ""),
    ],
)
def test_a_device_is_told_in_two_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_a_newcomer_without_a_place_can_set_up_an_app(made: Portal) -> None:
    person(made, "lost@example.org")
    assert without_app(made, "lost@example.org").get(SHOW).status_code == 200
