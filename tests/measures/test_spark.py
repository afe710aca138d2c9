"""PySpark gives the same figures; run by hand with `-m spark` where Java 17 is there."""

import importlib.util
import shutil

import pytest
from test_agreement import disagreements
from test_measures import CASES

from cptracker.engine.examples import run_examples

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(
        importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
        reason="PySpark or Java is not at hand",
    ),
]


@pytest.mark.parametrize(("measure", "example"), CASES)
def test_example(measure, example):
    assert run_examples(measure, example, engine="spark") == []


def test_a_crowd():
    from crowds import crowd

    tables = crowd(seed=3, children=20)
    assert disagreements(tables, "spark", measures=("placements-per-child",)) == []
