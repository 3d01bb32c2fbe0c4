"""What a route may declare, and the menu that follows from it."""

from __future__ import annotations

import pytest

from provportal.domain.roles import Role
from provportal.web.access import UndeclaredRoute, access_of, allow
from provportal.web.menu import PLACES
from tests.web.given import Portal, agency, arrive, member, person, sign_in, with_routes_of_its_own


def test_a_role_must_be_named() -> None:
    with pytest.raises(UndeclaredRoute):
        allow()


def test_a_view_without_a_declaration_has_no_access() -> None:
    with pytest.raises(UndeclaredRoute):
        access_of(test_a_role_must_be_named)


def test_a_route_added_late_without_a_declaration_answers_nothing(made: Portal) -> None:
    """Silence is refused at each request as well."""
    late = with_routes_of_its_own(made)
    late.app.add_url_rule("/late", view_func=lambda: "secret")
    answer = late.browser().get("/late")
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)


def test_every_role_of_a_person_has_a_menu() -> None:
    assert set(PLACES) == set(Role) - {Role.SYSTEM}


def menu_words(made: Portal, role: Role) -> list[str]:
    """The words of the menu of a staff member with this role."""
    email = f"{role}@example.org"
    member(made, person(made, email), role, agency_id=agency(made, f"Of {role}"))
    browser = made.browser()
    arrive(browser, email)
    page = browser.get("/account").get_data(as_text=True)
    return [word for word in ("Queue", "Payment runs", "Account") if f">{word}</a>" in page]


def test_a_role_sees_the_places_that_it_may_open(made: Portal) -> None:
    assert menu_words(made, Role.REVIEWER) == ["Queue", "Account"]
    assert menu_words(made, Role.PAYMENT_OFFICER) == ["Payment runs", "Account"]


def test_a_page_of_a_later_day_leaves_no_dead_link(made: Portal) -> None:
    assert menu_words(made, Role.PROGRAM_ADMIN) == ["Account"]


def test_the_start_leads_to_the_first_place(made: Portal) -> None:
    browser = made.browser()
    sign_in(browser)
    assert browser.get("/").headers["Location"] == "/home"
