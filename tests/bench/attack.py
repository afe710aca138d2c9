"""Public papers of many made-up councils, attacked by integer programming: run by hand.

    python tests/bench/attack.py                     # 17 councils, all papers
    python tests/bench/attack.py --children 40 80 --seeds 1 2 --papers panel appendix

Each paper is published as the command does it, written as JSON, and given to the attacker in
`tests/support/attacker.py`, which reads nothing else. Papers of one meeting are attacked together
as well. What it prints is the table in the changelog: papers, hidden figures, cells that keep fewer
than five values, and counts told aside. It ends with 1 if there is any.
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

from cptracker.audit.findings import DisclosureError
from cptracker.authoring.registry import find_measures
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.files.bundled import bundled
from cptracker.model.periods import Every
from cptracker.plan.reading import load_plan
from cptracker.records.loading import load_records
from cptracker.status.builder import build_status
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


def councils(asked):
    """The records of each, made anew."""
    for children, seed in asked:
        with tempfile.TemporaryDirectory() as folder:
            there = Path(folder) / "council"
            write_example(there, children=children, seed=seed)
            yield f"{children} children, seed {seed}", load_records([there])


def counts(document):
    """How many figures a paper has, how many are hidden, of how many only the value is shown."""
    points = {}
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            for one in success["indicators"]:
                for each in [*one["series"], *one["breakdowns"]]:
                    key = (
                        one["measure"],
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
    """TimeoutError once so many seconds have gone; 0 is without limit."""

    def stop(signal_number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, nargs="*")
    parser.add_argument("--seeds", type=int, nargs="*", default=[1])
    parser.add_argument("--papers", nargs="*", default=list(PAPERS), choices=PAPERS)
    parser.add_argument("--limit", type=int, default=0, help="seconds to protect, and to attack")
    parser.add_argument("--show", type=int, default=0, help="how many leaks of a paper to print")
    given = parser.parse_args()
    asked = COUNCILS
    if given.children:
        asked = [(children, seed) for children in given.children for seed in given.seeds]
    totals: Counter[str] = Counter()
    for name, records in councils(asked):
        plan, registry = load_plan(bundled("strategy")), find_measures()
        for paper in given.papers:
            begun = time.perf_counter()
            report = build_status(plan, registry, records, as_at=AS_AT, **PAPERS[paper])
            built = time.perf_counter()
            try:
                with at_most(given.limit):
                    public = release(report)
            except TimeoutError:
                say(f"{name}: {paper}: NOT PROTECTED in {given.limit} s")
                totals["not protected"] += 1
                continue
            except DisclosureError as error:
                say(f"{name}: {paper}: NOT WRITTEN: {str(error).splitlines()[0]}")
                totals["not written"] += 1
                continue
            done = time.perf_counter()
            document = json.loads(status_text(public))
            try:
                with at_most(given.limit):
                    found = attack([document])
            except TimeoutError:
                protected = f"protect {done - built:.1f} s"
                say(f"{name}: {paper}: {protected}, NOT ATTACKED in {given.limit} s")
                totals["not attacked"] += 1
                continue
            figures, hidden, bare = counts(document)
            totals += Counter(papers=1, hidden=hidden, bare=bare, cells=found.cells,
                              exact=found.exact, asides=found.asides)  # fmt: skip
            say(
                f"{name}: {paper}: {figures} figures, {hidden} hidden, {bare} without counts; "
                f"leaks {found.cells} ({found.exact} exact), asides {found.asides}, "
                f"inconsistent {found.muddled}; build {built - begun:.1f} s, "
                f"protect {done - built:.1f} s, attack {time.perf_counter() - done:.1f} s",
            )
            for leak in found.leaks[: given.show]:
                say("   ", leak.kind, leak.name, leak.values)
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
