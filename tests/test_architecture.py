"""docs/architecture.md, the map of the code: what it names exists, and no two modules import each other."""

from __future__ import annotations

import ast
import re

from conftest import TOP
from size import SOURCE, cycles, read_modules

PAGE = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_every_path_on_the_page_exists() -> None:
    """Whoever follows a path of the page finds a file or folder there."""
    paths = {one for one in NAMED if re.fullmatch(r"[\w./-]+(/|\.\w+)", one) and "NAME" not in one}
    assert len(paths) > 40
    assert [one for one in sorted(paths) if not (SOURCE / one).exists() and not (TOP / one).exists()] == []


def test_every_name_on_the_page_is_defined() -> None:
    """The functions, records and tables that the page names are in the code."""
    names = {one.removesuffix("()") for one in NAMED if re.fullmatch(r"\w+\(\)|[A-Z]\w+", one)}
    defined = set()
    for module in read_modules(SOURCE).values():
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                defined |= {one.id for one in targets if isinstance(one, ast.Name)}
    assert len(names) > 12
    assert names <= defined


def test_no_two_modules_import_each_other() -> None:
    """There is no import cycle in the whole package, within functions and for types included."""
    assert cycles(read_modules(SOURCE)) == []
