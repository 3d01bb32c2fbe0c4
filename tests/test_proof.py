"""The table of proof names tests that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROOF = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?!---|What )(.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
DEMANDED = 100
"""Sentences; a table that could not be read would name nothing that is missing."""


def rows() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each sentence with its tests: file and name."""
    return [(sentence, NAMED.findall(tests)) for sentence, tests in ROW.findall(PROOF)]


def functions_of(file: str) -> set[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_named_test_is_there() -> None:
    missing = [
        f"{file}::{name}"
        for _sentence, tests in rows()
        for file, name in tests
        if name not in functions_of(file)
    ]
    assert missing == []


def test_each_sentence_has_a_test() -> None:
    assert len(rows()) >= DEMANDED
    assert [sentence for sentence, tests in rows() if not tests] == []


def test_a_test_that_is_not_there_would_be_found() -> None:
    ((file, name),) = NAMED.findall("`tests/test_proof.py::test_nothing_of_this_name`")
    assert name not in functions_of(file)


def test_nothing_is_said_twice() -> None:
    sentences = [sentence for sentence, _tests in rows()]
    assert sorted(set(sentences)) == sorted(sentences)
