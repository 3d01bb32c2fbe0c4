"""Lifecycles as tables: which move leads from where to where, and who may make it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from provportal.domain.roles import Role

StateT = TypeVar("StateT", bound=StrEnum)
ActionT = TypeVar("ActionT", bound=StrEnum)


class NotAllowed(Exception):
    """The move does not exist from this state, or this role may not make it."""

    def __init__(self, noun: str, action: str, state: str, reason: str) -> None:
        super().__init__(f"{noun}: {action} from {state}: {reason}")
        self.noun, self.action, self.state, self.reason = noun, action, state, reason


@dataclass(frozen=True, slots=True)
class Move(Generic[ActionT, StateT]):
    """One arrow of the picture."""

    action: ActionT
    source: StateT
    target: StateT
    roles: frozenset[Role]


def moves(
    action: ActionT, sources: Iterable[StateT], target: StateT, *roles: Role
) -> tuple[Move[ActionT, StateT], ...]:
    """The same action from several states to one."""
    return tuple(Move(action, source, target, frozenset(roles)) for source in sources)


def _id(state: str) -> str:
    """Mermaid reads a dot in an id as something else."""
    return state.replace(".", "_")


class Lifecycle(Generic[ActionT, StateT]):
    """All moves of one noun. `start` is the only state a new row may have."""

    def __init__(
        self, noun: str, start: StateT, *groups: tuple[Move[ActionT, StateT], ...]
    ) -> None:
        self.noun = noun
        self.start = start
        self.moves = tuple(move for group in groups for move in group)
        self._table = {(move.action, move.source): move for move in self.moves}
        if len(self._table) != len(self.moves):
            raise ValueError(f"{noun}: two moves for one action from one state")

    def move(self, action: ActionT, state: StateT, role: Role) -> StateT:
        """The state that follows. Raises NotAllowed."""
        found = self._table.get((action, state))
        if found is None:
            raise NotAllowed(self.noun, action, state, "state")
        if role not in found.roles:
            raise NotAllowed(self.noun, action, state, "role")
        return found.target

    def may(self, action: ActionT, state: StateT, role: Role) -> bool:
        """Whether a page should offer this; never instead of `move`."""
        found = self._table.get((action, state))
        return found is not None and role in found.roles

    def pairs(self) -> list[tuple[StateT, StateT]]:
        """Every (from, to) that changes the state, sorted: what the database trigger allows."""
        return sorted({(m.source, m.target) for m in self.moves if m.source != m.target})

    def picture(self) -> str:
        """The state picture as a Mermaid diagram, for the docs."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {_id(state)}: {state.replace('.', ', ')}" for state in self._dotted()]
        lines += [f"    [*] --> {_id(self.start)}"]
        lines += [
            f"    {_id(move.source)} --> {_id(move.target)}: {move.action}" for move in self.moves
        ]
        return "\n".join(lines) + "\n"

    def _dotted(self) -> list[StateT]:
        return sorted({move.target for move in self.moves if "." in move.target})
