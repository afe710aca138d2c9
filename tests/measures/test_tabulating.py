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
    asked = ValuesQuery(names=["dental", "broken"], first=date(2024, 1, 1), as_at=AS_AT)
    (dental, broken), problems = tabulate(registry, records, asked)

    assert [one.value for one in dental.figures] == [Fraction(80), Fraction(90)]
    assert {one.missing_reason for one in broken.figures} == {MissingReason.NOT_COMPUTABLE}
    assert [one.kind for one in problems] == [ProblemKind.MEASURE]


def test_values_by_group_are_those_that_allow_it(make_inputs):
    _, registry, records = make_inputs()
    own = Registry(measures={name: registry.measures[name] for name in ("dental", "broken")})
    found, problems = tabulate(own, records, ValuesQuery(by=["sex"], as_at=AS_AT))

    assert [one.measure for one in found] == ["dental"]
    assert {one.group_by for one in found[0].figures} == {"", "sex"}
    assert problems == ()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"names": ["dentel"]}, "no measure `dentel`; did you mean `dental`"),
        ({"names": ["zzz"]}, "`cptracker measures` lists them"),
        ({"by": ["shoe_size"]}, "no measure can be broken down by shoe_size"),
        ({"names": ["dental"], "by": ["provider"]}, "provider"),
        ({"names": ["dental"], "first": date(2024, 4, 1), "last": date(2024, 5, 1)},
         "no period \\(financial-year\\) ends between 1 April 2024 and 1 May 2024"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_asked_for(make_inputs, asked, message):
    _, registry, records = make_inputs()
    with pytest.raises(UsageError, match=message):
        tabulate(registry, records, ValuesQuery(as_at=AS_AT, **asked))
