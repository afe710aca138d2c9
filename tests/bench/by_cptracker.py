"""The measures by cptracker, on lazy frames of DuckDB or Polars.

python tests/bench/by_cptracker.py FOLDER --months 36 --engine duckdb
"""

from sides import LAST_MONTH, TABLES, answer

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, Period
from cptracker.records.loading import from_frames


def frames(folder, engine):
    """The tables as lazy frames, which stay where they are."""
    files = {name: str(folder / f"{name}.parquet") for name in TABLES}
    if engine == "duckdb":
        import duckdb

        connection = duckdb.connect()
        return {name: connection.read_parquet(file) for name, file in files.items()}
    import polars as pl

    return {name: pl.scan_parquet(file) for name, file in files.items()}


class Side:
    def __init__(self, options):
        self.records = from_frames(frames(options.folder, options.engine))
        self.measures = find_measures().measures
        months = range(LAST_MONTH - options.months + 1, LAST_MONTH + 1)
        self.periods = [Period(month, Every.MONTH) for month in months]

    def figures(self, measure):
        counted = series(self.measures[measure], self.records, self.periods).figures
        return {
            figure.period.last_month: (figure.numerator, figure.denominator) for figure in counted
        }


if __name__ == "__main__":
    answer(Side, Side.figures, also={"engine": ("duckdb", "polars")})
