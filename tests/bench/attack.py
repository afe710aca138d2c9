"""Public papers of many made-up councils, attacked by integer programming: run by hand.

    python tests/bench/attack.py                     # 17 councils, all papers
    python tests/bench/attack.py --children 40 80 --seeds 1 2 --papers panel appendix
    python tests/bench/attack.py --keep papers           # and keep each, not to write it anew
    python tests/bench/attack.py --read papers           # attack those that were kept
    python tests/bench/attack.py --only-write            # say how many figures each paper hides
    python tests/bench/attack.py --results results.jsonl # go on where it was broken off

Each paper is published as the command does it, written as JSON, and given to the attacker in
`tests/support/attacker.py`, which reads nothing else. Papers of one meeting are attacked together
as well; those called "values" are what `cptracker values -o` publishes, of all measures that can be
broken down so. Councils and papers take turns, so that the first few dozen papers are of all sizes
and kinds. What it prints is the table in the changelog: papers, hidden figures, cells that
keep fewer than five values, and counts told aside. It ends with 1 if there is any.
"""

import argparse
import atexit
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from attacker import attack
from attrs import evolve

from cptracker.audit.findings import DisclosureError
from cptracker.authoring.registry import find_measures
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release, report_of
from cptracker.files.bundled import bundled
from cptracker.model.periods import Every
from cptracker.plan.reading import load_plan
from cptracker.records.loading import load_records
from cptracker.status.builder import build_status
from cptracker.status.values import ValuesQuery, tabulate
from cptracker.synthetic.records import write_example

AS_AT = date(2026, 3, 31)

COUNCILS = [
    *((children, seed) for children in (40, 60, 80, 120, 150, 240, 480) for seed in (1, 2)),
    *((children, 1) for children in (200, 320, 400)),
]

PAPERS = {
    "panel": {},
    "scorecard": {"also": ("scorecard",), "back": 1},
    "appendix": {"also": ("appendix",), "back": 1},
    "by sex": {"by": ("sex",)},
    "by sex and age": {"by": ("sex", "age_group")},
    "by ethnicity and asylum": {"by": ("ethnic_group", "uasc")},
    "by four": {"by": ("sex", "age_group", "ethnic_group", "uasc")},
    "by placement": {"by": ("placement_type", "provider", "legal_status")},
    "monthly": {"every": Every.MONTH},
    "trailing": {"every": Every.TRAILING_YEAR},
    "quarterly by sex": {"every": Every.QUARTER, "by": ("sex",)},
    "meeting": {"also": ("scorecard", "appendix")},
}
"""By name, what `build_status` is asked for; `meeting` is three editions together."""

YEARS, QUARTERS, MONTHS = date(2022, 4, 1), date(2025, 4, 1), date(2025, 10, 1)
CARE_FLOWS = ("children-looked-after", "children-starting-care", "children-leaving-care")

VALUES = {
    "values": ValuesQuery(first=YEARS, every=Every.FINANCIAL_YEAR),
    "values by sex": ValuesQuery(first=MONTHS, by=("sex",), every=Every.QUARTER),
    "values by age": ValuesQuery(first=YEARS, by=("age_group",), every=Every.FINANCIAL_YEAR),
    "values by three": ValuesQuery(
        first=QUARTERS, by=("sex", "ethnic_group", "uasc"), every=Every.FINANCIAL_YEAR
    ),
    "values by placement": ValuesQuery(first=MONTHS, by=("placement_type",), every=Every.QUARTER),
    "values by reason": ValuesQuery(
        names=("adoptions", "special-guardianship-orders", "children-leaving-care",
               "children-leaving-care-rate"),
        first=QUARTERS, every=Every.QUARTER,
    ),
    "values monthly": ValuesQuery(first=MONTHS, every=Every.MONTH),
    "values monthly by sex": ValuesQuery(
        names=CARE_FLOWS, first=QUARTERS, every=Every.MONTH, by=("sex",)
    ),
    "values trailing": ValuesQuery(names=CARE_FLOWS, first=QUARTERS, every=Every.TRAILING_YEAR),
}  # fmt: skip
"""By name, what `cptracker values` is asked for."""


def turns(councils, papers):
    """Each paper of each council, so that neighbours are of other councils and other papers."""
    for turn in range(len(councils)):
        for place, paper in enumerate(papers):
            yield councils[(place + turn) % len(councils)], paper


@cache
def council_folder(children, seed):
    """The made-up records of a council, written once."""
    folder = Path(tempfile.gettempdir()) / f"attacked-{os.getpid()}"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    write_example(folder / f"{children}-{seed}", children=children, seed=seed)
    return folder / f"{children}-{seed}"


def exact_paper(paper, plan, registry, records):
    """The restricted report of a paper."""
    if paper not in VALUES:
        return build_status(plan, registry, records, as_at=AS_AT, **PAPERS[paper])
    query = evolve(VALUES[paper], as_at=AS_AT, last=AS_AT, distinct_children=True)
    many, problems = tabulate(registry, records, query)
    for problem in problems:
        say(problem)
    return report_of(many)


def counts(document):
    """How many figures a paper has, how many are hidden, of how many only the value is shown."""
    points = {}
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            for indicator in success["indicators"]:
                for each in [*indicator["series"], *indicator["breakdowns"]]:
                    key = (
                        indicator["measure"],
                        each.get("period"),
                        each.get("group_by"),
                        each.get("group"),
                    )
                    points[key] = each
    for place, table in enumerate(document["appendix"]):
        for each in table["figures"]:
            points[place, each["period"], each["group_by"], each["group"]] = each
    hidden = sum(each["missing_reason"] == "hidden" for each in points.values())
    bare = sum(each["value"] is not None and each["numerator"] is None for each in points.values())
    return len(points), hidden, bare


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """TimeoutError once so many seconds of processor have gone; 0 is without limit."""

    def stop(signal_number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


SUMMED = ("hidden", "bare", "cells", "exact", "asides", "undecided")
"""What is told of a paper and added up."""


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def papers(options, totals):
    """Each public paper that can be written and was not attacked yet, by name."""
    sizes = COUNCILS
    if options.children:
        sizes = [(children, seed) for children in options.children for seed in options.seeds]
    done = {result["paper"] for result in results_in(options.results)}
    for (children, seed), paper in turns(sizes, options.papers):
        name = f"{children} children, seed {seed}--{paper}"
        kept = options.keep / f"{name}.json" if options.keep else None
        if name in done:
            continue
        if kept and kept.exists():
            yield name, json.loads(kept.read_text(encoding="utf-8"))
            continue
        public = public_paper(name, paper, load_records([council_folder(children, seed)]), options)
        if isinstance(public, str):
            totals[public] += 1
            continue
        text = status_text(public)
        if kept:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(text, encoding="utf-8")
        yield name, json.loads(text)


def public_paper(name, paper, records, options):
    """The paper as it is published, or why there is none."""
    report = exact_paper(paper, load_plan(bundled("strategy")), find_measures(), records)
    begun = time.process_time()
    try:
        with at_most(options.limit):
            public = release(report)
    except TimeoutError:
        say(f"{name}: NOT PROTECTED in {options.limit} s")
        return "not protected"
    except DisclosureError as error:
        say(f"{name}: NOT WRITTEN: {str(error).splitlines()[0]}")
        return "not written"
    seconds = time.process_time() - begun
    figures, hidden, _ = counts(json.loads(status_text(public)))
    say(f"{name}: hides {hidden} of {figures}; protected in {seconds:.1f} s of processor")
    return public


def results_in(path):
    """What was found before, paper by paper."""
    if not path or not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_papers(options):
    """The papers that were kept and are not attacked yet, in the order they were written in."""
    done = {result["paper"] for result in results_in(options.results)}
    for path in sorted(options.read.glob("*.json"), key=lambda path: path.stat().st_mtime):
        if path.stem not in done:
            yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def attacked(name, document, options, totals):
    """Attack one paper, tell of it and count."""
    begun = time.process_time()
    try:
        with at_most(options.limit):
            outcome = attack([document])
    except TimeoutError:
        say(f"{name}: NOT ATTACKED in {options.limit} s")
        totals["not attacked"] += 1
        return
    figures, hidden, bare = counts(document)
    result = {"hidden": hidden, "bare": bare, "cells": outcome.cells, "exact": outcome.exact,
              "asides": outcome.asides, "undecided": outcome.undecided}  # fmt: skip
    totals.update(papers=1, **result)
    if options.results:
        with options.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"paper": name, "figures": figures, **result}) + "\n")
    say(
        f"{name}: {figures} figures, {hidden} hidden, {bare} without counts; "
        f"leaks {outcome.cells} ({outcome.exact} exact), asides {outcome.asides}, "
        f"undecided {outcome.undecided}, inconsistent {outcome.muddled}; "
        f"attacked in {time.process_time() - begun:.1f} s",
    )
    for leak in outcome.leaks[: options.show]:
        say("   ", leak.kind, leak.name, leak.values)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="*")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--papers", nargs="*", default=[*PAPERS, *VALUES],
                        choices=[*PAPERS, *VALUES])  # fmt: skip
    parser.add_argument(
        "--limit", type=int, default=0, help="seconds of processor to protect, and to attack"
    )
    parser.add_argument("--show", type=int, default=0, help="how many leaks of a paper to print")
    parser.add_argument("--keep", type=Path, help="folder in which papers are kept")
    parser.add_argument("--read", type=Path, help="attack the papers of this folder")
    parser.add_argument("--results", type=Path, help="file of what was found, to go on from")
    parser.add_argument("--only-write", action="store_true", help="keep papers, attack none")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    for earlier in results_in(options.results):
        totals.update(papers=1, **{key: earlier[key] for key in SUMMED})
    for name, document in read_papers(options) if options.read else papers(options, totals):
        if not options.only_write:
            attacked(name, document, options, totals)
    say(
        f"{totals['papers']} papers: {totals['hidden']} hidden, {totals['bare']} without counts; "
        f"{totals['cells']} cells below five values, {totals['exact']} exact; "
        f"{totals['asides']} counts aside, {totals['undecided']} numbers undecided; "
        f"{totals['not written']} not written, "
        f"{totals['not protected']} not protected and {totals['not attacked']} not attacked in time"
    )
    wrong = ("cells", "asides", "undecided", "not written", "not protected", "not attacked")
    return 1 if any(totals[each] for each in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
