"""The ratios that are kept under version control, and what has changed since they were.

    python tests/bench/ratios.py            # what changed; 1 where one is half again as bad
    python tests/bench/ratios.py --write    # measure and keep

All are of processor time or of memory, within one run, of sides that take turns; of each side the
least is taken, which other programs on the machine disturb least. It takes under a minute: two
councils and ten years, and the example's returns. Over two councils SQL takes a second or less, so
that its processor time says little: those ratios are told and fail nothing (`compare.py` measures
a nation).
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import compare
import start_up

RATIOS = Path(__file__).with_name("ratios.json")
WORSE = 1.5
"""From here on a ratio is taken to be worse, and not to be noise."""

COUNCILS, MONTHS, TURNS = 2, 36, 3
TOO_SHORT = "processor against sql"
"""In the names of ratios that are told alone."""

LIBRARIES = ("polars", "duckdb", "narwhals", "attrs", "cattrs", "click", "rich", "ruamel.yaml")


def engines(turns):
    """Each engine against both kinds of SQL."""
    folder = compare.data(Path(tempfile.gettempdir()) / "bench", COUNCILS)
    sides = ("sql-joins", "sql-sums")
    runs = {}
    for _ in range(turns):
        for side in sides:
            runs.setdefault(side, []).append(compare.run(side, folder, MONTHS, "polars"))
        for engine in ("polars", "duckdb"):
            runs.setdefault(engine, []).append(compare.run("cptracker", folder, MONTHS, engine))
    first = runs["sql-joins"][0]["figures"]
    if any(run["figures"] != first for many in runs.values() for run in many):
        raise SystemExit("the sides do not agree")
    least = {
        side: {step: min(run["processor"][step] for run in many) for step in (compare.WHOLE, PEAK)}
        for side, many in runs.items()
    }
    return {
        f"{engine}: {resource} against {side}": least[engine][step] / least[side][step]
        for engine in ("polars", "duckdb")
        for side in sides
        for step, resource in ((compare.WHOLE, "processor"), (PEAK, "memory"))
    }


PEAK = compare.PEAK


def starting(turns):
    """The command line against importing libraries and reading files."""
    import cptracker

    records = Path(cptracker.__file__).parent / "example_records"
    wanted = start_up.commands(records)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(start_up.environment(folder))
        for command in wanted.values():
            start_up.seconds(command, folder)
        taken = {name: [] for name in wanted}
        for _ in range(turns):
            for name, command in wanted.items():
                taken[name].append(start_up.seconds(command, folder)[1])
    least = {name: min(many) for name, many in taken.items()}
    return {
        f"{side} against {against}": least[side] / least[against]
        for side, against in start_up.PAIRS
    }


def measured(turns):
    ratios = starting(turns) | engines(turns)
    return {
        "machine": {"processors": os.cpu_count(), "kind": platform.machine()},
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in LIBRARIES},
        "ratios": {name: round(ratio, 2) for name, ratio in ratios.items()},
    }


def say(line):
    print(line, flush=True)  # noqa: T201 a script


def changes(before, measurement):
    """Say what changed, and give back the names of what is half again as bad."""
    for name in sorted({*before["versions"], *measurement["versions"]}):
        old, new = before["versions"].get(name), measurement["versions"].get(name)
        if old != new:
            say(f"{name}: {old} then, {new} now")
    if before["machine"] != measurement["machine"]:
        say(f"another machine: {before['machine']} then, {measurement['machine']} now")
    worse = []
    for name, ratio in measurement["ratios"].items():
        old = before["ratios"].get(name)
        sound = old is None or ratio < WORSE * old or TOO_SHORT in name
        mark = "" if sound else "  HALF AGAIN AS BAD"
        worse += [name] if mark else []
        say(f"{name:45}{'new' if old is None else f'{old:.2f}':>8}{ratio:8.2f}{mark}")
    return worse


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep what is measured")
    parser.add_argument("--turns", type=int, default=TURNS)
    options = parser.parse_args()
    before = json.loads(RATIOS.read_text(encoding="utf-8")) if RATIOS.exists() else None
    measurement = measured(options.turns)
    worse = changes(
        before or {"versions": {}, "machine": measurement["machine"], "ratios": {}}, measurement
    )
    if options.write:
        RATIOS.write_text(json.dumps(measurement, indent=2) + "\n", encoding="utf-8")
        return 0
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
