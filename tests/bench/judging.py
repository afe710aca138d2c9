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
            measure=measure.identifier,
            since=date(2000, 1, 1),
            source="Bench",
            within=Decimal(5),
            **(RANGE if measure.better is Better.NEAR else {"value": Decimal(50)}),
        )
        for measure in measures
    )


def breakdowns(measure: Measure) -> list[str]:
    """Those with which the groups come to about twenty."""
    crossed = "sex+age_group"
    return [crossed] if {"sex", "age_group"} <= set(measure.by) else list(measure.by)


def alone(whole: Series) -> Iterator[Series]:
    """Everyone and the groups, each as a series of its own; at most so many groups."""
    keys = dict.fromkeys((figure.group_by, figure.group) for figure in whole.figures)
    for key in list(keys)[: GROUPS + 1]:
        figures = [figure for figure in whole.figures if (figure.group_by, figure.group) == key]
        yield evolve(
            whole, figures=tuple(evolve(figure, group_by="", group="") for figure in figures)
        )


def run(records: Records, months: int, every: Every) -> tuple[float, float, int]:
    measures = list(find_measures().measures.values())
    plan = evolve(load_plan(bundled("strategy")), targets=targets(measures))
    options = StatusOptions(plan=plan, records=records, as_at=records.as_at)
    periods = default_periods(every, records.as_at, months)
    computing = judging = 0.0
    number = 0
    for measure in measures:
        start = perf_counter()
        computed = series(measure, records, periods, breakdowns(measure))
        computing += perf_counter() - start
        several = list(alone(computed))
        start = perf_counter()
        for single in several:
            rated_indicator(MeasureContext(options=options, measure=measure, series=single))
        judging += perf_counter() - start
        number += len(several)
    return computing, judging, number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=480)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--periods", type=int, default=120)
    parser.add_argument("--engine", default="polars")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder) / "r", children=options.children, years=options.years, seed=1)
        records = load_records([Path(folder) / "r"], engine=options.engine)
        run(records, 2, Every.MONTH)
        computing, judging, number = run(records, options.periods, Every.MONTH)
    sys.stdout.write(
        f"{number} series of {options.periods} months\n"
        f"computing {computing:.2f} s, judging {judging:.2f} s, ratio {judging / computing:.2f}\n"
    )


if __name__ == "__main__":
    main()
