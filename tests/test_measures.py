"""Every plug-in proves itself by its worked examples, on each engine that is at hand."""

import pytest

from cptracker.computing.proving import prove
from cptracker.registry import find_measures

REGISTRY = find_measures()

CASES = [
    pytest.param(measure, example, id=f"{name}-{number}")
    for name, measure in REGISTRY.measures.items()
    for number, example in enumerate(measure.examples)
]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(("measure", "example"), CASES)
def test_example(measure, example, engine):
    assert prove(measure, example, engine=engine) == []


def test_every_shipped_measure_loads():
    """A file that cannot be read would otherwise take its examples with it in silence."""
    assert REGISTRY.problems == ()
    assert all(measure.examples for measure in REGISTRY.measures.values())
