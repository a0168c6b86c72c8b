"""Benchmark of `map`, `table` and `study` on 100 to 10,000 answer files, beside parsing alone; memory.

    python benchmarks/many_files.py [--counts 100,1000,10000] [--commands map,table,study] [--repeat 3] [--folder DIR]
                                    [--broken 100]

Prints, for each count and command: the baseline (one process, yaml.load with CBaseLoader, from the files), the command
as a whole process (CSV), their ratio, the processor time that it took on all cores and how many times the baseline's
that is, and the largest memory that all its processes held together (Linux only). Runs take turns and the best of each
counts, since other work on the machine only ever adds. The files have 40 answers or more each, are different from each
other, and always the same for the same count.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from lovande_cli.assessment.answers import Action, Answer, AnswerSheet, Practice, Workshop, asked_questions
from lovande_cli.assessment.framework import Framework, Question
from lovande_cli.files.answer_files import write_answers
from lovande_cli.files.framework_files import load_framework, standard_folder

ANSWERS = 40
EVERY_NOTE, EVERY_EVIDENCE = 8, 6

PARSE_ONLY = """
import sys, time, pathlib, yaml
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml"))
start, used = time.perf_counter(), time.process_time()
for file in files:
    try:
        yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        pass
print(time.perf_counter() - start, time.process_time() - used)
"""

BREAKS = (
    lambda text: text.replace(": ja", ": jaa", 1),
    lambda text: text.replace("answers:", "answer:", 1),
    lambda text: text.replace("lovande: 1", "lovande: 9", 1),
    lambda text: text.replace("lovande: 1\n", "", 1),
    lambda text: text.replace("  goals:", "  goal:", 1),
    lambda text: text.replace("date: ", "date: den ", 1),
    lambda text: text.replace("language: ", "language: x", 1),
    lambda text: text.replace("id: lovande-praktik", "id: annat", 1),
    lambda text: text.replace("  name: ", "  name: ett: ", 1),
    lambda text: text.replace("  goals:", "\tgoals:", 1),
    lambda text: text + text[text.index("answers:") :],
    lambda text: text.replace("answers:\n", "answers: [\n", 1),
    lambda text: text.replace("  name: ", "  name: \"", 1),
    lambda text: text.replace("    named-theories: ", "    named-theory: ", 1),
    lambda text: text.replace("language: ", "language:\n  - ", 1),
    lambda text: text.replace("language: ", "language: !!python/name:os.system ", 1),
    lambda text: text.replace("language: ", "language: *", 1),
    lambda text: text + "---\nlovande: 1\n",
    lambda text: "- " * 60 + "\n" + text,
    lambda _: "",
)  # fmt: skip
"""Ways to break an answer file, each of another kind."""


def choose_answer(question: Question, chance: random.Random) -> tuple[str, ...]:
    """An answer: mostly yes and partly, sometimes unknown, options where there are any."""
    if question.choose:
        plain = [option.id for option in question.options if not option.exclusive]
        many = chance.randint(1, min(2, len(plain))) if question.choose == "many" else 1
        picked = chance.sample(plain, many)
        return tuple(option.id for option in question.options if option.id in picked)
    steps = [step.id for step in question.steps]
    return (chance.choices(steps, weights=[9, 6, 4, 3, 1][: len(steps)])[0],)


def make_sheet(framework: Framework, number: int, chance: random.Random) -> AnswerSheet:
    """An invented practice's sheet with at least 40 answers, some with notes and evidence."""
    sheet = AnswerSheet(
        framework_id=framework.id,
        framework_version=framework.version,
        language=("sv", "da")[number % 2],
        practice=Practice(
            name=f"Påhittat arbetssätt {number}",
            organisation=f"Verksamhet {number % 97} i Påhittade kommun",
            target_group="Föräldrar till små barn",
        ),
        workshop=Workshop(date=f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}", participants=number % 9 + 3),
        actions=(Action(element="monitoring", what="Pröva ett kort formulär", who="Ann-Britt", when="2027-02"),),
    )
    left_open = set(chance.sample(range(len(framework.questions)), max(0, len(framework.questions) - ANSWERS - 3)))
    for place, question in enumerate(asked_questions(framework, sheet)):
        if place in left_open:
            continue
        answer = Answer(
            chosen=choose_answer(question, chance),
            note="Det här pratade vi länge om: målen skrivs ner, men följs inte alltid upp."
            if place % EVERY_NOTE == 3
            else "",
            evidence="Genomförandeplaner 2025" if place % EVERY_EVIDENCE == 2 else "",
        )
        sheet = sheet.with_answer(question.id, answer)
    return sheet


def make_files(folder: Path, count: int, framework: Framework, *, broken: int = 0) -> list[Path]:
    """Write `count` answer files, a thousand to a folder; the paths of the `broken` ones, evenly spread."""
    chance = random.Random(count)
    spoiled: list[Path] = []
    for number in range(count):
        text = write_answers(make_sheet(framework, number, chance), framework)
        path = folder / f"{number // 1000:02}" / f"{number:05}.yaml"
        path.parent.mkdir(exist_ok=True)
        if broken and number % (count // broken) == 0 and len(spoiled) < broken:
            # where the first way finds nothing to spoil (the question is open in this file), the next one is taken
            ways = (BREAKS[(len(spoiled) + more) % len(BREAKS)] for more in range(len(BREAKS)))
            text = next(changed for changed in (way(text) for way in ways) if changed != text)
            spoiled.append(path)
        path.write_text(text, encoding="utf-8")
    return spoiled


def time_parsing(folder: Path) -> tuple[float, float]:
    """Seconds, and seconds of processor, that one process takes to read and parse all files, its start not counted."""
    done = subprocess.run([sys.executable, "-c", PARSE_ONLY, folder], capture_output=True, text=True, check=True)
    seconds, processor = map(float, done.stdout.split())
    return seconds, processor


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of the command: seconds from start to end, seconds of processor, megabytes at most, and its stderr."""

    seconds: float
    processor: float
    memory: float
    said: str


COMMANDS = {
    "map": ("--format", "csv"),
    "table": ("-o", os.devnull if os.name == "nt" else "{folder}/table.csv", "--force"),
    "study": ("--format", "csv"),
}
"""The commands that are timed, and how they are called."""


def time_command(name: str, folder: Path) -> Run:
    """Run the whole command once."""
    arguments = [argument.format(folder=folder) for argument in COMMANDS[name]]
    command = [sys.executable, "-m", "lovande_cli", name, str(folder), *arguments]
    start, used = time.perf_counter(), children_used()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        most = [0.0]
        watch = threading.Thread(target=watch_memory, args=(running, most))
        watch.start()
        said = running.stderr.read() if running.stderr else ""
        running.wait()
        took = time.perf_counter() - start
        watch.join()
    return Run(seconds=took, processor=children_used() - used, memory=most[0], said=said)


def children_used() -> float:
    """Seconds of processor that all processes started so far have used."""
    used = os.times()
    return used.children_user + used.children_system


def watch_memory(running: subprocess.Popen[str], most: list[float]) -> None:
    """Keep the largest memory of the process and its children in `most`, in megabytes; shared pages are split (PSS)."""
    while running.poll() is None:
        most[0] = max(most[0], sum(memory_of(process) for process in family(running.pid)))
        time.sleep(0.1)


def family(process: int) -> list[int]:
    """The process and all processes that it started."""
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        return [process, *(one for child in children.read_text().split() for one in family(int(child)))]
    except OSError:
        return [process]


def memory_of(process: int) -> float:
    """The megabytes that a process holds, its part of shared pages included; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counts", default="100,1000,10000")
    parser.add_argument("--commands", default=",".join(COMMANDS))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    framework = load_framework(standard_folder())
    print(f"{os.cpu_count()} cores · load {os.getloadavg()[0]:.1f} · best of {wanted.repeat}")
    heads = f"{'files':>7} {'command':>8} {'parse only':>11} {'whole':>8} {'ratio':>6}"
    print(f"{heads} {'processor':>10} {'ratio':>6} {'memory':>8}")
    for count in map(int, wanted.counts.split(",")):
        with tempfile.TemporaryDirectory(dir=wanted.folder) as place:
            folder = Path(place)
            spoiled = make_files(folder, count, framework, broken=wanted.broken)
            for name in wanted.commands.split(","):
                runs = [(time_parsing(folder), time_command(name, folder)) for _ in range(wanted.repeat)]
                parsing, parser_time = (min(times) for times in zip(*(parsed for parsed, _ in runs), strict=True))
                whole = min(run.seconds for _, run in runs)
                processor, memory = min(run.processor for _, run in runs), max(run.memory for _, run in runs)
                print(
                    f"{count:>7} {name:>8} {parsing:>9.2f} s {whole:>6.2f} s {whole / parsing:>6.2f} "
                    f"{processor:>8.2f} s {processor / parser_time:>6.2f} {memory:>5.0f} MB"
                )
            if spoiled:
                told = "".join(runs[-1][1].said.split())
                named = sum(str(path) in told for path in spoiled)
                print(f"        {named} of {len(spoiled)} broken files named on stderr")


if __name__ == "__main__":
    main()
