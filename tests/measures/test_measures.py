"""Every plug-in proves itself by its worked examples, on each engine that is at hand."""

import pytest

from cptracker.authoring.measure import measure
from cptracker.authoring.registry import find_measures
from cptracker.engine.examples import run_examples
from cptracker.model.problems import MeasureError

REGISTRY = find_measures()

CASES = [
    pytest.param(measure, example, id=f"{name}-{number}")
    for name, measure in REGISTRY.measures.items()
    for number, example in enumerate(measure.examples)
]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(("measure", "example"), CASES)
def test_example(measure, example, engine):
    assert run_examples(measure, example, engine=engine) == []


def test_every_shipped_measure_loads():
    """A file that cannot be read would otherwise take its examples with it in silence."""
    assert REGISTRY.problems == ()
    assert all(measure.examples for measure in REGISTRY.measures.values())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"groups": {"sex": ["male"]}},
         "`near-home` tells of the breakdown `sex`, which it has not"),
        ({"national_by": ["sex"]}, "`near-home` tells of the breakdown `sex`, which it has not"),
        ({"national_by": "age_group"}, "`national_by` of `near-home` must be a list of names"),
        ({"groups": ["17-18"]}, "`groups` of `near-home` must be lists of names"),
        ({"groups": {"age_group": "17-18"}}, "`groups` of `near-home` must be lists of names"),
    ],
)  # fmt: skip
def test_what_is_told_of_breakdowns_is_of_those_it_has(fields, message):
    with pytest.raises(MeasureError) as caught:

        @measure(title="Near", unit="%", better="higher", needs={"peps": []}, by=["age_group"],
                 **fields)  # fmt: skip
        def near_home(records):
            return None

    assert [problem.message for problem in caught.value.problems] == [message]


def test_a_measure_departs_for_everyone_and_not_for_groups_that_are_national():
    """Care leavers by age, as the Department publishes them."""
    eet = REGISTRY.measures["care-leavers-eet"]

    assert eet.departs_for() == eet.departs != ""
    assert eet.departs_for("age_group") == ""
    assert eet.departs_for("sex") == eet.departs
