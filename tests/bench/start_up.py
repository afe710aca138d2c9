"""How long the program takes to start: against importing its libraries, and reading the files.

    python tests/bench/start_up.py --repeat 10

`status` on one council's five returns, against a script that imports the same libraries and reads
the same files; `--help` against importing click. Commands take turns; medians are told.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

FLOOR = """
import sys
from pathlib import Path
import attrs, cattrs, click, holidays, narwhals, polars, rich, ruamel.yaml
import rich.console, rich.table
for file in sorted(Path(sys.argv[1]).rglob("*.csv")):
    polars.read_csv(file, infer_schema=False)
"""
"""The least that any such program has to do."""

PLAN = """
for file in Path(sys.argv[2]).rglob("*.yaml"):
    ruamel.yaml.YAML(typ="safe").load(file)
"""
"""And the files of the plan, read without their places."""


def commands(records):
    from cptracker.files.bundled import bundled

    python = sys.executable
    program = [python, "-m", "cptracker"]
    return {
        "status": [*program, "status", "--no-cache", "--records", str(records)],
        "status again": [*program, "status", "--records", str(records)],
        "import and read": [python, "-c", FLOOR, str(records)],
        "and the plan": [python, "-c", FLOOR + PLAN, str(records), str(bundled("strategy"))],
        "--help": [*program, "--help"],
        "import click": [python, "-c", "import click"],
    }


PAIRS = (
    ("status", "import and read"),
    ("status", "and the plan"),
    ("status again", "import and read"),
    ("--help", "import click"),
)
"""What is held against what."""


def environment(folder):
    """Of an installed program: compiled once, and with a cache that was empty at first."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("CPTRACKER_NO_CACHE", None)
    return {"PYTHONPYCACHEPREFIX": str(Path(folder, "pyc")), "XDG_CACHE_HOME": str(folder)}


def seconds(command, folder):
    """Seconds on the clock and of the processor that a whole process takes."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def say(line):
    print(line, flush=True)  # noqa: T201 a script


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, help="one council's returns; else the example's")
    parser.add_argument("--repeat", type=int, default=10)
    options = parser.parse_args()
    if options.records is None:
        import cptracker

        options.records = Path(cptracker.__file__).parent / "example_records"
    wanted = commands(options.records.resolve())
    taken = {name: [] for name in wanted}
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment(folder))
        for command in wanted.values():
            seconds(command, folder)  # once to warm the caches
        for _ in range(options.repeat):
            for name, command in wanted.items():
                taken[name].append(seconds(command, folder))
    middle = {
        name: [median(kind) for kind in zip(*runs, strict=True)] for name, runs in taken.items()
    }
    say(f"{'':20}{'seconds':>10}{'processor':>12}")
    for name, (clock, worked) in middle.items():
        say(f"{name:20}{clock:10.3f}{worked:12.3f}")
    for measured, baseline in PAIRS:
        clock, worked = (
            first / two for first, two in zip(middle[measured], middle[baseline], strict=True)
        )
        times = f"{clock:.2f} times what {baseline} takes ({worked:.2f} of the processor)"
        say(f"{measured} takes {times}")


if __name__ == "__main__":
    main()
