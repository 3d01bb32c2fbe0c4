"""Random bank files as hypothesis strategies: profiles, batches, entries that may be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from provportal.domain.ach.model import BankProfile, Batch, Entry, LineEnding
from provportal.domain.ach.routing import check_digit
from provportal.domain.ach.writer import trace_number, write_file
from tests.domain.ach.given import CREATED, PROFILE

PRINTABLE = st.characters(min_codepoint=0x20, max_codepoint=0x7E)


def text(size: int, least: int = 0) -> st.SearchStrategy[str]:
    """Printable ASCII as a field gives it back: no trailing blanks."""
    plain = st.text(PRINTABLE, max_size=size).map(str.rstrip)
    return plain.filter(lambda found: len(found) >= least)


def account() -> st.SearchStrategy[str]:
    return text(17, 1).filter(lambda found: not found.startswith(" "))


def routing() -> st.SearchStrategy[str]:
    prefixes = st.integers(1, 12) | st.integers(21, 32)
    eight = st.builds(lambda a, b: f"{a:02}{b:06}", prefixes, st.integers(0, 999_999))
    return eight.map(lambda digits: digits + check_digit(digits))


def unnumbered() -> st.SearchStrategy[Entry]:
    """A live credit or a prenote, still without its trace number."""
    kinds = st.tuples(st.sampled_from(["22", "32"]), st.integers(1, 10**8 - 1))
    prenotes = st.tuples(st.sampled_from(["23", "33"]), st.just(0))
    return st.builds(
        lambda kind, rtn, number, identification, name, addenda: Entry(
            kind[0], rtn, number, kind[1], identification, name, "", addenda
        ),
        kinds | prenotes,
        routing(),
        account(),
        text(15),
        text(22, 1),
        st.just(()) | st.tuples(text(80)),
    )


@dataclass(frozen=True)
class Model:
    """A file before it is written."""

    profile: BankProfile
    batches: tuple[Batch, ...]

    @property
    def entries(self) -> list[Entry]:
        return [entry for batch in self.batches for entry in batch.entries]

    def written(self) -> bytes:
        return b"".join(write_file(self.profile, CREATED, "A", self.batches))


@st.composite
def models(draw: st.DrawFn) -> Model:
    groups = draw(st.lists(st.lists(unnumbered(), min_size=1, max_size=4), min_size=1, max_size=3))
    sequence, batches = draw(st.integers(0, 10**6)), []
    for number, group in enumerate(groups, start=1):
        entries = []
        for entry in group:
            sequence += draw(st.integers(1, 3))
            entries.append(replace(entry, trace=trace_number(PROFILE.odfi, sequence)))
        batches.append(
            Batch(
                number=number,
                sec_code=draw(st.sampled_from(["PPD", "CCD"])),
                description="CHILD CARE",
                effective_entry_date=date(2026, 11, 24),
                entries=tuple(entries),
            )
        )
    return Model(replace(PROFILE, line_ending=draw(st.sampled_from(LineEnding))), tuple(batches))
