"""All measures of a region by council, against one council alone and all councils as one.

    python tests/bench/region.py --councils 10 --years 5

Prints processor seconds and the memory that was most in use, of made-up councils as in national.py.
"""

import argparse
import resource
import time

import national
import polars as pl

from cptracker.authoring.registry import find_measures
from cptracker.engine.regional import regional_series
from cptracker.model.periods import Every, between, first_day, month_index
from cptracker.records.loading import load_records


def with_council(tables, councils):
    """Each row with its child's council, as a column LA."""
    number = pl.col("child_id").str.slice(5).cast(pl.Int64) % councils
    code = (201 + number + pl.when(number > 98).then(601).otherwise(0)).cast(pl.String)
    return {name: frame.with_columns(LA=code) for name, frame in tables.items()}


def spent(measures, records, periods, by):
    begun = time.process_time()
    for measure in measures:
        regional_series(measure, records, periods, by)
    return time.process_time() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--councils", type=int, default=10)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--months", type=int, default=36)
    options = parser.parse_args()
    nation = national.Nation(options.councils, options.years)
    tables = with_council(national.tables(nation), options.councils)
    begun = time.process_time()
    region = load_records([tables])
    read = time.process_time() - begun
    measures = [
        measure for measure in find_measures().measures.values() if not region.lacks(measure.needs)
    ]
    last = national.date(2026, 3, 31)
    periods = between(Every.MONTH, first_day(month_index(last) - options.months + 1), last)
    first = next(iter(region.councils.values()))
    for name, records, by in (
        ("one council", first, []), ("region alone", region, []), ("region by la", region, ["la"]),
    ):  # fmt: skip
        print(f"{name}: {spent(measures, records, periods, by):.1f} s")  # noqa: T201 a script
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    of_what = f"{len(measures)} measures, {len(region.councils)} councils"
    print(f"{of_what}; read in {read:.1f} s; {most} MB")  # noqa: T201 a script


if __name__ == "__main__":
    main()
