"""Every option of every command, run in this process on real files, and what it writes read back."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import reading
import yaml
from conftest import TOP, Ran, Run
from jsonschema import Draft202012Validator
from made import LANGUAGES
from typer.main import get_command

from lovande_cli.commands.help import command_groups
from lovande_cli.commands.program import app
from lovande_cli.documents import FORMATS
from lovande_cli.documents.output_schemas import OUTPUTS
from lovande_cli.files.framework_files import standard_folder

HEMBESOK, STOTTEGRUPPE = "hembesok.sv.yaml", "stottegruppe.da.yaml"
COMMANDS = [name for group in command_groups() for name in group["commands"]]


READERS = {suffix: reading.READERS[suffix] for suffix in (".html", ".docx", ".xlsx")}
"""How to read a file back, by its suffix; any other is text."""


class Case(NamedTuple):
    """One way to call a command: what it must say (on the screen, or in `file` when it writes one) and must not."""

    words: str
    says: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    file: str = ""
    code: int = 0
    typed: str = ""
    holds: Callable[[Any], object] | None = None
    """What must be true of the JSON, YAML or CSV that it gives."""


def asked(data: Any) -> list[str]:
    """The questions of a group, in the order in which they are given."""
    return [one["question"] for one in data["questions"]]


def has_files(*files: str) -> Callable[[Any], bool]:
    """Whether a map has these files, in this order."""
    return lambda found: [one["file"] for one in found["practices"]] == list(files)


SV, DA = "--lang sv", "--lang da"
THERE = {SV: "Filen finns redan.", DA: "Filen findes allerede."}
GROUP = "group/a.yaml group/b.yaml"
CHANGE = "change/2025.da.yaml change/2026.da.yaml"

CASES: Mapping[str, tuple[Case, ...]] = {
    "elements": (
        Case(f"goals {SV}", says=("goals", "Koncept"), lacks=("theory-and-knowledge",)),
        Case(f"4 --format json {SV}", holds=lambda found: [one["id"] for one in found] == ["goals"]),
        Case(f"mål --format json {SV}", holds=lambda found: [one["id"] for one in found] == ["goals"]),
        Case(f"--category adaptation --format json {SV}", holds=lambda f: [e["id"] for e in f] == ["monitoring", "follow-up"]),
        Case(f"--questions {SV}", says=("Är målen",)),
        Case(f"--format table {SV}", says=("Mål",), lacks=("Är målen",)),
        Case(f"--format markdown {DA}", says=("# ", "Mål")),
        *(
            Case(f"-o folder{suffix} {DA}", file=f"folder{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".md"), ("Mål", "Kilder")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"-o there.md {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"goals -o there.md --force {SV}", file="there.md", says=("Är målen",), lacks=("not to be lost",)),
    ),
    "cards": (
        *(
            Case(f"-o kort{suffix} {DA}", file=f"kort{suffix}", says=says)
            for suffix, says in {
                ".html": ("Mål", "Tal om det først"),
                ".docx": ("Mål", "Tal om det først"),
                ".pdf": ("%PDF",),
            }.items()
        ),
        Case(f"-o there.html {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"-o there.html --force {SV}", file="there.html", says=("Prata först",)),
    ),
    "catalogue": (
        *(
            Case(f". -o katalog{suffix} {SV}", file=f"katalog{suffix}", code=1, says=says, lacks=("Hembesök",))
            for suffix, says in {**dict.fromkeys((".html", ".docx"), ("Tillbaka på onsdagar", "Fritidsfølge")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"described -o k.json {SV}", file="k.json", holds=lambda found: len(found["practices"]) == 2),
        Case(f"described --title Vår_katalog -o k.json {SV}", file="k.json", holds=lambda found: found["dcterms:title"] == "Vår_katalog"),
        Case(f"{HEMBESOK} -o k.html {SV}", code=1, says=("share: public",)),
        Case(f"described -o there.html {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"described -o there.html --force {DA}", file="there.html", says=("Side om side",)),
    ),
    "assess": (
        Case(f"--practice Nattpatrullen --plain ny.yaml {SV}", typed="\n" * 9, file="ny.yaml", says=("Nattpatrullen", "language: sv")),
        Case(f"--element economy --plain ny.yaml {DA}", typed="Navn\n\n\n\n\n\n1\n1\n", file="ny.yaml",
             holds=lambda sheet: list(sheet["answers"]) == ["economy"]),
        Case(f"--element economy --element goals --plain ny.yaml {SV}", typed="Namn\n" + "\n" * 5 + "1\n\n" * 20, file="ny.yaml",
             holds=lambda sheet: list(sheet["answers"]) == ["goals", "economy"]),
        Case(f"--element economy --quick --plain ny.yaml {SV}", typed="Namn\n" + "\n" * 5 + "1\n2\n", file="ny.yaml",
             holds=lambda sheet: list(sheet["answers"]["economy"].values()) == ["ja", "delvis"]),
        Case(f"--core --quick --plain ny.yaml {SV}", typed="Namn\n" + "\n" * 4 + "1\n" * 11, file="ny.yaml",
             holds=lambda sheet: [len(answers) for answers in sheet["answers"].values()] == [1] * 11),
        Case(f"--time --quick --plain ny.yaml {SV}", typed="\nNamn\n" + "\n" * 5 + "1\n2\n", file="ny.yaml",
             holds=lambda sheet: list(sheet["answers"]["theory-and-knowledge"].values()) == ["ja", "delvis"]),
        Case(f"--again {HEMBESOK} --plain ny.yaml {SV}", typed="\n" * 9, file="ny.yaml", says=("Ekbackens kommun",), lacks=("2026-10-14",)),
        Case(f"{HEMBESOK} {SV}", code=2, says=("terminalfönster",)),
    ),
    "describe": (
        Case(f"--plain ny.yaml {SV}", typed="Nattpatrullen\n" + "\n" * 4 + "1\nVi går ut om natten.\n", file="ny.yaml",
             holds=lambda sheet: sheet["description"] == {"in-short": "Vi går ut om natten."}),
        Case(f"{HEMBESOK} {SV}", code=2, says=("terminalfönster",)),
        *(
            Case(f"described/tillbaka.sv.yaml -o d{suffix}", file=f"d{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".md"), ("Trappan", "TIDieR")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"{HEMBESOK} -o d.md {SV}", file="d.md", says=("Inget är skrivet",), lacks=("Kort sagt",)),
        Case(f"-o d.md {SV}", code=2, says=("FIL saknas.", "lovande describe --help")),
        Case(f"{HEMBESOK} -o there.md {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"{HEMBESOK} -o there.md --force {SV}", file="there.md", says=("Hembesök",), lacks=("Motiverande", "not to be lost")),
    ),
    "form": (
        Case(f"{SV} --practice Torget --for Kurator -o f.yaml", ("name: Torget", "answered-by: Kurator"), file="f.yaml"),
        Case(f"{SV} --for Kurator --for Åsa -o f.yaml", ("Åsa",), file="f-asa.yaml"),
        *(
        Case(f"-o skema{suffix} --force {DA}", file=f"skema{suffix}", says=says)
        for suffix, says in {".html": ("Spørgsmålene vises ikke her",), ".docx": ("Mål",), ".pdf": ("%PDF",), ".yaml": ("goals:", "language: da")}.items()
        ),
        *(
            Case(f"{HEMBESOK} --return-to anna@ekbacken.example -o egen{suffix}", file=f"egen{suffix}",
                 says=("Hembesök den första tiden", "Boendestödet i Ekbackens", "Skicka dina svar till anna@ekbacken.example"),
                 lacks=("Motiverande samtal",))
            for suffix in (".docx", ".yaml")
        ),
        *(
            Case(f"--about-questions -o bed{suffix} {SV}", file=f"bed{suffix}", says=says)
            for suffix, says in {".html": ("Bedöm frågorna",), ".docx": ("Bedöm frågorna",), ".yaml": ("lovande-ratings: 1", "relevance:")}.items()
        ),
        *(
            Case(f"--closing --force -o pilot{suffix} {DA}", file=f"pilot{suffix}", says=says)
            for suffix, says in {".docx": ("Var det tiden værd?",), ".yaml": ("closing:", "worth-the-time:")}.items()
        ),
        Case(f"-o there.html {SV}", code=2, says=("Filen finns redan.",)),
    ),
    "score": (
        Case(f"{HEMBESOK} {SV}", says=("av 11 element finns",), lacks=("Sum",)),
        Case(f"{HEMBESOK} --explain {DA}", says=("Sum 4 af 4 = 1 → til stede",)),
        Case(f"{HEMBESOK} --require 3 {SV}", says=("finns",)),
        Case(f"{HEMBESOK} --require 11 {SV}", code=3, says=("11",)),
        Case(f"{HEMBESOK} --lens spread {SV}", says=("Perspektiv: ", "Om indelningen: "), lacks=("av 11 element",)),
        Case(f"{HEMBESOK} --lens spread --format csv {SV}", holds=lambda rows: {row["lens"] for row in rows} == {"spread"} and len(rows) > 3),
        Case(f"{HEMBESOK} --lens spread --format json {SV}", holds=lambda found: found["lens"]["id"] == "spread" and len(found["elements"]) == 11),
        Case(f"{HEMBESOK} --lens spred {SV}", code=2, says=("Menade du ”spread”?",)),
        Case(f"{HEMBESOK} --format table {SV}", says=("finns",)),
        Case(f"{HEMBESOK} --format json {SV}", holds=lambda found: found["summary"]["elements"] == 11),
        Case(f"{HEMBESOK} --format csv {SV}", holds=lambda rows: len({row["element"] for row in rows}) == 11),
        Case(f"{HEMBESOK} --format markdown {DA}", says=("| ", "Mål")),
        *(
            Case(f"{HEMBESOK} -o resultat{suffix} {SV}", file=f"resultat{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".md"), ("5–7 av 11 element finns och 3 finns delvis", "Räkna timmar", "Två boendestödjare")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"{HEMBESOK} -o there.md {SV}", code=2, says=(THERE[SV],)),
        Case(f"{HEMBESOK} -o there.md --force {SV}", file="there.md", says=("5–7 av 11 element finns och 3 finns delvis", "Räkna timmar", "Två boendestödjare"), lacks=("not to be lost",)),
        Case(f"{HEMBESOK} --lens spread --explain -o lins.md {DA}", file="lins.md", says=("Perspektiv: ", "Sådan er det regnet ud")),
    ),
    "report": (
        *(
            Case(f"{HEMBESOK} -o rapport{suffix} {SV}", file=f"rapport{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".xlsx", ".md"), ("Hembesök", "Mål")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"{HEMBESOK} -o bild.png {SV}", file="bild.png", says=("PNG",)),
        Case(f"{HEMBESOK} -o bild.svg {SV}", file="bild.svg", says=("<svg",)),
        Case(f"{HEMBESOK} -o steg.ics {SV}", file="steg.ics", says=("BEGIN:VEVENT", "Ett år senare: Hembesök")),
        Case("change/2026.da.yaml --since change/2025.da.yaml -o r.md", file="r.md", says=("mangler endnu → til stede",)),
        Case("change/2025.da.yaml --since change/2026.da.yaml -o r.md", file="r.md", says=("til stede → mangler endnu",)),
        Case("change/2026.da.yaml -o r.md", file="r.md", says=("Siden sidst", "8. oktober 2025 (2025.da.yaml)", "mangler endnu → til stede")),
        Case("change/2025.da.yaml -o r.md", file="r.md", says=("2025",), lacks=("Siden sidst",)),
        Case("change/2026.da.yaml --since none -o r.md", file="r.md", says=("2026",), lacks=("Siden sidst",)),
        Case(f"other-name.yaml --since {HEMBESOK} -o r.md {SV}", code=1, says=("Ett annat namn",)),
        Case(f"other-name.yaml --since {HEMBESOK} -o r.md --same {SV}", file="r.md", says=("Ett annat namn",)),
        Case(f"{HEMBESOK} -o r.md --short {SV}", file="r.md", says=("Att utveckla",), lacks=("Element för element",)),
        Case(f"{HEMBESOK} -o r.md {SV}", file="r.md", says=("Motiverande samtal", "Element för element")),
        Case(f"{HEMBESOK} -o r.md --without-notes {SV}", file="r.md", says=("Hembesök",), lacks=("Motiverande samtal",)),
        Case(f"votes.yaml -o r.md --votes {SV}", file="r.md", says=("nskilda svar: ja 1, nej 1",)),
        Case(f"votes.yaml -o r.md {SV}", file="r.md", lacks=("nskilda svar",)),
        Case(f"{HEMBESOK} -o there.md {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"{HEMBESOK} -o there.md --force {SV}", file="there.md", says=("Hembesök",), lacks=("not to be lost",)),
    ),
    "group": (
        Case(f"{GROUP} --format json --sort order {SV}", holds=lambda found: asked(found)[0] == "theory-and-knowledge.named-theories"),
        Case(f"{GROUP} --format json --sort disagreement {SV}", holds=lambda found: asked(found)[0] != "theory-and-knowledge.named-theories"),
        Case(f"{GROUP} --names {SV}", says=("Person A",)),
        Case(f"{GROUP} --format table {SV}", lacks=("Person A",)),
        Case(f"{GROUP} --format csv {SV}", holds=lambda rows: {row["differs"] for row in rows} == {"true", "false"}),
        Case(f"{GROUP} -o ihop.yaml {SV}", file="ihop.yaml", says=("votes",)),
        Case(f"{GROUP} -o ihop.json {SV}", file="ihop.json", holds=lambda sheet: sheet["practice"]["name"].startswith("Torsdags")),
        Case(f"{GROUP} -o there.yaml {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"{GROUP} -o there.yaml --force {SV}", file="there.yaml", says=("votes",)),
        *(
            Case(f"{GROUP} -o svar{suffix} {SV}", file=f"svar{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".md"), ("Här svarar ni olika", "enighet 0", "Verktyget är till för")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"{GROUP} -o there.md {SV}", code=2, says=(THERE[SV],)),
        Case(f"{GROUP} -o there.md --force {SV}", file="there.md", says=("Här svarar ni olika", "enighet 0", "Verktyget är till för"), lacks=("not to be lost",)),
        Case(f"group/a.yaml group/b.yaml other-name.yaml {SV}", code=1, says=("Ett annat namn",)),
        Case(f"group/a.yaml group/b.yaml other-name.yaml --same {SV}", says=("Torsdagsverkstan",)),
    ),
    "compare": (
        Case(f"{CHANGE} {DA}", says=("Beskrivelse",)),
        Case(f"{CHANGE} --format table {SV}", says=("Beskrivning",)),
        Case(f"{CHANGE} --format json {DA}", holds=lambda found: found["framework"]["id"] == "lovande-praktik"),
        Case(f"{CHANGE} --format csv {DA}", holds=lambda rows: len(rows) > 10),
        *(
            Case(f"{CHANGE} -o forskel{suffix} {DA}", file=f"forskel{suffix}", says=says)
            for suffix, says in {**dict.fromkeys((".html", ".docx", ".md"), ("mindre end før", "nej → delvist", "Finde en ny supervisor")), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"{CHANGE} -o there.md {DA}", code=2, says=(THERE[DA],)),
        Case(f"{CHANGE} -o there.md --force {DA}", file="there.md", says=("mindre end før", "nej → delvist", "Finde en ny supervisor"), lacks=("not to be lost",)),
        Case(f"{HEMBESOK} other-name.yaml {SV}", code=1, says=("Ett annat namn",)),
        Case(f"{HEMBESOK} other-name.yaml --same {SV}", says=("”Ett annat namn” och ”Hembesök",)),
    ),
    "map": (
        Case(f"{HEMBESOK} {STOTTEGRUPPE} -o karta.html {SV}", file="karta.html", says=("Hembesök", "Søskendegruppen")),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} -o karta.xlsx {SV}", file="karta.xlsx", says=("Hembesök", "Søskendegruppen")),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} -o karta.docx {SV}", file="karta.docx", says=("Hembesök", "Søskendegruppen")),
        Case(f"{HEMBESOK} -o karta.pdf {SV}", file="karta.pdf", says=("%PDF",)),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} -o karta.csv {SV}", file="karta.csv", holds=lambda rows: len(rows) == 22),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} -o karta.json {SV}", file="karta.json", holds=lambda found: len(found["practices"]) == 2),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} --organisation Familiehuset --format json {SV}", holds=lambda found: len(found["practices"]) == 1),
        Case(f"{HEMBESOK} {STOTTEGRUPPE} --target-group HEMLÖSHET --format json {SV}",
             holds=lambda found: ["Hembesök" in p["practice"]["name"] for p in found["practices"]] == [True]),
        Case(f"change --since 2026-10-07 --format json {SV}", holds=lambda found: [p["date"] for p in found["practices"]] == ["2026-10-07"]),
        Case(f"change --since 2026 --format csv {SV}", holds=lambda rows: {row["date"] for row in rows} == {"2026-10-07"}),
        *(
            Case(f"{HEMBESOK} {STOTTEGRUPPE} change/2025.da.yaml --order {order} --format json {SV}", holds=has_files(*files))
            for order, files in {
                "name": (HEMBESOK, "change/2025.da.yaml", STOTTEGRUPPE),
                "organisation": (HEMBESOK, STOTTEGRUPPE, "change/2025.da.yaml"),
                "file": ("change/2025.da.yaml", HEMBESOK, STOTTEGRUPPE),
            }.items()
        ),
        Case(f"{HEMBESOK} --format table {SV}", says=("Hembesök",)),
        Case(f"group change --join --latest --format json {SV}", holds=lambda found: [p["sheets"] for p in found["practices"]] == [1, 5]),
        Case(f"group change --no-join --no-latest --format json {SV}", holds=lambda found: len(found["practices"]) == 7),
        Case(f"change --change --format json {SV}", holds=lambda found: found["change"]["by_element"]["description"]["up"] == 1),
        Case(f"change --change {SV}", says=("Vad som har ändrats från första till senaste omgången (arbetssätt: 1)",)),
        Case(f"change --round 400 --format json {SV}", holds=lambda found: [p["sheets"] for p in found["practices"]] == [2]),
        Case(f"group change --lens knowledge --format json {SV}", holds=lambda found: (found["lens"], len(found["practices"][0]["elements"])) == ("knowledge", 5)),
        Case(f"group change --lens spread {DA}", says=("Set ud fra perspektivet",)),
        *(
            Case(f"group change --change -o karta{suffix} {SV}", file=f"karta{suffix}", says=("Vad som har ändrats", "Arbetssätt där elementet finns"))
            for suffix in (".docx", ".html")
        ),
        Case(f"change --title 'Vårt fält' {SV}", says=("Vårt fält",), lacks=("Karta över",)),
        Case(f"{HEMBESOK} -o there.html {SV}", code=2, says=("Filen finns redan.",)),
        Case(f"{HEMBESOK} -o there.html --force {SV}", file="there.html", says=("Hembesök",)),
    ),
    "table": (
        *(
            Case(f"group -o t{suffix} --force {SV}", file=f"t{suffix}", says=("goals.time-bound", "not-applicable"))
            for suffix in (".csv", ".xlsx")
        ),
        *(Case(f"group -o t{suffix} {SV}", file=f"t{suffix}") for suffix in (".sav", ".dta", ".parquet")),
        Case(f"group -o t.csv --wide {SV}", file="t.csv", holds=lambda rows: len(rows) == 5 and "q4_1" in rows[0]),
        Case(f"group -o t.sav --long {SV}", file="t.sav"),
        Case(f"group -o t.csv --strict {SV}", file="t.csv", says=("goals.time-bound",)),
        Case(f"group -o - {SV}", holds=lambda rows: {row["joined"] for row in rows} == {"0"}),
        Case(f"group -o t.csv --codebook k.csv {SV}", file="k.csv", holds=lambda rows: {row["what"] for row in rows} >= {"question", "gate"}),
        Case(f"group -o t.csv --options {SV}", file="t.csv", holds=lambda rows: {row["ticked"] for row in rows} == {"", "0", "1"}),
        Case(f"group -o t.csv --votes {SV}", file="t.csv", holds=lambda rows: {row["vote"] for row in rows} == {"0"}),
        Case(f"{HEMBESOK} -o t.csv --notes {SV}", file="t.csv", holds=lambda rows: any(row["note"] for row in rows)),
        Case(f"{HEMBESOK} -o there.csv {SV}", code=2, says=("Filen finns redan.",)),
        *(
            Case(f"{HEMBESOK} -o t.csv --codebook {book} --force {SV}", code=2, says=("Välj ett annat namn efter --codebook.",), lacks=("Sparat",))
            for book in ("./t.csv", "t.schema.json")
        ),
    ),
    "study": (
        Case(f"group change {SV}", says=("Titta på de här frågorna först",)),
        Case(f"group change --format table {DA}", says=("Sådan fungerer spørgsmålene",)),
        Case(f"group change --format json {SV}", holds=lambda found: (found["practices"], found["rounds"]) == (2, 3)),
        Case(f"change --round 400 --format json {SV}", holds=lambda found: found["rounds"] == 1),
        *(
            Case(f"group change -o studie{suffix} --force {SV}", file=f"studie{suffix}", says=says)
            for suffix, says in {".html": ("Titta på de här frågorna först", "Alfa"), ".docx": ("Alfa",), ".pdf": ("%PDF",)}.items()
        ),
        Case(f"group --format csv {SV}", holds=lambda rows: {row["rounds"] for row in rows} >= {"1"}),
    ),
    "check": (
        Case(f"{HEMBESOK} {SV}", says=(f"{HEMBESOK}: inga problem.",)),
        Case(f"broken.yaml {HEMBESOK} --format text {DA}", code=1, says=("broken.yaml, linje 2", f"{HEMBESOK}: ingen problemer.")),
        Case(f"broken.yaml --format json {SV}", code=1, holds=lambda found: [(p["line"], p["kind"]) for p in found] == [(2, "unknown-step")]),
    ),
    "schema": (
        Case(f"answers {SV}", holds=lambda found: Draft202012Validator(found).is_valid(yaml.load(Path(HEMBESOK).read_bytes(), yaml.BaseLoader))),
        Case(f"answers {DA}", holds=lambda found: not Draft202012Validator(found).is_valid({"lovande": "1", "answers": {"goals": {"x": "ja"}}})),
        *(Case(f"{output} {SV}", holds=lambda found: bool(found["title"])) for output in OUTPUTS),
        Case(f"elements {SV}", holds=lambda found: Draft202012Validator(found).is_valid(yaml.load((standard_folder() / "04-goals.yaml").read_bytes(), yaml.SafeLoader))),
    ),
}  # fmt: skip
"""How each command is called; a new command or option needs a case here."""


@pytest.fixture(autouse=True)
def in_a_folder_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples, a broken file, one about the same under another name, and files that are in the way."""
    shutil.copytree(TOP / "examples", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text("lovande: 1\nanswers: {goals: {time-bound: kanske}}\n", encoding="utf-8")
    Path("other-name.yaml").write_text("lovande: 1\npractice: {name: Ett annat namn}\nanswers: {}\n", encoding="utf-8")
    shutil.copy("group/b.yaml", "b.yaml")
    votes = "votes: {A: ja, B: nej}"
    Path("votes.yaml").write_text(
        f"lovande: 1\nlanguage: sv\nanswers: {{goals: {{time-bound: {{{votes}}}}}}}\n", encoding="utf-8"
    )
    for suffix in ("md", "html", "yaml", "csv"):
        Path(f"there.{suffix}").write_text("not to be lost", encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "case"),
    [pytest.param(command, case, id=f"{command} {case.words}") for command, cases in CASES.items() for case in cases],
)
def test_what_a_command_does(command: str, case: Case, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves with its code, and says or writes what it must and nothing that it must not."""
    monkeypatch.setattr("sys.stdin", io.StringIO(case.typed))
    ran = run(command, *shlex.split(case.words))
    assert ran.code == case.code, ran.err
    said = given_by(ran, case)
    for text in case.says:
        assert text in " ".join(said.split())
    for text in case.lacks:
        assert text not in " ".join(said.split())
    if case.holds:
        assert case.holds(as_data(said))
    if case.code == 2:
        assert Path("there.md").read_text(encoding="utf-8") == "not to be lost"


def given_by(ran: Ran, case: Case) -> str:
    """What a person or a program gets: the file that was written, what is on the screen, or what went wrong."""
    if not case.file:
        return ran.out if not case.code or ran.out else ran.err
    data = Path(case.file).read_bytes()
    return READERS.get(Path(case.file).suffix, lambda found: found.decode("utf-8", "replace"))(data)


def as_data(said: str) -> Any:
    """JSON, YAML or the rows of CSV as data."""
    if "," in said.partition("\n")[0] and not said.startswith(("{", "[")):
        return list(csv.DictReader(io.StringIO(said)))
    return json.loads(said) if said.startswith(("{", "[")) else yaml.load(said, yaml.BaseLoader)


def params_of(command: str) -> Iterator[Any]:
    """What the command takes."""
    yield from get_command(app).get_command(None, command).params


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_exercised(command: str) -> None:
    """A case calls the command with every option that it has, and with every value that it allows."""
    assert command in CASES, f"add cases for `lovande {command}` to CASES in {Path(__file__).name}"
    called = [shlex.split(case.words) for case in CASES[command]]
    for param in params_of(command):
        used = [words for words in called if set(param.opts) & set(words)]
        positional = not param.opts[0].startswith("-")
        if param.name != "elements":  # see below
            assert positional or used, f"add a case for `lovande {command} {max(param.opts, key=len)}` to CASES"
        for choice in getattr(param.type, "choices", None) or ():
            assert any(choice in words for words in called), f"add a case for `{param.opts[0]} {choice}` of `{command}`"
        if param.name == "output":
            unwritten = {one for one in FORMATS[command] if not any(case.file.endswith(one) for case in CASES[command])}
            assert not unwritten - {".yml"}, f"add cases in which `lovande {command}` writes {sorted(unwritten)}"


OWN_ELEMENTS = {
    "elements": "elements goals",
    "assess": "assess ny.yaml --plain --element goals",
    "describe": "describe --plain ny.yaml",
    "form": "form -o form.yaml",
    "score": f"score {HEMBESOK}",
    "report": f"report {HEMBESOK} -o report.md",
    "group": f"group {GROUP}",
    "compare": f"compare {CHANGE} --lang sv",
    "map": f"map {HEMBESOK}",
    "study": f"study {HEMBESOK}",
    "table": f"table {HEMBESOK} -o table.csv --codebook codebook.csv",
    "cards": "cards -o cards.html",
    "catalogue": "catalogue described -o catalogue.html",
    "check": "check",
    "schema": "schema answers",
}
"""A call of each command that shows the element goals, or the name of the folder."""


ELEMENTS_GIVEN = {
    "after": ("finns-inte", "--elements finns-inte {call} --elements Zebror"),
    "before": ("finns-inte", "--elements Zebror {call}"),
    "environment": ("Zebror", "{call}"),
}
"""LOVANDE_ELEMENTS and the command line: what is typed last wins, and anything typed wins over the environment."""


@pytest.mark.parametrize("given", ELEMENTS_GIVEN)
@pytest.mark.parametrize("command", COMMANDS)
def test_elements_of_ones_own(command: str, given: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own, however it is given, is heeded by every command: it speaks of the goals renamed there."""
    folder = Path("Zebror")
    shutil.copytree(standard_folder(), folder)
    goals = folder / "04-goals.yaml"
    goals.write_text(
        goals.read_text(encoding="utf-8").replace("sv: Mål,", "sv: Zebror,").replace("sv: Mål\n", "sv: Zebror\n"),
        encoding="utf-8",
    )
    described = folder / "description.yaml"
    text = described.read_text(encoding="utf-8")
    described.write_text(text.replace("sv: Kort sagt,", "sv: Zebror,"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("Namn\n" + "\n" * 8))
    assert command in OWN_ELEMENTS, f"add a call of `lovande {command}` to OWN_ELEMENTS in {Path(__file__).name}"
    environment, typed = ELEMENTS_GIVEN[given]
    monkeypatch.setenv("LOVANDE_ELEMENTS", environment)
    ran = run(*shlex.split(typed.format(call=OWN_ELEMENTS[command])), "--lang", "sv")
    written = [
        path.read_text(encoding="utf-8")
        for path in map(Path, ("form.yaml", "report.md", "codebook.csv", "cards.html", "catalogue.html"))
        if path.exists()
    ]
    assert ran.code == 0, ran.err
    assert "Zebror" in ran.out + "".join(written)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_speaks_its_own_language(language: str, run: Run) -> None:
    """Without --lang, what is said about a file is in the file's language; with it, in the one asked for."""
    (file,) = Path().glob(f"*.{language}.yaml")
    other = next(one for one in LANGUAGES if one != language)
    run("report", str(file), "-o", "own.md")
    run("report", str(file), "-o", "same.md", "--lang", language)
    run("report", str(file), "-o", "other.md", "--lang", other)
    own, same, different = (Path(f"{name}.md").read_text(encoding="utf-8") for name in ("own", "same", "other"))
    assert (own == same, own == different) == (True, False)


def test_the_authors_are_told_what_is_empty(run: Run) -> None:
    """Parts that are not written are named on the screen, and are not in the document."""
    ran = run("describe", HEMBESOK, "-o", "d.md", "--lang", "sv")
    assert "Tomma delar är inte med: Kort sagt" in " ".join(ran.err.split())
    assert "Tomma delar" not in run("describe", "described/tillbaka.sv.yaml", "-o", "e.md", "--lang", "sv").err
