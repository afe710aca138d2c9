"""Every measure from a pool of threads, on Polars and on DuckDB: the figures are the same.

Polars computes side by side. A connection of DuckDB has one answer at a time, so its threads take
turns: a pool keeps a server answering, and does not make DuckDB faster.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import cptracker

FOLDER = os.environ.get("RECORDS", "records")
NAMES = ("children-looked-after", "dental-checks", "peps-in-timescale", "care-leavers-eet")

registry = cptracker.find_measures()
figures = {}
for engine in ("polars", "duckdb"):
    records = cptracker.load_records(FOLDER, engine=engine)

    def ask(name: str, held: cptracker.Records = records) -> list[tuple[str, int, int | None]]:
        """The periods of one measure."""
        table = cptracker.compute(name, held, registry=registry, by="sex")
        rows: list[tuple[str, int, int | None]] = table.select(
            "period", "numerator", "denominator"
        ).rows()
        return rows

    with ThreadPoolExecutor(10) as pool:
        figures[engine] = dict(zip(NAMES, pool.map(ask, NAMES), strict=True))

assert figures["polars"] == figures["duckdb"]
print(f"{len(NAMES)} measures are the same on {' and '.join(figures)}")
