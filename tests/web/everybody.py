"""Everybody who may use the portal, each as a robot that is signed in and has not looked yet."""

from __future__ import annotations

from provportal.domain.request import Place
from provportal.domain.roles import Actor
from tests.web.every_place import Filled, newcomer, of_two_places
from tests.web.given_wizard import Desk
from tests.web.robot import Robot

EVERYWHERE = (
    "/",
    "/home",
    "/account",
    "/account/place",
    "/account/second-factor/set-up",
    "/code",
    "/nothing-here",
)


def everybody(desk: Desk, filled: Filled) -> list[Robot]:
    """One of each role, a newcomer, one who works at two places, and a visitor who comes last."""
    app, world = desk.portal.app, desk.world
    unlinked: dict[Actor, tuple[str, ...]] = {
        world.provider.biller: (
            f"/requests/{filled.half_done}/steps/days/different",
            f"/requests/{filled.requests[Place.SUBMITTED]}/sent",
        ),
        world.provider.admin: (),
        filled.unlucky.provider.biller: (),
        newcomer(desk): (),
        of_two_places(desk): (),
        **dict.fromkeys(world.agency.staff.values(), ()),
    }
    people = [
        Robot(app, desk.browser(actor).client, (*EVERYWHERE, *starts))
        for actor, starts in unlinked.items()
    ]
    visitor = Robot(app, desk.portal.browser(), ("/", "/sign-in?ended=idle", "/requests"))
    return [*people, visitor]
