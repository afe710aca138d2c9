"""Children who count once in a period; groups of another measure; items of other children.

Each was found by the attack on papers of made-up councils.
"""

import pytest
from attacker import attack, read
from tables_made import count, indicator, report, share

from cptracker.api.explaining import audit_papers
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.engine.declared_sums import declared_sums
from cptracker.engine.shared_bases import related_of
from cptracker.model.periods import from_key
from cptracker.model.related import (
    Cohorts,
    RelatedLookup,
    RelatedMeasures,
    SharedItems,
    place_of,
)


def leaks_in(public):
    return [(leak.name, leak.values) for leak in attack(read(status_text(public))).leaks]


def figures_in(public):
    """Whole figures by measure and period, and groups by measure and group."""
    (success,) = public.priorities[0].success_measures
    return {
        (one.measure, figure.group or figure.period.key): figure
        for one in success.indicators
        for figure in (*one.series, *one.breakdowns)
    }


ATTENDED = [
    count(11, from_key("2025-10")),
    count(27, from_key("2025-11")),
    count(5, from_key("2025-12")),
    count(43, from_key("202526Q3")),
]
"""43 young people in a quarter, of whom 11 and 27 came in two of its months: 5 in the third."""


def test_a_quarter_has_no_more_young_people_than_its_months_together():
    exact = report(indicator(ATTENDED, measure="participation-attendance", over_time="distinct"))
    public = release(exact)

    assert leaks_in(public) == []
    hidden = {key for (_, key), figure in figures_in(public).items() if figure.numerator is None}
    assert "2025-12" in hidden
    assert len(hidden) > 1


def test_a_quarter_has_no_fewer_young_people_than_any_of_its_months():
    """Seven in the quarter and 6 in a month: a hidden month of 1 to 5 tells nothing more."""
    months = [count(6, from_key("2025-10")), count(2, from_key("2025-11")),
              count(7, from_key("202526Q3"))]  # fmt: skip
    exact = report(indicator(months, measure="participation-attendance", over_time="distinct"))
    public = figures_in(release(exact))

    assert public["participation-attendance", "2025-10"].numerator == 6
    assert public["participation-attendance", "202526Q3"].numerator == 7
    assert public["participation-attendance", "2025-11"].numerator is None


@pytest.mark.parametrize("number", [3, 20])
def test_who_is_drawn_from_groups_of_another_measure_is_protected_with_them(number):
    """Foster placements with the council's own carers, beside all placements of its own."""
    own, other = 60, 40
    groups = [
        count(own, by="provider", group="own"), count(other, by="provider", group="private")
    ]  # fmt: skip
    related = RelatedMeasures(number_groups=("in-care", "provider", "own"))
    in_house = indicator([share(own - number, 80)], measure="in-house", over_time="level",
                         related=related)  # fmt: skip
    in_care = indicator([count(own + other), *groups], measure="in-care", over_time="level")
    public = figures_in(
        release(report(in_care, in_house, related=declared_sums([in_house.info, in_care.info])))
    )

    shown = [
        public["in-house", "202425"].numerator, public["in-care", "own"].numerator
    ]  # fmt: skip
    assert (None not in shown) is (number > 5)


def test_two_measures_that_are_one_group_are_so_in_each_group():
    """Adoptions of girls are the girls who left by adoption; boys are 3 of the 12."""
    same = RelatedMeasures(same_as=("left", "leaving_reason", "adopted"))
    sexes = [{"by": "sex", "group": sex} for sex in ("female", "male", "unknown")]
    counts = [count(30), count(12, **sexes[0]), count(18, **sexes[1])]
    shares = [share(30, 90), share(12, 14, **sexes[0]), share(18, 76, **sexes[1])]
    public = figures_in(
        release(
            report(
                indicator(counts, measure="adoptions", over_time="flow", related=same),
                indicator(shares, measure="by-adoption", over_time="flow", related=same),
            )
        )
    )

    assert public["by-adoption", "female"].numerator is None
    assert public["adoptions", "female"].numerator is None


LOOKUPS = {
    "mean": RelatedLookup(what="workers/12", at_least=None, least=1),
    "share": RelatedLookup(what="workers/12", at_least=3, least=1),
}


@pytest.mark.parametrize(
    ("known", "found"), [("abc", 1), ("ab", 0)], ids=["the same children", "fewer children"]
)
def test_a_mean_bounds_a_share_only_of_the_same_children(known, found):
    """Workers since the last transfer are known of fewer children than workers of the year are."""
    place = place_of("202425", "", "")
    everyone, those = frozenset("abcd"), frozenset("abc")
    relations = related_of(
        {
            "mean": [Cohorts(bases={place: frozenset(known)}, lookup=LOOKUPS["mean"])],
            "share": [
                Cohorts(bases={place: everyone}, lookup=LOOKUPS["share"], known={place: those})
            ],
        }
    )

    assert sum(isinstance(one, SharedItems) for one in relations) == found


def test_a_number_below_nothing_is_read_back(tmp_path):
    """Foster households that were approved, less those that ended: a month may lose one."""
    net = indicator([count(-1)], measure="foster-households-net", about="households")
    paper = tmp_path / "paper.json"
    paper.write_text(status_text(release(report(net))), encoding="utf-8")

    assert audit_papers(paper) == ()
