"""A lifecycle answers from its table and from nothing else."""

from __future__ import annotations

from enum import StrEnum

import pytest

from provportal.domain.lifecycle import Lifecycle, Move, NotAllowed, moves
from provportal.domain.roles import Role


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


class Press(StrEnum):
    SWITCH = "switch"
    DUST = "dust"
    DROP = "drop"


LAMP: Lifecycle[Press, Lamp] = Lifecycle(
    "lamp",
    Lamp.OFF,
    moves(Press.SWITCH, [Lamp.OFF], Lamp.ON, Role.BILLER, Role.REVIEWER),
    moves(Press.DUST, [Lamp.ON], Lamp.ON, Role.BILLER),
    moves(Press.DROP, [Lamp.ON, Lamp.OFF], Lamp.BROKEN, Role.SYSTEM),
)


def test_a_move_leads_to_its_target() -> None:
    assert LAMP.move(Press.SWITCH, Lamp.OFF, Role.BILLER) == Lamp.ON


def test_an_action_from_several_states_is_several_moves() -> None:
    assert moves(Press.DROP, [Lamp.ON, Lamp.OFF], Lamp.BROKEN, Role.SYSTEM) == (
        Move(Press.DROP, Lamp.ON, Lamp.BROKEN, frozenset({Role.SYSTEM})),
        Move(Press.DROP, Lamp.OFF, Lamp.BROKEN, frozenset({Role.SYSTEM})),
    )


def test_no_move_from_another_state() -> None:
    with pytest.raises(NotAllowed) as caught:
        LAMP.move(Press.SWITCH, Lamp.BROKEN, Role.BILLER)
    refused = caught.value
    assert (refused.noun, refused.action, refused.state) == ("lamp", "switch", "broken")
    assert refused.reason == "state"
    assert str(refused) == "lamp: switch from broken: state"


def test_no_move_by_another_role() -> None:
    with pytest.raises(NotAllowed) as caught:
        LAMP.move(Press.SWITCH, Lamp.OFF, Role.SYSTEM)
    assert caught.value.reason == "role"


@pytest.mark.parametrize(
    ("state", "role", "may"),
    [
        (Lamp.OFF, Role.BILLER, True),
        (Lamp.OFF, Role.SYSTEM, False),
        (Lamp.BROKEN, Role.BILLER, False),
    ],
)
def test_what_a_page_may_offer(state: Lamp, role: Role, may: bool) -> None:
    assert LAMP.may(Press.SWITCH, state, role) is may


def test_two_moves_for_one_action_from_one_state_are_a_defect() -> None:
    with pytest.raises(ValueError, match="two moves"):
        Lifecycle(
            "lamp",
            Lamp.OFF,
            moves(Press.SWITCH, [Lamp.OFF], Lamp.ON, Role.BILLER),
            moves(Press.SWITCH, [Lamp.OFF], Lamp.BROKEN, Role.SYSTEM),
        )


def test_the_pairs_are_the_changes_of_state_in_order() -> None:
    assert LAMP.pairs() == [(Lamp.OFF, Lamp.BROKEN), (Lamp.OFF, Lamp.ON), (Lamp.ON, Lamp.BROKEN)]


def test_the_picture_shows_start_and_moves() -> None:
    assert LAMP.picture() == (
        "stateDiagram-v2\n"
        "    [*] --> off\n"
        "    off --> on: switch\n"
        "    on --> on: dust\n"
        "    on --> broken: drop\n"
        "    off --> broken: drop\n"
    )
