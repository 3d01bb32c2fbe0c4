"""Compares a lifecycle with a table written by hand: these moves and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import product
from typing import TypeVar

from provportal.domain.lifecycle import Lifecycle, NotAllowed
from provportal.domain.roles import Role

A = TypeVar("A", bound=StrEnum)
S = TypeVar("S", bound=StrEnum)

Table = Mapping[tuple[str, str, str], str]
"""(state, action, role): the state that follows; all as they are stored."""


def written(text: str) -> Table:
    """Reads lines of 'state action -> state: role role'."""
    table = {}
    for line in text.strip().splitlines():
        move, _, roles = line.partition(":")
        before, after = move.split("->")
        state, action = before.split()
        for role in roles.split():
            table[state, action, role] = after.strip()
    return table


def done(lifecycle: Lifecycle[A, S], states: Iterable[S], actions: Iterable[A]) -> Table:
    """What the lifecycle answers to each state, action and role; refusals left out."""
    table = {}
    for state, action, role in product(list(states), list(actions), Role):
        try:
            table[state.value, action.value, role.value] = lifecycle.move(action, state, role).value
        except NotAllowed:
            assert not lifecycle.may(action, state, role)
        else:
            assert lifecycle.may(action, state, role)
    return table
