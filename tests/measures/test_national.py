"""The national tables for measuring speed stay like the canonical ones, and all sides agree."""

import sys
from pathlib import Path

import polars as pl
import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import compare
import sides
from national import write_nation

from cptracker.authoring.registry import find_measures
from cptracker.engine.series import series
from cptracker.model.periods import Every, Period
from cptracker.records.loading import from_frames


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    write_nation(folder, councils=2, years=10)
    return folder


def test_a_council_is_as_large_as_a_real_one(nation):
    """About 8,700 episodes and 9,000 social worker spells in ten years."""
    assert 7_800 < pl.read_parquet(nation / "episodes.parquet").height / 2 < 9_500
    assert 8_100 < pl.read_parquet(nation / "social_worker_spells.parquet").height / 2 < 9_900


def test_a_child_has_one_row_and_one_episode_a_day(nation):
    children = pl.read_parquet(nation / "children.parquet")
    episodes = pl.read_parquet(nation / "episodes.parquet")
    assert children["child_id"].is_unique().all()
    assert episodes.select(pl.struct("child_id", "decom").is_unique().all()).item()
    assert set(episodes["child_id"]) == set(children["child_id"])


def test_dates_are_dates_and_what_is_to_come_is_blank(nation):
    episodes = pl.read_parquet(nation / "episodes.parquet")
    assert episodes.select("decom", "dec", "year_end").dtypes == [pl.Date] * 3
    assert (episodes["dec"].is_null() == episodes["rec"].is_null()).all()
    assert 0 < episodes["dec"].is_null().sum() < episodes.height / 10


def test_every_side_gives_the_same_figures(nation):
    """cptracker, both styles of SQL and pandas, each written from the definitions."""
    runs = {(side, 14): [compare.run(side, nation, 14, "polars")] for side in compare.SIDES}

    assert len(runs["cptracker", 14][0]["figures"]) == 9 * 14
    assert compare.disagreements(runs, list(compare.SIDES), 14) == []


def test_duckdb_keeps_the_tables_of_the_records_and_none_of_a_measure(nation):
    """Else its memory would grow with each measure, for a temporary table stays until dropped."""
    duckdb = pytest.importorskip("duckdb")
    connection, measures = duckdb.connect(), find_measures().measures
    files = {table: str(nation / f"{table}.parquet") for table in sides.TABLES}
    records = from_frames({table: connection.read_parquet(file) for table, file in files.items()})
    periods = [Period(sides.LAST_MONTH, Every.MONTH)]
    rows = []
    for _ in range(2):
        for measure in sides.MEASURES:
            series(measures[measure], records, periods)
        rows.append(len(connection.execute("from duckdb_tables()").fetchall()))

    assert rows[0] == rows[1]


def test_each_figure_that_differs_is_said_and_ends_the_comparison_with_1(monkeypatch, capsys):
    step = {"total": 1.0, compare.PEAK: 1.0}
    ours = {"seconds": step, "processor": step, "figures": {("peps-in-timescale", 24314): (3, 4)}}
    theirs = ours | {"figures": {("peps-in-timescale", 24314): (2, 4)}}
    runs = {("cptracker", 36): [ours], ("sql-joins", 36): [theirs]}
    monkeypatch.setattr(compare, "measured", lambda *_: runs)
    monkeypatch.setattr(compare, "data", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["compare.py", "--sides", "cptracker", "sql-joins"])

    assert compare.main() == 1
    said = "  peps-in-timescale, 2026-03: cptracker (3, 4), sql-joins (2, 4)"
    assert said in capsys.readouterr().out

    runs["sql-joins", 36] = [ours]
    assert compare.main() == 0
