"""What the repair of stacked returns costs beside reading them.

    python tests/bench/repairs.py --children 4000 --repeat 7

Reads the same returns as they stand and repaired, in turns, and tells the medians of the processor
time and their ratio; repairs should cost at most a tenth of reading.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from cptracker.records.loading import load_records
from cptracker.synthetic.records import write_example


def processor_seconds(work):
    """What some work takes of the processor, in all its threads."""
    begun = process_time()
    work()
    return process_time() - begun


def read(folder, engine, as_returned):
    """Every table in full, so that nothing is put off."""
    load_records(folder, engine=engine, as_returned=as_returned).as_polars()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--children", type=int, default=4000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--engine", default="polars")
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_example(Path(folder), children=options.children, years=options.years)
        readings = {
            way: partial(read, folder, options.engine, way == "as returned")
            for way in ("as returned", "repaired")
        }
        for work in readings.values():
            work()
        seconds = {way: [] for way in readings}
        for _ in range(options.repeat):
            for way, work in readings.items():
                seconds[way].append(processor_seconds(work))
    plain, repaired = median(seconds["as returned"]), median(seconds["repaired"])
    print(f"as returned {plain:.2f} s, repaired {repaired:.2f} s of processor time")  # noqa: T201
    print(f"repairs cost {(repaired - plain) / plain:.1%} of reading")  # noqa: T201


if __name__ == "__main__":
    main()
