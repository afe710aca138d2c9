"""How long all formats of a full paper take beyond computing it, and how large each is.

    python tests/bench/papers.py --months 36 --audience public

Processor seconds, so that other work on the machine does not count; the libraries' import counts.
"""

import argparse
import sys
import time

import cptracker
from cptracker.disclosure.release import release
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.periods import Every
from cptracker.reports.writers.formats import FORMATS, render


def say(line):
    sys.stdout.write(f"{line}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--audience", choices=["public", "restricted"], default="public")
    options = parser.parse_args()
    start = time.process_time()
    plan = cptracker.load_plan(bundled("strategy"))
    records = cptracker.load_records([PACKAGE / "example_records"])
    report = cptracker.build_status(
        plan, cptracker.find_measures(), records, every=Every.MONTH, back=options.months
    )
    computed = time.process_time()
    say(f"computing           {computed - start:6.2f} s")
    if options.audience == "public":
        report = release(report)
        say(f"protecting          {time.process_time() - computed:6.2f} s")
    whole = time.process_time()
    contents = render(report, FORMATS.values())
    say(f"all formats         {time.process_time() - whole:6.2f} s")
    for suffix, content in zip(FORMATS, contents, strict=True):
        say(f"{suffix:8} {len(content) / 1000:8,.0f} kB")


if __name__ == "__main__":
    main()
