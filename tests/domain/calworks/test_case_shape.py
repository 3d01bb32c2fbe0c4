"""The shape of a case file: keys unknown, missing or twice; bytes that are no JSON; any value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provportal.domain.json_object import NotJson, read_json
from provportal.domain.programs.calworks.case import CaseFaults, read_case
from tests.domain.calworks.given import Data, case, exempt, faults


@pytest.mark.parametrize(
    "path",
    [
        "surprise",
        "provider__surprise",
        "provider__licence__surprise",
        "child__surprise",
        "certificate__surprise",
        "billed__surprise",
        "signatures__surprise",
    ],
)
def test_unknown_key_at_any_level_is_a_fault(path: str) -> None:
    assert faults(case(**{path: None})) == [f"{path.replace('__', '.')}: is not a known key"]


def _paths(data: Data, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in data.items():
        found.append((*above, key))
        if isinstance(value, dict) and key not in ("schedule", "days"):
            found += _paths(value, (*above, key))
    return found


@pytest.mark.parametrize("path", _paths(case()), ids=".".join)
def test_missing_key_is_a_fault(path: tuple[str, ...]) -> None:
    data = case()
    part = data
    for key in path[:-1]:
        part = part[key]
    del part[path[-1]]
    assert faults(data) == [f"{'.'.join(path)}: is missing"]


def test_every_fault_is_named_at_once() -> None:
    data = case(stage=9, child__born="x", billed__total="1", surprise=1)
    assert [fault.partition(":")[0] for fault in faults(data)] == [
        "surprise",
        "stage",
        "child.born",
        "billed.total",
    ]


@pytest.mark.parametrize("value", [None, [], "case", 5, {}])
def test_other_json_than_a_case_is_refused(value: object) -> None:
    assert faults(value)


def test_room_may_be_left_out_or_null() -> None:
    assert faults(case(child__room=None)) == []


def test_touching_times_are_no_overlap() -> None:
    both = {"mon": [["22:00", "06:00"]], "tue": [["06:00", "12:00"]]}
    assert faults(exempt(certificate__schedule=both)) == []


def test_null_times_are_no_times() -> None:
    assert faults(case(days={"2026-10-01": {"status": "attended", "times": None}})) == []


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is not JSON (line 1, column 1: Expecting value)"),
        (b'{"a": 1', "is not JSON (line 1, column 8: Expecting ',' delimiter)"),
        (b"[]", "is not an object in braces"),
        (b"\xff\xfe", "is not UTF-8 text (byte 0)"),
        (b'{"a": NaN}', "holds NaN, which is no amount"),
        (b'{"a": -Infinity}', "holds -Infinity, which is no amount"),
        (b'{"a": 1, "a": 2}', "names the key a twice"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number that is too long"),
    ],
)
def test_unreadable_json_says_why(raw: bytes, message: str) -> None:
    with pytest.raises(NotJson) as fault:
        read_json(raw)
    assert str(fault.value) == message


def test_byte_order_mark_is_read_over() -> None:
    assert read_json(b"\xef\xbb\xbf{}") == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(path=st.sampled_from(_paths(case())), value=JSON)
def test_any_value_anywhere_is_read_or_named(path: tuple[str, ...], value: object) -> None:
    for message in faults(case(**{"__".join(path): value})):
        assert ": " in message
        assert message.isprintable()


@given(raw=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with pytest.raises((NotJson, CaseFaults)):
        read_case(read_json(raw))


@given(order=st.permutations(list(case())))
def test_order_of_keys_does_not_matter(order: list[str]) -> None:
    data = case()
    shuffled = json.dumps({key: data[key] for key in order}).encode()
    assert read_case(read_json(shuffled)) == read_case(data)
