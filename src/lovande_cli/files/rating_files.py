"""Rating files, in which an expert rates the questions from 1 to 4: how relevant and how clear each is.

```yaml
lovande-ratings: 1
framework: {id: lovande-praktik, version: 2026.3}
language: sv
rated-by: forskare
ratings:
  goals:
    time-bound: {relevance: 4, clarity: 3, comment: …}
```
"""

from __future__ import annotations

from lovande_cli.assessment.expert_ratings import Ratings
from lovande_cli.assessment.framework import Framework
from lovande_cli.files.answer_files import RATINGS as KEY
from lovande_cli.files.problems import ProblemCollector, list_elements
from lovande_cli.files.readers import check_keys, inner_mapping, node_mapping, read_prose, read_text
from lovande_cli.files.yaml_nodes import parse

FORMAT = "1"
KEYS = (KEY, "framework", "language", "rated-by", "date", "ratings")
RATED = ("relevance", "clarity")
STEPS = ("1", "2", "3", "4")


def read_ratings(data: bytes, *, file: str, framework: Framework) -> Ratings:
    """The ratings in the text of a file, without what is left empty; raises FileNeedsFixing with every problem."""
    document = parse(data, file=file)
    problems = ProblemCollector(file, framework, document.problems)
    mapping = node_mapping(problems, document.root, KEY)
    check_keys(problems, mapping, KEYS, required=(KEY, "ratings"))
    if read_text(problems, mapping, KEY) != FORMAT:
        problems.add("other-format", mapping.line, word=read_text(problems, mapping, KEY)[:40])
    found: dict[str, dict[str, int]] = {key: {} for key in RATED}
    comments: dict[str, str] = {}
    ratings = inner_mapping(problems, mapping, "ratings")
    for element, entry in ratings.entries.items():
        if element not in framework.element_by_id:
            shown = list_elements(framework)
            problems.add_unknown("unknown-element", entry.line, element, framework.element_by_id, shown=shown)
            continue
        for short, rated in node_mapping(problems, entry.node, element).entries.items():
            identity = framework.renamed.get(f"{element}.{short}", f"{element}.{short}")
            if identity in framework.question_by_id:
                steps = node_mapping(problems, rated.node, short)
                check_keys(problems, steps, ("question", *RATED, "comment"))
                for key in RATED:
                    written = read_text(problems, steps, key)
                    if written in STEPS:
                        found[key][identity] = int(written)
                    elif written:
                        problems.add("bad-rating", steps.entries[key].line, word=written[:40])
                if comment := read_prose(problems, steps, "comment").strip():
                    comments[identity] = comment
            elif identity not in framework.retired:
                known = [question.short_id for question in framework.element_by_id[element].questions]
                problems.add_unknown("unknown-question-in", rated.line, short, known, element=element)
    problems.stop_if_any()
    return Ratings(file=file, relevance=found["relevance"], clarity=found["clarity"], comments=comments)
