"""A bill that is asked for twice: one child and month under two contracts of one provider."""

from __future__ import annotations

from provportal.domain.request import Place
from tests.actions.seen import child_of
from tests.given import World, a_certificate, another_contract
from tests.given_requests import a_draft, a_request, checked, sent


def the_same_child_twice(world: World, second_total: str) -> tuple[str, str]:
    """The first was checked, the second only sent; returns their ids."""
    certificate_id = a_certificate(world)
    first = a_request(world, Place.SUBMITTED, certificate_id=certificate_id)
    renewed = another_contract(world)
    second_certificate = a_certificate(renewed, child_id=child_of(world, certificate_id))
    second = a_draft(renewed, second_certificate, amount={"total": second_total})
    assert sent(renewed, second).accepted
    return first, second


def a_repeated_bill(world: World) -> str:
    """Asked about by the check that found it to repeat an earlier one; returns its id."""
    _, second = the_same_child_twice(world, "950.00")
    checked(world, second)
    return second
