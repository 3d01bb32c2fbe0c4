"""The house rules that no linter knows: sizes, where state is written, who commits, no lazy import.

Each rule has one planted fault here that it must catch.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FUNCTION_LINES = 30
FILE_LINES = 250

LONGER_FILES: dict[str, str] = {}
"""Files that may pass the limit, by path, each with the reason."""

LONGER_FUNCTIONS: dict[str, str] = {}
"""Functions that may pass the limit, as path:name, each with the reason."""

CHECKED = [
    *(ROOT / "provportal").rglob("*.py"),
    *(ROOT / "workers").rglob("*.py"),
    *(ROOT / "benchmarks").rglob("*.py"),
]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def long_functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} has {lines} lines"


def imports_inside_functions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield f"{node.name} imports in line {inner.lineno}"


def state_writes(tree: ast.AST) -> Iterator[str]:
    """`x.state = ...`, `values(state=...)`, `setattr(x, "state", ...)`."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(_names_state(target) for target in targets):
            yield f"assignment in line {node.lineno}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and _writes_state(node):
            yield f"call in line {node.lineno}"


STATE_COLUMNS = {"state", "place"}


def _names_state(target: ast.expr) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr in STATE_COLUMNS for n in ast.walk(target))


def _writes_state(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Name):
        name = call.func.id
    if name == "values":
        return any(word.arg in STATE_COLUMNS for word in call.keywords)
    return name == "setattr" and any(
        isinstance(arg, ast.Constant) and arg.value in STATE_COLUMNS for arg in call.args
    )


def commits(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr == "commit":
            yield f"commit in line {node.lineno}"


Rule = Callable[[ast.AST], Iterator[str]]


def rules_for(path: str) -> list[Rule]:
    rules: list[Rule] = [long_functions, imports_inside_functions]
    # The domain has no rows: its states are values.
    if not path.startswith(("provportal/actions/", "provportal/domain/")):
        rules.append(state_writes)
    if path != "provportal/store/session.py":
        rules.append(commits)
    return rules


@pytest.mark.parametrize("path", CHECKED, ids=relative)
def test_file_keeps_the_house_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    faults = [fault for rule in rules_for(relative(path)) for fault in rule(tree)]
    faults = [f for f in faults if f"{relative(path)}:{f.split()[0]}" not in LONGER_FUNCTIONS]
    lines = text.count("\n")
    if lines > FILE_LINES and relative(path) not in LONGER_FILES:
        faults.append(f"the file has {lines} lines")
    if lines and not ast.get_docstring(tree):
        faults.append("no sentence on top says what the module is")
    assert faults == []


PLANTED = [
    (long_functions, "def f():\n" + "    x = 1\n" * 31),
    (imports_inside_functions, "def f():\n    import os\n"),
    (state_writes, "request.state = 'paid'\n"),
    (state_writes, "request.state, request.kind = 'paid', None\n"),
    (state_writes, "update(Request).values(state='paid')\n"),
    (state_writes, "setattr(request, 'state', 'paid')\n"),
    (commits, "session.commit()\n"),
]


@pytest.mark.parametrize(("rule", "source"), PLANTED, ids=lambda v: getattr(v, "__name__", ""))
def test_rule_catches_its_planted_fault(rule: Rule, source: str) -> None:
    assert list(rule(ast.parse(source)))


FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "manager", "handler"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [relative(path) for path in CHECKED if path.stem in FORBIDDEN_NAMES] == []
