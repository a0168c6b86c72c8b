"""What stands beside a table for programs: its Table Schema, and the Data Package of all tables in the folder."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.tidy_rows import KINDS, TableOptions
from lovande_cli.assessment.wide_rows import AnswerColumn, table_columns
from lovande_cli.documents.codebook import column_label
from lovande_cli.documents.json_csv import to_json
from lovande_cli.errors import LovandeError, Problem, WrongCommand
from lovande_cli.files.atomic import next_free
from lovande_cli.files.disk import read_bytes
from lovande_cli.files.file_kinds import is_our_data_package, is_our_table_schema
from lovande_cli.language import Say

REQUIRED = ("file", "joined", "element", "question", "kind", "weight", "core", "documented")
"""The columns that have a value in every row."""

PACKAGE = "datapackage.json"
"""The file that describes the tables of a folder, under the name that the standard gives it."""


def files_beside(table: Path) -> Mapping[Path, Callable[[object], bool]]:
    """The files that are written beside a table, each with what knows whether such a file is ours.

    The other formats say themselves what is in them (and frictionless takes an empty cell of Parquet for an error).
    """
    if table.suffix.casefold() not in (".csv", ".xlsx"):
        return {}
    schema, package = table.with_name(f"{table.stem}.schema.json"), table.with_name(PACKAGE)
    if package.exists() and not is_our_data_package(read_json(package)):
        package = table.with_name(f"{table.stem}.{PACKAGE}")  # the folder's own describes other data
    return {schema: is_our_table_schema, package: is_our_data_package}


def check_beside(table: Path) -> None:
    """Raises WrongCommand where a file beside the table would be overwritten that is not ours."""
    others = find_others(table)
    if others:
        free = next_free(table, lambda path: bool(find_others(Path(path))))
        raise WrongCommand([Problem(kind="other-schema", file=str(others[0]), blanks={"free": free})])


def find_others(table: Path) -> list[Path]:
    """The files that have the name of one beside the table, and are not ours."""
    return [file for file, is_ours in files_beside(table).items() if file.exists() and not is_ours(read_json(file))]


def describe_table(table: Path, framework: Framework, wanted: TableOptions, say: Say) -> Mapping[Path, bytes]:
    """The content of the files beside the table; other tables of the folder stay in its package."""
    schema = table_schema(framework, wanted, say)
    described = {}
    for file in files_beside(table):
        content: Mapping[str, object] = schema
        if file.name.endswith(PACKAGE):
            others = other_tables(read_json(file), table)
            content = {
                "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
                "name": framework.id,
                "title": say.text(framework.title),
                "version": framework.version,
                "resources": [*others, package_resource(table, schema)],
            }
        described[file] = (to_json(content) + "\n").encode("utf-8")
    return described


def read_json(file: Path) -> object:
    """What the file holds; None where it is not there or no JSON."""
    try:
        return json.loads(read_bytes(file, file=str(file)))
    except (LovandeError, ValueError, RecursionError):
        return None


def other_tables(package: object, table: Path) -> list[dict[str, object]]:
    """The resources of our package that are other tables, those that are still in the folder."""
    listed = package["resources"] if isinstance(package, dict) and is_our_data_package(package) else []
    paths = ((resource, resource.get("path")) for resource in listed)
    return [
        resource
        for resource, path in paths
        if isinstance(path, str) and path != table.name and table.with_name(path).is_file()
    ]


def table_schema(framework: Framework, wanted: TableOptions, say: Say) -> dict[str, object]:
    """The table's columns as a Frictionless Table Schema (https://datapackage.org/standard/table-schema/)."""
    retired = tuple(framework.retired)
    allowed: dict[str, list[str]] = {
        "kind": list(KINDS),
        "element": list(dict.fromkeys([*framework.element_by_id, *(one.partition(".")[0] for one in retired)])),
        "question": [*framework.question_by_id, *retired],
    }
    key = ["file", *["vote", "respondent"] * wanted.votes]
    if not wanted.wide:
        key += ["question", *["option"] * wanted.options]
    fields = []
    for column in table_columns(framework, wanted):
        field: dict[str, object] = {"name": column.name, "type": column.type}
        field["description"] = column_label(column, say)
        of = column.holds if isinstance(column, AnswerColumn) else column.name
        constraints: dict[str, object] = {"enum": allowed[of]} if of in allowed else {}
        # frictionless refuses a file with an empty cell where one is required, so only what is never empty
        if column.name in REQUIRED or of == "kind":
            constraints["required"] = True
        fields.append({**field, **({"constraints": constraints} if constraints else {})})
    return {"fields": fields, "missingValues": [""], "primaryKey": key}


def package_resource(table: Path, schema: Mapping[str, object]) -> dict[str, object]:
    """The table as a resource of a Data Package (https://datapackage.org/standard/data-resource/)."""
    # names in a Data Package are lower-case ASCII: å becomes a
    plain = unicodedata.normalize("NFKD", table.name.casefold()).encode("ascii", "ignore").decode()
    suffix = table.suffix.casefold()
    return {
        "name": re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-.") or "table",
        "type": "table",
        "path": table.name,
        "format": suffix.removeprefix("."),
        **({"encoding": "utf-8"} if suffix == ".csv" else {}),
        "schema": schema,
    }
