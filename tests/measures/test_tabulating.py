"""Many measures over periods and groups: what `values` shows."""

from datetime import date
from fractions import Fraction

import pytest
from small_plan import AS_AT

from cptracker.authoring.registry import Registry
from cptracker.model.figures import MissingReason
from cptracker.model.problems import ProblemKind, UsageError
from cptracker.status.values import ValuesQuery, tabulate


def test_values_of_many_measures(make_inputs):
    """One series a measure; what fails is not computable and says why."""
    _, registry, records = make_inputs()
    query = ValuesQuery(names=["dental", "broken"], first=date(2024, 1, 1), as_at=AS_AT)
    (dental, broken), problems = tabulate(registry, records, query)

    assert [figure.value for figure in dental.figures] == [Fraction(80), Fraction(90)]
    assert {figure.missing_reason for figure in broken.figures} == {MissingReason.NOT_COMPUTABLE}
    assert [problem.kind for problem in problems] == [ProblemKind.MEASURE]


def test_values_by_group_are_those_that_allow_it(make_inputs):
    _, registry, records = make_inputs()
    own = Registry(measures={name: registry.measures[name] for name in ("dental", "broken")})
    tabulated, problems = tabulate(own, records, ValuesQuery(by=["sex"], as_at=AS_AT))

    assert [tabulated_series.measure for tabulated_series in tabulated] == ["dental"]
    assert {figure.group_by for figure in tabulated[0].figures} == {"", "sex"}
    assert problems == ()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"names": ["dentel"]}, "no measure `dentel`; did you mean `dental`"),
        ({"names": ["zzz"]}, "`cptracker measures` lists them"),
        ({"by": ["shoe_size"]}, "no measure can be broken down by shoe_size"),
        ({"names": ["dental"], "by": ["provider"]}, "provider"),
        ({"names": ["dental"], "first": date(2024, 4, 1), "last": date(2024, 5, 1)},
         "no period \\(financial-year\\) ends between 1 April 2024 and 1 May 2024"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_asked_for(make_inputs, fields, message):
    _, registry, records = make_inputs()
    with pytest.raises(UsageError, match=message):
        tabulate(registry, records, ValuesQuery(as_at=AS_AT, **fields))
