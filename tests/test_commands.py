"""The commands as a person or a script calls them: what is shown, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import TOP, Run
from made import LANGUAGES, missing, trimmed
from programs import need
from typer.main import get_command

from lovande_cli import commands
from lovande_cli.assessment.framework import Framework
from lovande_cli.assessment.priorities import find_development, find_strengths
from lovande_cli.assessment.scoring import score
from lovande_cli.commands import score as score_command
from lovande_cli.commands.help import command_groups
from lovande_cli.commands.program import app
from lovande_cli.documents.words import status_word
from lovande_cli.files.answer_files import load_answers
from lovande_cli.language import Say, shell, texts_in

PYTHON = shlex.quote(sys.executable)
Golden = Callable[[str, str], None]
COMMANDS = [name for group in command_groups() for name in group["commands"]]
ENGLISH = re.compile(
    r"\b(usage|options|arguments|commands|show this message|exit|default|required|error|try|missing|invalid|the|file)\b",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def among_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts in the project's folder."""
    monkeypatch.chdir(TOP)


SCREENS = {
    "elements": ["elements"],
    "element-goals": ["elements", "goals"],
    "elements-questions": ["elements", "--questions", "--category", "knowledge-base"],
    "score-complete": ["score", "examples/hembesok.sv.yaml"],
    "score-partly": ["score", "examples/stottegruppe.da.yaml"],
    "score-explain": ["score", "examples/hembesok.sv.yaml", "--explain"],
}


@pytest.mark.parametrize(
    ("name", "language", "width"),
    [("elements", "da", 80), ("element-goals", "sv", 60), ("score-complete", "sv", 80), ("score-partly", "da", 60)],
)
def test_screen_looks_as_accepted(
    name: str, language: str, width: int, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few screens whose layout is the promise, sign for sign."""
    monkeypatch.setenv("COLUMNS", str(width))
    golden(f"{name}-{language}-{width}.txt", trimmed(run(*SCREENS[name], "--lang", language)[1]))


def expected_texts(name: str, framework: Framework, say: Say) -> list[str]:
    """What must be read on a screen of SCREENS."""
    elements = [e for e in framework.elements if name != "elements-questions" or e.category == "knowledge-base"]
    if name == "element-goals":
        goals = framework.element_by_id["goals"]
        asked = [say.text(text) for question in goals.questions for text in (question.ask, question.hint)]
        return [*asked, *(say.text(text) for text in (goals.name, goals.description, goals.discuss, goals.develop))]
    texts = [say.text(text) for e in elements for text in (e.name, framework.category_by_id[e.category].name)]
    if name == "elements-questions":
        return [*texts, *(say.text(question.ask) for e in elements for question in e.questions)]
    if name == "elements":
        return texts
    result = score(framework, load_answers(Path(SCREENS[name][1]), framework))
    texts += [status_word(one.status, say) for one in result.elements]
    texts += [one.what for one in result.sheet.actions]
    if name == "score-explain":
        texts += [say.text(framework.question_by_id[asked].ask) for asked in result.sheet.answers]
    return [result.sheet.practice.name, *texts]


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_screen_says_everything(
    name: str, language: str, width: int, run: Run, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every name, status and question stands on the screen in its language, and no line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    code, out, err = run(*SCREENS[name], "--lang", language)
    assert (code, err) == (0, "")
    assert max(len(line.rstrip()) for line in out.splitlines()) <= width
    assert missing(out, expected_texts(name, framework, Say(language))) == []


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_in_the_language(
    command: str | None, language: str, width: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--help explains every option, holds no English word, and fits the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    code, out, err = run(*([command] if command else []), "--help", "--lang", language)
    assert (code, err) == (0, "")
    assert max(len(line.rstrip()) for line in out.splitlines()) <= width
    called = get_command(app).get_command(None, command) if command else get_command(app)
    assert {max(param.opts, key=len) for param in called.params if param.opts[0].startswith("-")} <= set(out.split())
    assert not ENGLISH.search(re.sub(r"--[a-z-]+|[a-z|]+\|[a-z|]+|`[^`]*`|lovande \w+", "", out))


def test_help_lists_the_commands_in_their_groups(run: Run) -> None:
    """`lovande --help` has every command under its group, in the order of help.yaml."""
    out = run("--help", "--lang", "sv")[1]
    first_words = [line.split()[0] for line in out.splitlines() if line.strip()]
    assert [word for word in first_words if word in COMMANDS] == COMMANDS
    assert [line for line in out.splitlines() if line in {group["title"]["sv"] for group in command_groups()}] == [
        group["title"]["sv"] for group in command_groups()
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["scor"], 2, "Menade du ”score”?"),
        (["score"], 2, "FIL saknas"),
        (["score", "--formt", "json", "x"], 2, "--formt"),
        (["score", "x", "y"], 2, "för mycket"),
        (["score", "x", "--format", "xml"], 2, "json"),
        (["score", "x", "--require", "många"], 2, "--require"),
        (["score", "--lang"], 2, "--lang"),
        (["elements", "--lang", "no"], 2, "sv, da"),
        (["elements", "goal"], 2, "Menade du ”goals”?"),
        (["elements", "--category", "koncept"], 2, "Menade du ”concept”?"),
        (["score", "finns-inte.yaml"], 1, "Filen finns inte"),
        (["score", "elements"], 1, "en mapp"),
        (["score", "elements/framework.yaml"], 1, "ingen svarsfil"),
        (["elements", "--elements", "finns-inte"], 1, "Mappen med element finns inte"),
        (["schema", "svar"], 2, "answers, elements"),
    ],
)
def test_a_wrong_command_says_what_to_do(arguments: list[str], code: int, said: str, run: Run) -> None:
    """The reason and the remedy go to stderr in the person's language, nothing to stdout, and the code tells the kind."""
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert said in " ".join(err.split())
    assert not ENGLISH.search(re.sub(r"--[a-z-]+|`[^`]*`|lovande \w+|\S+\.yaml", "", err))


def test_no_command_shows_the_help(run: Run) -> None:
    """`lovande` alone shows what there is."""
    code, out, err = run("--lang", "da")
    assert (code, out.strip(), err) == (0, run("--help", "--lang", "da")[1].strip(), "")


def test_an_option_before_the_command_is_heeded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lovande --elements X score F` is `lovande score F --elements X`, and so are --plain and --lang."""
    code, out, err = run("--elements", "finns-inte", "--lang", "sv", "score", "examples/hembesok.sv.yaml")
    assert (code, out, "Mappen med element finns inte." in err) == (1, "", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("assess", "finns/inte.yaml").code == 2  # no terminal
    assert run("--plain", "assess", "finns/inte.yaml").code == 1  # no such folder


def test_require(run: Run) -> None:
    """--require is met by what is surely present, and leaves with 3 when it is not."""
    example = "examples/hembesok.sv.yaml"
    sure = json.loads(run("score", example, "--format", "json")[1])["summary"]["present_at_least"]
    assert run("score", example, "--require", str(sure))[0] == 0
    code, out, err = run("score", example, "--require", str(sure + 1))
    assert code == 3
    assert out
    assert str(sure + 1) in err


def test_score_shows_three_at_a_time_and_all_with_explain(run: Run, framework: Framework) -> None:
    """The screen has what matters most of strengths and development, and the others by name; --explain has all."""
    result = score(framework, load_answers(Path("examples/hembesok.sv.yaml"), framework))
    for title, found in (("Styrkor", find_strengths(result)), ("Att utveckla", find_development(result))):
        for options, most in (([], 3), (["--explain"], len(found))):
            out = run("score", "examples/hembesok.sv.yaml", "--lang", "sv", *options).out
            part = out.partition(f"\n{title}\n")[2]
            part = re.split(r"\n(?:Att utveckla|Att ta reda på)\n", part)[0]
            heads = [
                f"{priority.result.element.number} {priority.result.element.name['sv']}" for priority in found[:most]
            ]
            assert [part.index(head) for head in heads] == sorted(part.index(head) for head in heads)
            assert (f"{len(found) - 3} element till med --explain" in part) == (most == 3)


def test_score_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`score -` gives the same result as the file."""
    example = TOP / "examples/hembesok.sv.yaml"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(example.read_bytes())))
    from_stdin = run("score", "-", "--format", "json")
    assert from_stdin == run("score", str(example), "--format", "json")


def test_json_keys_are_the_promised_ones(run: Run) -> None:
    """`score --format json` has the keys of DESIGN section 6, whole numbers as whole numbers."""
    content = json.loads(run("score", "examples/hembesok.sv.yaml", "--format", "json")[1])
    assert (content["lovande"], content["framework"]) == (
        1,
        {
            "id": "lovande-praktik",
            "version": "2026.3",
            "file_version": "2026.3",
            "thresholds": {"present": 0.75, "partly": 0.25},
            "gate": "positive-effect.tested-in-trial",
        },
    )
    assert set(content) >= {"language", "practice", "summary", "elements", "actions"}
    assert set(content["summary"]) == {
        "elements", "applicable", "present_at_least", "present_at_most", "partly", "absent", "unclear",
        "not_applicable", "questions", "answered", "documented", "tested_in_trial",
    }  # fmt: skip
    assert set(content["elements"][0]) == {
        "id", "number", "category", "name", "status", "status_low", "status_high", "low", "high", "questions",
        "answered", "documented", "answers",
    }  # fmt: skip
    assert set(content["elements"][0]["answers"][0]) >= {"question", "step", "value", "weight", "core"}


def test_check_names_problems_of_all_files(run: Run, tmp_path: Path) -> None:
    """`check` goes on to the next file, tells which ones are fine, and leaves with 1 when any is not."""
    bad = tmp_path / "svar.yaml"
    bad.write_text("lovande: 1\nanswers: {goals: {time-bound: kanske}}\nlanguage: xx\n", encoding="utf-8")
    code, out, _ = run("check", str(bad), "examples/hembesok.sv.yaml")
    assert code == 1
    assert f"{Path('examples/hembesok.sv.yaml')}: inga problem." in out
    assert "2 problem." in out
    problems = json.loads(run("check", str(bad), "--format", "json")[1])
    assert [(p["line"], p["kind"]) for p in problems] == [(2, "unknown-step"), (3, "unknown-language")]
    assert all(p["reason"] and p["remedy"] for p in problems)


@pytest.mark.parametrize(
    ("language", "element", "number", "steps"),
    [
        ("sv", "goals (Mål)", "4 goals (Mål)", "Välj bland: ja, delvis, nej, vet inte, inte aktuellt."),
        ("da", "economy (Økonomi)", "6 economy (Økonomi)", "Vælg mellem: ja, delvist, nej, ved ikke, ikke relevant."),
    ],
)
def test_what_can_be_chosen_is_said_in_one_language(
    run: Run, tmp_path: Path, language: str, element: str, number: str, steps: str
) -> None:
    """An unknown element is answered with the ids and the names people know them by, an answer with one language's words."""
    bad = tmp_path / "svar.yaml"
    text = f"lovande: 1\nlanguage: {language}\nanswers: {{malen: {{a: ja}}, goals: {{time-bound: kanske}}}}\n"
    bad.write_text(text, encoding="utf-8")
    shown = " ".join(run("check", str(bad), "--lang", language).out.split())
    assert element in shown
    assert steps in shown
    assert number in " ".join(run("elements", "malen", "--lang", language).err.split())


def test_check_doubts_answers_that_hardly_fit_and_is_content(run: Run, tmp_path: Path) -> None:
    """Both answers are named by number, in the file's language; nothing needs fixing, so the exit code is 0."""
    (tmp_path / "svar.yaml").write_text(
        "lovande: 1\nlanguage: da\nanswers:\n  description: {written-where: [nowhere], usable-by-others: ja}\n"
    )
    exit_code, out, _ = run("check", str(tmp_path / "svar.yaml"))
    assert exit_code == 0
    told = Say("da")("problems.hardly-fits.reason", first="3.1", one="Ingen steder", second="3.5", other="ja")
    assert told in " ".join(out.split())


def test_check_without_files_reads_the_elements(run: Run) -> None:
    """`check` alone says that the elements are fine."""
    code, out, _ = run("check")
    assert code == 0
    assert out.endswith("inga problem.\n")


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}])
def test_redirected_output_is_utf8(environment: dict[str, str]) -> None:
    """Output into a file keeps å and ● where the system would use another encoding."""
    done = subprocess.run(
        [sys.executable, "-m", "lovande_cli", "score", "examples/hembesok.sv.yaml"],
        cwd=TOP, env={**os.environ, **environment}, capture_output=True, check=True,
    )  # fmt: skip
    assert "● finns" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows closes a pipe in another way")
@pytest.mark.parametrize(
    "command", ["elements --questions", "score examples/hembesok.sv.yaml", "score --help", "--help"]
)
def test_a_reader_that_stops_is_no_error(command: str) -> None:
    """`lovande … | head -c1` ends quietly, with exit code 0."""
    program = [sys.executable, "-m", "lovande_cli", *command.split()]
    with subprocess.Popen(program, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as started:
        assert started.stdout
        assert started.stderr
        first = started.stdout.read(1)
        started.stdout.close()
        assert (started.wait(), len(first), started.stderr.read()) == (0, 1, b"")


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a Unix shell")
def test_closed_streams() -> None:
    """A stream that the shell has closed is empty or swallows what is written; the exit code is the usual one."""
    for ending, code in {
        "score examples/hembesok.sv.yaml >&-": 0,
        "score missing.yaml 2>&-": 1,
        "scor 2>&- >&-": 2,
        "assess --plain <&-": 0,
        "score - <&-": 1,
    }.items():
        program = f"LOVANDE_LANG=sv {PYTHON} -m lovande_cli {ending}"
        done = subprocess.run(program, shell=True, cwd=TOP, capture_output=True, text=True, check=False)
        assert done.returncode == code, ending
        assert "gick fel" not in done.stderr
    assert "Filen är tom." in done.stderr


def test_any_width_shows_something(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS=0 is no reason to print nothing."""
    monkeypatch.setenv("COLUMNS", "0")
    assert "Resultat" in run("score", "examples/hembesok.sv.yaml")[1]


@pytest.mark.parametrize("command", ["check", "map"])
def test_a_folder_without_answer_files_is_told(command: str, run: Run, tmp_path: Path) -> None:
    """An empty folder is not fine: the person is told that no answer file was found in it."""
    code, out, err = run(command, str(tmp_path))
    assert (code, out) == (2, "")
    assert "Mappen har inga svarsfiler." in " ".join(err.split())


def test_the_unforeseen_says_nothing_of_saving(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours ends in one sentence with its place in the program, in no English, and claims nothing."""
    monkeypatch.setattr(score_command, "build_score", lambda *_, **__: {}["the key"])
    code, out, err = run("score", "examples/hembesok.sv.yaml")
    assert (code, out) == (1, "")
    assert re.search(r"\(KeyError, test_commands.py:\d+\)", err)
    assert not re.search("spara|the key", err)


@pytest.mark.parametrize(
    ("answers", "told"), [("", "Inga svar är sparade."), ("Namn\n\n\n\n\n\n1\n", "Svaren finns i ny.yaml.")]
)
def test_the_unforeseen_in_an_interview_says_what_is_saved(
    answers: str, told: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A mistake of ours in the middle of an interview is told after what is true of the answers."""

    class Breaking(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            line = super().readline(size)
            if not line:
                raise ZeroDivisionError("by zero")
            return line

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", Breaking(answers))
    code, _, err = run("assess", *(["ny.yaml"] if answers else []), "--plain", "--lang", "sv")
    assert code == 1
    assert err.index(told) < err.index("(ZeroDivisionError, test_commands.py:")
    assert (tmp_path / "ny.yaml").exists() == bool(answers)


@pytest.mark.parametrize("command", ["assess", "describe"])
def test_a_new_file_in_which_nothing_was_written_is_not_said_to_hold_answers(
    command: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Who leaves before the first answer is told that nothing is saved: there is no file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(command, "ny.yaml", "--plain", "--lang", "sv").err == "Inga svar är sparade.\n"
    assert not list(tmp_path.iterdir())


def test_what_takes_a_conversation_up_again_finds_the_file_and_asks_in_the_same_way(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The command names a file that the start page does not list, and goes on line by line where that was asked for."""
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
    shutil.copy("examples/hembesok.sv.yaml", tmp_path / "here/a.yaml")
    monkeypatch.chdir(tmp_path / "here")
    elsewhere = ("2", "1", "/v", "3", str(tmp_path / "there"), "Ny", "/p", "l")
    for words, lines, command in [
        (("describe", "a.yaml"), ("p",), "describe a.yaml --plain"),
        (("assess", "a.yaml"), ("p",), "assess a.yaml --plain"),
        ((), ("1", "1", "p", "l"), "lovande --plain"),
        ((), elsewhere, r"lovande assess \S+there.ny-[0-9-]+\.yaml'? --plain"),
    ]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        last = run(*words, "--plain", "--lang", "sv").err.splitlines()[-1]
        assert re.search(f"{command}$", last), last


def test_letters_that_are_not_utf8_are_taken_for_western_ones(tmp_path: Path) -> None:
    """What another program pipes in as Latin-1 or Windows-1252 is kept as the letters that were meant."""
    said = "Sågen\n".encode("latin-1") + "Ørestad\n".encode()
    done = subprocess.run(
        [sys.executable, "-m", "lovande_cli", "assess", "ny.yaml", "--plain", "--lang", "sv"],
        cwd=tmp_path, input=said, capture_output=True, check=True,
    )  # fmt: skip
    saved = (tmp_path / "ny.yaml").read_text(encoding="utf-8")
    assert ("Sågen" in saved, "Ørestad" in saved, b"Traceback" in done.stderr) == (True, True, False)


def test_asking_for_help_has_no_end(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Thousands of lines of ? in a row are thousands of answers to ?."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("Namn\n\n\n\n\n\n" + "?\n" * 1500))
    assert run("assess", "ny.yaml", "--plain", "--lang", "sv")[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on Unix alone")
def test_a_file_name_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    """A file whose name is Latin-1 is read, named and written like any other."""
    odd = tmp_path / os.fsdecode(b"sv\xe5r.yaml")
    odd.write_bytes((TOP / "examples/hembesok.sv.yaml").read_bytes())
    for arguments in (["score"], ["check"], ["map"], ["group"], ["report", "-o", str(odd.with_suffix(".md"))]):
        assert run(arguments[0], str(odd), *arguments[1:])[0] == 0
    code, _, err = run(os.fsdecode(b"sv\xe5r"))
    assert (code, "finns inte" in err) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="rights as Unix has them")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    """It is a file to mend, not a wrong command, and the map passes over it."""
    without = "-dac_override,-dac_read_search"
    # a user who may read everything has to give that up first
    less = [need("setpriv"), f"--bounding-set={without}", f"--inh-caps={without}"] if os.geteuid() == 0 else []
    shutil.copy(TOP / "examples/hembesok.sv.yaml", tmp_path / "a.yaml")
    shutil.copy(TOP / "examples/hembesok.sv.yaml", tmp_path / "b.yaml")
    (tmp_path / "b.yaml").chmod(0)
    for arguments in (["score", "b.yaml"], ["map", "a.yaml", "b.yaml", "-o", "m.html"]):
        program = [*less, sys.executable, "-m", "lovande_cli", *arguments, "--lang", "sv"]
        done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, "b.yaml\n  Du får inte läsa" in done.stderr) == (1, True)
    assert (tmp_path / "m.html").exists()


def test_commands_are_told_as_the_program_was_started(tmp_path: Path) -> None:
    """Whoever started it with a path or with python -m is told to type just that; one on the PATH goes by its name."""
    folder = tmp_path / "ett program"
    folder.mkdir()
    script = folder / ("lovande.exe" if os.name == "nt" else "lovande")  # a name that the PATH is searched for
    script.write_text(f"#!{sys.executable}\nfrom lovande_cli.__main__ import start\nstart()\n", encoding="utf-8")
    script.chmod(0o755)
    surroundings = {**os.environ, "LOVANDE_LANG": "sv", "COLUMNS": "200"}

    def told(*command: str, path: str = "") -> str:
        environment = {**surroundings, "PATH": os.pathsep.join([*filter(None, [path]), os.environ["PATH"]])}
        done = subprocess.run(
            [*command, "x"], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.stderr.partition("`")[2].partition("`")[0]

    quoted = shell.quote(str(script.relative_to(tmp_path)))
    called = f"& {quoted}" if shell.shell_at_hand() == "powershell" else quoted
    for module in ("lovande", "lovande_cli"):
        assert told(sys.executable, "-m", module).endswith(f"-m {module} --help")
    assert told(sys.executable, str(script)) == f"{called} --help"
    assert told(sys.executable, str(script.relative_to(tmp_path))) == f"{called} --help"
    assert told(sys.executable, str(script), path=str(folder)) == "lovande --help"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("posix", "lovande score 'mina svar/det'\"'\"'s.yaml' -o svår.html"),
        ("powershell", "lovande score 'mina svar/det''s.yaml' -o svår.html"),
        ("cmd", 'lovande score "mina svar/det\'s.yaml" -o svår.html'),
    ],
)
def test_names_are_quoted_for_the_shell(kind: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with spaces is one word in the shell at hand; one of plain letters needs no quotes."""
    monkeypatch.setattr(shell, "shell_at_hand", lambda: kind)
    assert shell.command_line("score", "mina svar/det's.yaml", "-o", "svår.html") == shown


def test_a_file_is_never_taken_for_an_option() -> None:
    """A file whose name begins with - is given with its folder; a word that is no file stays as it is."""
    assert shell.command_line("score", Path("-x.yaml"), "-o") == f"lovande score .{os.sep}-x.yaml -o"


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="a Unix shell runs the command")
@pytest.mark.parametrize(
    "name", ["-x.yaml", "sv\udce5r.yaml", "rad\nbrytning'1.yaml", "a\\b.yaml", "mina \u202esvar.yaml", "~x.yaml"]
)
def test_the_command_that_opens_the_answers_again_does(name: str, tmp_path: Path) -> None:
    """What stands after "Öppna svaren igen så här", typed into a shell, opens the same file, whatever it is called."""
    try:
        shutil.copy(TOP / "examples" / "hembesok.sv.yaml", tmp_path / name)
    except OSError:
        pytest.skip("no file can have such a name on this disk")
    begins = Say("sv")("interview.left.continue", command="").strip()
    command = shlex.join([sys.executable, "-m", "lovande_cli", "assess", f"./{name}", "--plain"])
    for _ in range(2):
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "LOVANDE_LANG": "sv"}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert begins in done.stderr
        command = done.stderr.partition(begins)[2].strip()
    assert [os.fsdecode(one.name) for one in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == (TOP / "examples" / "hembesok.sv.yaml").read_bytes()


def test_every_command_has_its_texts() -> None:
    """A command that is a file in commands/ can be explained: in the list of commands, and every word it takes."""
    listed = {name for group in command_groups() for name in group["commands"]}
    named = {path.stem for path in Path(commands.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    shared = {"help", "interactive", "loading", "options", "output", "program"}
    for name in sorted(named - shared):
        assert name in listed, f"write one line about `{name}` under a group's commands in language/texts/help.yaml"
        texts = texts_in("help").get(name)
        assert isinstance(texts, Mapping), f"write `{name}:` with `about:` in language/texts/help.yaml"
        assert "about" in texts, f"write `about:` under `{name}:` in language/texts/help.yaml"
        for param in get_command(app).get_command(None, name).params:
            known = {*texts, *texts_in("help")["shared"]}
            assert param.name in known, f"write `{param.name}:` under `{name}:` in language/texts/help.yaml"
    assert listed == named - shared, "language/texts/help.yaml lists a command that has no file in commands/"


def modules_after(*arguments: str) -> set[str]:
    """The modules that are there when the command has run in a process of its own."""
    script = (
        "import sys\nfrom lovande_cli.commands.program import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_command_imports_no_other() -> None:
    """Starting one command reads the files of no other."""
    assert modules_after("schema", "answers") & {f"lovande_cli.commands.{name}" for name in COMMANDS} == {
        "lovande_cli.commands.schema"
    }


def test_elements_starts_without_what_it_does_not_need() -> None:
    """`lovande elements` imports no library of the interview, the reports or the lock, and none of its slow modules."""
    others = {"questionary", "prompt_toolkit", "markupsafe", "docx", "xlsxwriter", "typst", "filelock", "asyncio"}
    ours = {"lovande_cli.assessment.answers", "lovande_cli.assessment.scoring", "lovande_cli.documents.json_csv"}
    ours |= {"lovande_cli.files.file_kinds", "lovande_cli.files.optional_element_files"}
    assert not modules_after("elements") & (others | ours | {"multiprocessing", "socket", "json"})


@pytest.mark.skipif(os.name == "nt", reason="completes in bash")
def test_completion_speaks_the_language(tmp_path: Path) -> None:
    """Shell completion lists the commands with their Danish summaries, and says in Danish that it is installed."""
    program = [sys.executable, "-m", "lovande_cli"]
    surroundings = {**os.environ, "LOVANDE_LANG": "da", "HOME": str(tmp_path)}
    asked = {**surroundings, "_LOVANDE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "lovande s"}
    listed = subprocess.run(program, env=asked, capture_output=True, text=True, check=True).stdout
    assert "Vis, hvilke elementer der er til stede." in listed
    options = {**asked, "_TYPER_COMPLETE_ARGS": "lovande score --"}
    listed = subprocess.run(program, env=options, capture_output=True, text=True, check=True).stdout
    assert "Vis denne hjælp." in listed
    assert "Show" not in listed
    install = [*program, "--install-completion"]
    shell = {**surroundings, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    installed = subprocess.run([*install, "bash"], env=shell, capture_output=True, text=True, check=True).stdout
    assert installed.startswith("Klar til bash")
    assert list(tmp_path.rglob("lovande.sh"))


@pytest.mark.parametrize("words", [[], ["score"], ["elements"]])
def test_h_is_help(words: list[str], run: Run) -> None:
    """-h shows the same help as --help."""
    assert run(*words, "-h").out == run(*words, "--help").out


@pytest.mark.parametrize(
    ("wishes", "colored"),
    [
        ({}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "CLICOLOR": "0"}, True),
        ({"CLICOLOR": "1"}, False),
    ],
)
def test_colours_follow_the_surroundings(wishes: dict[str, str], colored: bool) -> None:
    """Into a pipe there are colours only where they are forced; NO_COLOR wins over everything."""
    bare = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    program = [sys.executable, "-m", "lovande_cli", "score", "examples/hembesok.sv.yaml"]
    done = subprocess.run(program, env={**bare, "TERM": "xterm-256color", **wishes}, capture_output=True, check=True)
    assert (b"\x1b[36m" in done.stdout or b"\x1b[1;34m" in done.stdout) == colored


@pytest.mark.skipif(os.name == "nt" or not Path("/dev/full").exists(), reason="a full disk is /dev/full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    """Output into a full disk ends with a sentence and exit code 1."""
    program = f"LOVANDE_LANG=da {PYTHON} -m lovande_cli score examples/hembesok.sv.yaml > /dev/full"
    done = subprocess.run(program, shell=True, cwd=TOP, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.startswith("Disken er fuld.")) == (1, True)


def test_a_file_instead_of_a_command_is_gone_on_with(run, tmp_path, examples, monkeypatch):
    """`lovande FILE` opens the file and then the start page; a file or a command that is not there is suggested."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "svar.yaml").write_bytes((examples / "stottegruppe.da.yaml").read_bytes())
    (tmp_path / "trasig.yaml").write_text("lovande: 1\nanswers: [\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("p\nl\n"))
    ran = run("svar.yaml", "--plain")
    interview, _, start_page = ran.out.partition("Lovende praksis · 2")
    assert (ran.code, "Element " in interview, "Hvad vil I gøre?" in start_page) == (0, True, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("l\n"))
    assert "trasig.yaml, rad 3: En parentes" in run("trasig.yaml", "--plain", "--lang", "sv").out.replace("\n", " ")
    monkeypatch.setattr("sys.stdin", io.StringIO("l\n"))
    assert "2 filer med svar" in run(str(tmp_path), "--plain", "--lang", "sv").out
    for word, told in (
        ("svra.yaml", "Filen finns inte. Menade du ”svar.yaml”?"),
        ("borta/svar.yaml", "Filen finns inte. Kontrollera"),
        ("svar", "Kommandot ”svar” finns inte. Menade du ”svar.yaml”?"),
        ("scorre", "Kommandot ”scorre” finns inte. Menade du ”score”?"),
    ):
        ran = run(word, "--lang", "sv")
        assert (ran.code, told in " ".join(ran.err.split())) == (2, True), ran.err
