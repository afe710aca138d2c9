"""Public papers of many made-up councils, attacked by integer programming: run by hand.

    python tests/bench/attack.py                     # 17 councils, all papers
    python tests/bench/attack.py --children 40 80 --seeds 1 2 --papers panel appendix
    python tests/bench/attack.py --keep papers           # and keep each as JSON
    python tests/bench/attack.py --read papers           # attack those that were kept

Each paper is published as the command does it, written as JSON, and given to the attacker in
`tests/support/attacker.py`, which reads nothing else. Papers of one meeting are attacked together
as well; those called "values" are what `cptracker values -o` publishes, of all measures that can be
broken down so. What it prints is the table in the changelog: papers, hidden figures, cells that
keep fewer than five values, and counts told aside. It ends with 1 if there is any.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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


def councils(sizes):
    """The records of each, made anew."""
    for children, seed in sizes:
        with tempfile.TemporaryDirectory() as folder:
            there = Path(folder) / "council"
            write_example(there, children=children, seed=seed)
            yield f"{children} children, seed {seed}", load_records([there])


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


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def papers(options, totals):
    """Each public paper that can be written, by name."""
    sizes = COUNCILS
    if options.children:
        sizes = [(children, seed) for children in options.children for seed in options.seeds]
    for council, records in councils(sizes):
        plan, registry = load_plan(bundled("strategy")), find_measures()
        for paper in options.papers:
            name = f"{council}: {paper}"
            report = exact_paper(paper, plan, registry, records)
            begun = time.process_time()
            try:
                with at_most(options.limit):
                    public = release(report)
            except TimeoutError:
                say(f"{name}: NOT PROTECTED in {options.limit} s")
                totals["not protected"] += 1
                continue
            except DisclosureError as error:
                say(f"{name}: NOT WRITTEN: {str(error).splitlines()[0]}")
                totals["not written"] += 1
                continue
            say(f"{name}: protected in {time.process_time() - begun:.1f} s of processor")
            text = status_text(public)
            if options.keep:
                options.keep.mkdir(exist_ok=True)
                (options.keep / f"{name.replace(': ', '--')}.json").write_text(
                    text, encoding="utf-8"
                )
            yield name, json.loads(text)


def read_papers(options):
    """The papers that were kept, the smallest first."""
    for path in sorted(options.read.glob("*.json"), key=lambda path: path.stat().st_size):
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
    totals.update(papers=1, hidden=hidden, bare=bare, cells=outcome.cells,
                  exact=outcome.exact, asides=outcome.asides)  # fmt: skip
    say(
        f"{name}: {figures} figures, {hidden} hidden, {bare} without counts; "
        f"leaks {outcome.cells} ({outcome.exact} exact), asides {outcome.asides}, "
        f"inconsistent {outcome.muddled}; attacked in {time.process_time() - begun:.1f} s",
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
    parser.add_argument("--only-write", action="store_true", help="keep papers, attack none")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    for name, document in read_papers(options) if options.read else papers(options, totals):
        if not options.only_write:
            attacked(name, document, options, totals)
    say(
        f"{totals['papers']} papers: {totals['hidden']} hidden, {totals['bare']} without counts; "
        f"{totals['cells']} cells below five values, {totals['exact']} exact; "
        f"{totals['asides']} counts aside; {totals['not written']} not written, "
        f"{totals['not protected']} not protected and {totals['not attacked']} not attacked in time"
    )
    wrong = ("cells", "asides", "not written", "not protected", "not attacked")
    return 1 if any(totals[each] for each in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
