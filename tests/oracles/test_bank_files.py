"""What we write, two independent readers find nothing against; what we plant, they find."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provportal.domain.ach.model import LineEnding
from tests.domain.ach.given import PROFILE, batch, entry, trn, written
from tests.domain.ach.models import Model, models
from tests.oracles.asking import faults

AGREED: dict[str, list[str]] = {"achkit": [], "achlens": []}

OURS = {
    "PPD": written(batch(entry(1), entry(2))),
    "CCD with addenda": written(
        batch(entry(1, addenda=(trn(1),)), entry(2, addenda=(trn(2),)), sec_code="CCD")
    ),
    "both, as a payment run has them": written(
        batch(entry(1, addenda=(trn(1),)), sec_code="CCD"),
        batch(entry(2, addenda=(trn(2),)), number=2),
    ),
    "savings": written(batch(entry(1, transaction_code="32"))),
    "prenotes": written(batch(entry(1, transaction_code="23", amount=0))),
    "ten records exactly": written(batch(*(entry(number) for number in range(1, 7)))),
    "a hash of more than ten digits": written(
        batch(*(entry(number, routing_number="322271627") for number in range(1, 400)))
    ),
}


def test_each_kind_of_file_that_we_send(tmp_path: Path) -> None:
    told = faults(tmp_path, OURS.values())
    assert dict(zip(OURS, told, strict=True)) == dict.fromkeys(OURS, AGREED)


def test_either_line_end(tmp_path: Path) -> None:
    endings = [
        written(batch(entry(1)), profile=replace(PROFILE, line_ending=ending))
        for ending in (LineEnding.LF, LineEnding.CRLF)
    ]
    assert faults(tmp_path, endings) == [AGREED, AGREED]


def plain(model: Model) -> bytes:
    """With line ends: neither oracle reads a file without any."""
    return replace(model, profile=replace(model.profile, line_ending=LineEnding.LF)).written()


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(models(), min_size=25, max_size=25))
def test_random_files(made: list[Model]) -> None:
    with TemporaryDirectory() as folder:
        assert faults(Path(folder), map(plain, made)) == [AGREED] * len(made)


PLANTED = {
    "a wrong total": (b"000000010001", b"000000010002"),
    "a wrong check digit": (b"622011000015", b"622011000016"),
    "a lost blank": (b"ROSA MARTINEZ ", b"ROSA MARTINEZ"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_oracles_can_say_no(tmp_path: Path, fault: str) -> None:
    good, bad = PLANTED[fault]
    sent = written(batch(entry(1)))
    assert good in sent
    (told,) = faults(tmp_path, [sent.replace(good, bad, 1)])
    assert all(told.values()), told
