"""How long judging takes beside computing: all measures, 120 months, 20 groups each.

    python tests/bench/judging.py --children 480 --years 10

Prints the seconds of both and their ratio, which should stay below a half.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from attrs import evolve

from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.files.bundled import bundled
from cptracker.model.figures import Series
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.plan.reading import load_plan
from cptracker.records.loading import load_records
from cptracker.records.records import Records
from cptracker.status.comparison import MeasureContext, StatusOptions, default_periods
from cptracker.status.rating import rated_indicator
from cptracker.synthetic.records import write_example

GROUPS = 20
RANGE = {"low": Decimal(40), "high": Decimal(60)}


def targets(measures: list[Measure]) -> tuple[Target, ...]:
    """One of each measure, so that every step has work to do."""
    return tuple(
        Target(
            measure=one.identifier,
            since=date(2000, 1, 1),
            source="Bench",
            within=Decimal(5),
            **(RANGE if one.better is Better.NEAR else {"value": Decimal(50)}),
        )
        for one in measures
    )


def breakdowns(measure: Measure) -> list[str]:
    """Those with which the groups come to about twenty."""
    crossed = "sex+age_group"
    return [crossed] if {"sex", "age_group"} <= set(measure.by) else list(measure.by)


def alone(found: Series) -> Iterator[Series]:
    """Everyone and the groups, each as a series of its own; at most so many groups."""
    keys = dict.fromkeys((one.group_by, one.group) for one in found.figures)
    for key in list(keys)[: GROUPS + 1]:
        mine = [one for one in found.figures if (one.group_by, one.group) == key]
        yield evolve(found, figures=tuple(evolve(one, group_by="", group="") for one in mine))


def run(records: Records, months: int, every: Every) -> tuple[float, float, int]:
    measures = list(find_measures().measures.values())
    plan = evolve(load_plan(bundled("strategy")), targets=targets(measures))
    options = StatusOptions(plan=plan, records=records, as_at=records.as_at)
    periods = default_periods(every, records.as_at, months)
    computing = judging = 0.0
    number = 0
    for measure in measures:
        start = perf_counter()
        found = series(measure, records, periods, breakdowns(measure))
        computing += perf_counter() - start
        parts = list(alone(found))
        start = perf_counter()
        for one in parts:
            rated_indicator(MeasureContext(options=options, measure=measure, series=one))
        judging += perf_counter() - start
        number += len(parts)
    return computing, judging, number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=480)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--periods", type=int, default=120)
    parser.add_argument("--engine", default="polars")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder) / "r", children=asked.children, years=asked.years, seed=1)
        records = load_records([Path(folder) / "r"], engine=asked.engine)
        run(records, 2, Every.MONTH)
        computing, judging, number = run(records, asked.periods, Every.MONTH)
    sys.stdout.write(
        f"{number} series of {asked.periods} months\n"
        f"computing {computing:.2f} s, judging {judging:.2f} s, ratio {judging / computing:.2f}\n"
    )


if __name__ == "__main__":
    main()
