"""Size of the code: modules, functions and their length, tokens, comments, shared names, import cycles.

    python benchmarks/size.py [FOLDER] [--names]

FOLDER is another tree's `src/lovande_cli`, to count before and after. `--names` lists the names that several
definitions share, the functions that are called from one place only, and the longest functions.

A function is every `def`; its length runs from `def` to its last line, docstring included. Code
tokens are what `tokenize` finds beside comments, docstrings and layout. A function counts as used once where its name
stands once in the whole tree beside its definition. A cycle is a set of modules that import each other, imports inside
functions and for types included; a package's `__init__` counts as a module.
"""

from __future__ import annotations

import argparse
import ast
import io
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "lovande_cli"
LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """One file, taken apart."""

    name: str
    tree: ast.Module
    tokens: list[tokenize.TokenInfo]
    lines: int
    imports: set[str] = field(default_factory=set)


def read_modules(folder: Path) -> dict[str, Module]:
    """The modules below the folder by dotted name, each with the modules of this folder that it imports."""
    package = folder.name
    modules = {}
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        dotted = ".".join((package, *path.relative_to(folder).with_suffix("").parts)).removesuffix(".__init__")
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
        modules[dotted] = Module(dotted, ast.parse(text), tokens, len(text.splitlines()))
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                below = {f"{node.module}.{one.name}" for one in node.names} & modules.keys()
                module.imports |= below or ({node.module} & modules.keys())
            elif isinstance(node, ast.Import):
                module.imports |= {one.name for one in node.names} & modules.keys()
        module.imports.discard(module.name)
    return modules


def functions_of(module: Module) -> Iterator[Function]:
    """Every function and method of the module, nested ones too."""
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Its lines, from `def` to the last one."""
    return (function.end_lineno or 0) - function.lineno + 1


def docstring_lines(tree: ast.Module) -> set[int]:
    """The lines on which a docstring begins: of modules, classes, functions and the names they define."""
    found = set()
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if (
                isinstance(statement, ast.Expr)
                and isinstance(statement.value, ast.Constant)
                and isinstance(statement.value.value, str)
            ):
                found.add(statement.lineno)
    return found


def cycles(modules: dict[str, Module]) -> list[list[str]]:
    """The sets of modules of which each can be reached from each other."""
    reached: dict[str, set[str]] = {}
    for name in modules:
        seen: set[str] = set()
        waiting = list(modules[name].imports)
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += modules[one].imports
        reached[name] = seen
    circle = {name: frozenset(one for one in seen if name in reached[one]) for name, seen in reached.items()}
    return sorted(sorted(one) for one in set(circle.values()) if len(one) > 1)


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SOURCE)
    parser.add_argument("--names", action="store_true")
    wanted = parser.parse_args()
    modules = read_modules(wanted.folder.resolve())
    functions = [(module.name, one) for module in modules.values() for one in functions_of(module)]
    lengths = [length(one) for _, one in functions]
    code = comments = own = 0
    for module in modules.values():
        spoken = docstring_lines(module.tree)
        code += sum(
            one.type not in LAYOUT and not (one.type == tokenize.STRING and one.start[0] in spoken)
            for one in module.tokens
        )
        remarks = [one for one in module.tokens if one.type == tokenize.COMMENT and "noqa" not in one.string]
        comments += len(remarks)
        own += sum(one.line.lstrip().startswith("#") for one in remarks)
    lines = sum(module.lines for module in modules.values())
    spelled = Counter(
        one.string for module in modules.values() for one in module.tokens if one.type == tokenize.NAME
    )  # a name within a string, such as an attribute looked up, does not count
    defined: defaultdict[str, set[str]] = defaultdict(set)
    for module in modules.values():
        for top in module.tree.body:
            if isinstance(top, Function | ast.ClassDef):
                defined[top.name].add(module.name)
    shared = {name: places for name, places in defined.items() if len(places) > 1}
    once = [(place, one.name) for place, one in functions if spelled[one.name] == 2]
    circles = cycles(modules)

    print(f"modules                    {len(modules)}")
    print(f"lines                      {lines}")
    print(f"functions                  {len(functions)}, mean {sum(lengths) / len(lengths):.1f} lines")
    print(f"code tokens                {code}")
    print(f"comments                   {comments}, {comments / lines:.1%} of all lines ({own} on lines of their own)")
    print(f"functions used once        {len(once)}")
    print(f"names of several things    {len(shared)} ({sum(map(len, shared.values()))} definitions)")
    print(f"import cycles              {len(circles)}")
    for circle in circles:
        print(f"    {', '.join(one.removeprefix('lovande_cli.') for one in circle)}")
    if wanted.names:
        for name, places in sorted(shared.items()):
            print(f"shared  {name}: {', '.join(sorted(one.removeprefix('lovande_cli.') for one in places))}")
        for place, name in sorted(once):
            print(f"once    {place.removeprefix('lovande_cli.')}.{name}")
        for place, one in sorted(functions, key=lambda pair: -length(pair[1]))[:20]:
            print(f"long    {place.removeprefix('lovande_cli.')}.{one.name}: {length(one)}")


if __name__ == "__main__":
    main()
