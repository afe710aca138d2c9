"""The national tables for measuring speed stay like the canonical ones."""

import runpy
from pathlib import Path

import polars as pl
import pytest

write_nation = runpy.run_path(str(Path(__file__).parent / "bench" / "national.py"))["write_nation"]


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
