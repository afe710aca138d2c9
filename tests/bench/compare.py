"""cptracker side by side with SQL by hand and the loop in pandas, on the same Parquet files.

    python tests/bench/compare.py --councils 150 --months 36 120 --engine duckdb --repeat 3

Each side is a process of its own, so that its memory is its own; sides take turns, so that a busy
machine is unfair to none. The median is told. Every side must give the same figures: where one
differs from the first side, each figure is printed, and the program ends with 1.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from national import write_nation

HERE = Path(__file__).parent
SIDES = {
    "cptracker": ["by_cptracker.py", "--engine", "{engine}"],
    "sql-joins": ["by_sql.py", "--style", "joins"],
    "sql-sums": ["by_sql.py", "--style", "sums"],
    "pandas": ["by_pandas.py"],
}
MEGABYTE = 1024
"""Of the kilobytes in which Linux tells the most memory a process had."""

TOTAL, PEAK, WHOLE = "total", "peak memory, MB", "whole process"


def data(folder, councils):
    """The folder of so many councils' tables, made if it is not there."""
    tables = folder / f"n{councils}"
    if not (tables / "peps.parquet").exists():
        write_nation(tables, councils)
    return tables


def run(side, folder, months, engine):
    """One run of one side: seconds by step, processor seconds by step, memory, figures."""
    script, *options = [word.format(engine=engine) for word in SIDES[side]]
    command = [sys.executable, str(HERE / script), str(folder), "--months", str(months), *options]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{side} failed")
        out.seek(0)
        answered = json.load(out)
    figures = {(measure, month): (met, of) for measure, month, met, of in answered["figures"]}
    whole = {PEAK: used.ru_maxrss / MEGABYTE}
    wall = answered["seconds"] | {TOTAL: sum(answered["seconds"].values())} | whole
    worked = answered["processor"] | {TOTAL: sum(answered["processor"].values())} | whole
    worked[WHOLE] = used.ru_utime + used.ru_stime
    return {"seconds": wall, "processor": worked, "figures": figures}


def measured(options, folder):
    """The runs of each side at each number of months, taken in turns."""
    runs = {(side, months): [] for months in options.months for side in options.sides}
    for turn in range(options.repeat):
        for side, months in runs:
            if side == "pandas" and turn >= options.repeat_pandas:
                continue
            runs[side, months].append(run(side, folder, months, options.engine))
    return runs


def disagreements(runs, sides, months):
    """Each figure in which a run differs from the first side's first, and what both say."""
    first, *_ = (run["figures"] for run in runs[sides[0], months])
    return [
        f"  {measure}, {month // 12}-{month % 12 + 1:02}: {sides[0]} {first.get((measure, month))},"
        f" {side} {run['figures'].get((measure, month))}"
        for side in sides
        for run in runs[side, months]
        for measure, month in sorted({*first, *run["figures"]})
        if first.get((measure, month)) != run["figures"].get((measure, month))
    ]


def all_agree(runs, options):
    """Say for each number of months whether all sides agree, and give back whether all do."""
    differing = {months: disagreements(runs, options.sides, months) for months in options.months}
    for months, lines in differing.items():
        say(f"{months} month ends: {'THE SIDES DO NOT AGREE' if lines else 'all agree'}", *lines)
    return not any(differing.values())


def middle(runs, kind):
    """The median of each step over the runs of one side."""
    return {step: median(run[kind][step] for run in runs) for step in runs[0][kind]}


def say(*lines):
    print(*lines, sep="\n", flush=True)  # noqa: T201 a script


def table(medians, sides, months, title):
    say("", f"{title}, {months} month ends", f"{'':30}" + "".join(f"{side:>11}" for side in sides))
    for step in medians[sides[0], months]:
        row = [medians[side, months][step] for side in sides]
        say(f"{step:30}" + "".join(f"{value:11.2f}" for value in row))


def ratios(medians, options, title):
    """What the targets are about: cptracker against each other side, and 120 months against 36."""
    say("", title)
    for months in options.months:
        own = medians["cptracker", months]
        for side in options.sides[1:]:
            other = medians[side, months]
            say(
                f"{months:4} month ends: cptracker takes {own[TOTAL] / other[TOTAL]:.2f} times"
                f" what {side} takes, {own[PEAK] / other[PEAK]:.2f} times its memory"
            )
    first, last = min(options.months), max(options.months)
    for side in options.sides if first < last else ():
        more = medians[side, last][TOTAL] / medians[side, first][TOTAL]
        say(f"{side}: {last} month ends take {more:.2f} times what {first} take")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--councils", type=int, default=150)
    parser.add_argument("--council", dest="councils", action="store_const", const=1)
    parser.add_argument("--months", type=int, nargs="+", default=[36])
    parser.add_argument("--engine", choices=("duckdb", "polars"), default="duckdb")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--repeat-pandas", type=int, default=1, help="it is slow")
    parser.add_argument("--sides", nargs="+", choices=list(SIDES), default=list(SIDES))
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "bench")
    options = parser.parse_args()
    options.sides.sort(key=list(SIDES).index)
    runs = measured(options, data(options.data, options.councils))
    agreed = all_agree(runs, options)
    for kind, title in (("seconds", "Seconds"), ("processor", "Seconds of processor")):
        medians = {key: middle(side_runs, kind) for key, side_runs in runs.items()}
        for months in options.months:
            table(medians, options.sides, months, title)
        if "cptracker" in options.sides:
            ratios(medians, options, f"{title}: ratios")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
