"""A coverage-guided fuzzer finds no way to break the readers within its bounds."""

from __future__ import annotations

from pathlib import Path

from tests.domain.ach.given import batch, entry, trn, written
from tests.oracles.asking import run

RUNS = 15_000
ONE_INPUT_SECONDS = 5
"""A reader that takes longer for a few kilobytes hangs."""

SEEDS = (
    written(batch(entry(1), entry(2, addenda=(trn(2),)))),
    written(batch(entry(1, addenda=(trn(1),)), sec_code="CCD")),
    b"101 121000374 1946000001",
    b"799R03121000370000001      01100001".ljust(79) + b"000000000000001",
)


def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS):
        (corpus / str(number)).write_bytes(seed)
    fuzzed = run(
        "fuzz_readers.py",
        f"-runs={RUNS}",
        f"-timeout={ONE_INPUT_SECONDS}",
        "-max_len=3000",
        "-seed=1",
        f"-artifact_prefix={tmp_path}/",
        str(corpus),
        seconds=300,
    )
    assert fuzzed.returncode == 0, fuzzed.stderr[-3000:]
    assert f"Done {RUNS} runs" in fuzzed.stderr
