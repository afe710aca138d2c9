"""How long all formats of a full paper take beyond computing it, and how large each is.

    python tests/bench/papers.py --months 36 --audience public
    python tests/bench/papers.py --edition all --months 0

Processor seconds, so that other work on the machine does not count, and of all the time that
passes, since pictures are drawn beside; the libraries' import counts.
"""

import argparse
import sys
import time

import cptracker
from cptracker.disclosure.release import release
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.periods import Every
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS, render


def say(line):
    sys.stdout.write(f"{line}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=36, help="0 for each measure's own periods")
    parser.add_argument("--edition", choices=[*EDITIONS, "all"], default="panel")
    parser.add_argument("--audience", choices=["public", "restricted"], default="public")
    options = parser.parse_args()
    names = list(EDITIONS) if options.edition == "all" else [options.edition]
    start = time.process_time()
    plan = cptracker.load_plan(bundled("strategy"))
    records = cptracker.load_records([PACKAGE / "example_records"])
    report = cptracker.build_status(
        plan,
        cptracker.find_measures(),
        records,
        every=Every.MONTH if options.months else None,
        back=options.months or None,
        also=[part for name in names for part in EDITIONS[name].also],
    )
    computed = time.process_time()
    say(f"computing           {computed - start:6.2f} s")
    if options.audience == "public":
        report = release(report)
        say(f"protecting          {time.process_time() - computed:6.2f} s")
    whole, passed = time.process_time(), time.perf_counter()
    others = [ending for ending, form in FORMATS.items() if form.of != "document"]
    papers = [ending for ending in FORMATS if ending not in others]
    contents = {
        (name, ending): content
        for name, endings in (*((name, papers) for name in names), (names[0], others))
        for ending, content in zip(
            endings, render(report, [FORMATS[ending] for ending in endings], name=name), strict=True
        )
    }
    passed = time.perf_counter() - passed
    say(f"all formats         {time.process_time() - whole:6.2f} s, {passed:.2f} s of time")
    for (name, ending), content in contents.items():
        say(f"{name:10} {ending:8} {len(content) / 1000:8,.0f} kB")


if __name__ == "__main__":
    main()
