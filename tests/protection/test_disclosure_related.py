"""Measures whose numbers follow from each other are protected together, not each for itself."""

import json
from decimal import Decimal
from itertools import pairwise
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_made import count, indicator, report, share

import cptracker
from cptracker.audit.audit import audit
from cptracker.audit.observed import observed_in, published_in
from cptracker.audit.papers import read_papers
from cptracker.authoring.registry import find_measures
from cptracker.cli.app import app
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.disclosure.suppression import suppress
from cptracker.files.bundled import PACKAGE
from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.periods import from_key
from cptracker.model.problems import MeasureError
from cptracker.model.protection import rules_named
from cptracker.model.published import PublishedFigure
from cptracker.model.related import STEADY, UNRELATED, RelatedMeasures, SharedBase

PUBLIC = rules_named("public")
SUPPRESSION = "cptracker.disclosure.suppression"
LEAST = 5
MONTHS = [from_key(f"2025-{month:02}") for month in range(1, 5)]
FLOWS = RelatedMeasures(inflow="came", outflow="left")


def in_care(before, came, left):
    """Those looked after at the end of each month, and who came and who left in it."""
    numbers = [before]
    for joined, gone in zip(came, left, strict=True):
        numbers.append(numbers[-1] + joined - gone)
    months = MONTHS[: len(numbers)]
    stock = [count(n, period=month) for n, month in zip(numbers, months, strict=True)]
    return report(
        indicator(stock, measure="in-care", over_time="level", related=FLOWS),
        *(
            indicator(
                [count(n, period=month) for n, month in zip(many, months[1:], strict=True)],
                measure=name,
                over_time="flow",
            )
            for name, many in (("came", came), ("left", left))
        ),
    )


def numerators(paper):
    """The numbers of a paper, by measure and period."""
    return {
        (indicator.measure, each.period.key): each.numerator
        for success in paper.priorities[0].success_measures
        for indicator in success.indicators
        for each in indicator.series
    }


def audited(paper, earlier=()):
    return audit(observed_in(paper), PUBLIC, [*earlier, *published_in(paper)])


def test_who_left_does_not_follow_from_who_came_and_who_is_there():
    """100 and 8 who came make 105, so 3 left; the 3 alone being hidden hides nothing."""
    paper = release(in_care(100, [8], [3]))

    numbers = numerators(paper)
    assert numbers["left", "2025-02"] is None
    assert numbers["came", "2025-02"] is None
    assert numbers["in-care", "2025-02"] == 105


def test_who_left_is_protected_though_the_paper_does_not_speak_of_it():
    whole = in_care(100, [8], [3])
    (success,) = whole.priorities[0].success_measures
    success = attrs.evolve(success, indicators=success.indicators[:2])
    priority = attrs.evolve(whole.priorities[0], success_measures=(success,))

    paper = release(attrs.evolve(whole, priorities=(priority,)))

    assert numerators(paper)["came", "2025-02"] is None


def test_flows_into_a_number_turned_off_are_found():
    with patch(f"{SUPPRESSION}.suppress_overlapping_periods", lambda _, hidden, *__: hidden):
        paper = suppress(in_care(100, [8], [3]))

    findings = audited(paper)

    assert ("left", "2025-02", "", "") in {finding.cell for finding in findings}
    assert {(finding.least, finding.most) for finding in findings} == {(3, 3)}
    assert {name for finding in findings for name in finding.told_by} >= {
        "1.1 came, February 2025", "1.1 in-care, January 2025", "1.1 in-care, February 2025",
    }  # fmt: skip


def test_a_paper_in_json_is_looked_at_alike(tmp_path):
    with patch(f"{SUPPRESSION}.suppress_overlapping_periods", lambda _, hidden, *__: hidden):
        leaking = suppress(in_care(100, [8], [3]))
    path = tmp_path / "paper.json"
    path.write_text(status_text(leaking), encoding="utf-8")
    (paper,) = read_papers(path)

    assert audit(paper.figures, PUBLIC) == audited(leaking)


def by_group(by, group):
    """A group of 60 that 8 came into and 3 left, beside all others."""
    jan, feb = MONTHS[:2]

    def parted(month, own, others):
        groups = [count(own, month, by, group), count(others, month, by, "others")]
        return [count(own + others, month), *groups]

    there = [*parted(jan, 60, 40), *parted(feb, 65, 40)]
    return report(
        indicator(there, measure="in-care", over_time="level", related=FLOWS),
        indicator(parted(feb, 8, 22), measure="came", over_time="flow"),
        indicator(parted(feb, 3, 22), measure="left", over_time="flow"),
    )


@pytest.mark.parametrize(
    ("by", "group", "hidden"),
    [
        pytest.param("sex", "female", True, id="a child stays of one sex"),
        pytest.param("age_group", "5-9", False, id="children grow older"),
    ],
)
def test_groups_that_a_child_does_not_leave_balance_too(by, group, hidden):
    (success,) = release(by_group(by, group)).priorities[0].success_measures
    came = success.indicators[1].breakdowns[0]

    assert (came.numerator is None) == hidden


sizes = st.integers(min_value=0, max_value=12)
moves = st.lists(st.tuples(sizes, sizes), min_size=1, max_size=2)


@settings(max_examples=60)
@given(st.integers(min_value=40, max_value=60), moves)
def test_brute_force_over_who_is_there_who_came_and_who_left(before, monthly):
    """Every number of children that could have come and left, month by month."""
    came, left = [number for number, _ in monthly], [number for _, number in monthly]
    numbers = numerators(release(in_care(before, came, left)))
    there = [numbers["in-care", month.key] for month in MONTHS[: len(monthly) + 1]]
    assert None not in there
    for month, (earlier, two) in zip(MONTHS[1:], pairwise(there), strict=False):
        fitting = [
            (joined, gone)
            for joined in range(30)
            for gone in range(30)
            if earlier + joined - gone == two
            and numbers["came", month.key] in (None, joined)
            and numbers["left", month.key] in (None, gone)
        ]
        for at, name in enumerate(("came", "left")):
            possible = {pair[at] for pair in fitting}
            if numbers[name, month.key] is None:
                assert len(possible) >= LEAST
            assert not (len(possible) == 1 and 1 <= min(possible) <= PUBLIC.small)


def test_figures_that_do_not_fit_their_ties_are_looked_at_without_them():
    """Records with mistakes: 100 and 8 less 9 are not 120, so nobody can reckon with them."""
    whole = in_care(100, [8], [9])
    (success,) = whole.priorities[0].success_measures
    wrong = (count(100, period=MONTHS[0]), count(120, period=MONTHS[1]))
    stock = attrs.evolve(success.indicators[0], series=wrong, figure=wrong[-1])
    success = attrs.evolve(success, indicators=(stock, *success.indicators[1:]))
    priority = attrs.evolve(whole.priorities[0], success_measures=(success,))

    paper = release(attrs.evolve(whole, priorities=(priority,)))

    assert None not in numerators(paper).values()


# One within another


def near(near_, wide, of=480):
    return report(
        indicator([share(near_, of)], measure="near", related=RelatedMeasures(part_of="wide")),
        indicator([share(wide, of)], measure="wide"),
    )


@pytest.mark.parametrize(
    ("near_", "wide", "shown_groups"),
    [
        pytest.param(345, 440, 345, id="many live between"),
        pytest.param(345, 348, None, id="three live between"),
        pytest.param(345, 345, 345, id="nobody lives between"),
    ],
)
def test_who_lives_between_20_and_50_miles_is_protected(near_, wide, shown_groups):
    numbers = numerators(release(near(near_, wide)))

    assert numbers["near", "202425"] == shown_groups
    assert numbers["wide", "202425"] == wide


def test_a_difference_of_two_measures_turned_off_is_found():
    with patch(f"{SUPPRESSION}.suppress_nested_measures", lambda _, hidden, __: hidden):
        paper = suppress(near(345, 348))

    (finding,) = audited(paper)
    assert (finding.cell[0], finding.least, finding.most) == ("near", 3, 3)
    assert finding.number == "the number in the wider measure alone, the number who met it"
    assert finding.told_by == ("1.1 near, 2024/25", "1.1 wide, 2024/25")


# The same by another name


def guardians(of_year, quarters):
    """Orders by the quarter in one measure, and by the year as a group of another."""
    keys = [f"202425Q{number}" for number in range(1, 5)]
    orders = [count(n, period=from_key(key)) for key, n in zip(keys, quarters, strict=True)]
    others = count(60 - of_year, by="reason", group="other")
    group = count(of_year, by="reason", group="orders")
    same = RelatedMeasures(same_as=("left", "reason", "orders"))
    return report(
        indicator(orders, measure="orders", over_time="flow", related=same),
        indicator([count(60), group, others], measure="left", over_time="flow"),
    )


def test_quarters_and_a_year_of_the_same_children_under_two_names():
    """10, 3, 9 and 8, and elsewhere 30 in the year: the 3 follows."""
    paper = release(guardians(30, [10, 3, 9, 8]))

    numbers = numerators(paper)
    hidden = [key for key, number in numbers.items() if number is None]
    (success,) = paper.priorities[0].success_measures
    groups = {breakdown.group: breakdown.value for breakdown in success.indicators[1].breakdowns}
    assert ("orders", "202425Q2") in hidden
    assert len(hidden) > 1 or groups["orders"] is None
    assert audited(paper) == ()


def twice_named(met, of):
    """Who left with orders as a count, and as a share of all who left, of whom two did not."""
    same = RelatedMeasures(same_as=("left", "reason", "orders"))
    return report(
        indicator([count(met)], measure="orders", related=same),
        indicator([share(met, of)], measure="left-with-orders", related=same),
        indicator([count(of)], measure="left"),
        related=(SharedBase(measure="left-with-orders", of="left", how="same"),),
    )


def test_two_measures_of_one_group_that_no_paper_shows():
    """38 of 40: who counts them as well gives away that two left otherwise."""
    paper = release(twice_named(38, 40))

    assert [number is None for number in numerators(paper).values()].count(True) > 1
    assert audited(paper) == ()


def test_two_measures_of_one_group_turned_off_are_found():
    with patch(f"{SUPPRESSION}.suppress_totals", lambda _, hidden, *__, **___: hidden):
        paper = suppress(twice_named(38, 40))

    assert audited(paper)


def test_the_same_under_two_names_turned_off_is_found():
    with patch(f"{SUPPRESSION}.suppress_overlapping_periods", lambda _, hidden, *__: hidden):
        paper = suppress(guardians(30, [10, 3, 9, 8]))

    assert ("orders", "202425Q2", "", "") in {finding.cell for finding in audited(paper)}


# What others published of the council


def real(figures, year, measure="orders", **fields):
    own_indicator = indicator(figures, measure=measure, over_time="flow", **fields)
    published = PublishedFigure(
        measure=measure, area="Southampton", period="202425", value=Decimal(year), source="DfE"
    )
    return report(attrs.evolve(own_indicator, published=published), example_data=False)


QUARTERS = [count(n, period=from_key(f"202425Q{at}")) for at, n in enumerate((10, 3, 9, 8), 1)]


def test_a_published_year_and_three_quarters_do_not_tell_the_fourth():
    paper = release(real(QUARTERS, 30))

    hidden = [key for key, number in numerators(paper).items() if number is None]
    assert ("orders", "202425Q2") in hidden
    assert len(hidden) > 1


def test_what_was_published_is_named_by_its_source(tmp_path):
    paper = suppress(real(QUARTERS, 30))
    path = tmp_path / "paper.json"
    path.write_text(status_text(paper), encoding="utf-8")
    (read,) = read_papers(path)

    for findings in (audited(paper), audit(read.figures, PUBLIC, read.published)):
        assert any("(in DfE)" in str(finding) for finding in findings)


def test_a_published_figure_that_is_not_ours_is_left_aside():
    """The council has corrected its return since."""
    assert None not in numerators(release(real([count(n, period=month.period) for n, month in zip(
        (10, 13, 9, 8), QUARTERS, strict=True)], 12))).values()  # fmt: skip


def test_several_papers_are_looked_at_without_it_too(tmp_path, capsys):
    """12 orders, as was published, are not 40; the papers agree with each other all the same."""
    figures = [
        count(n, period=month.period) for n, month in zip((10, 13, 9, 8), QUARTERS, strict=True)
    ]
    paths = [tmp_path / name for name in ("june.json", "july.json")]
    for path in paths:
        path.write_text(status_text(release(real(figures, 12))), encoding="utf-8")

    with pytest.raises(SystemExit) as end:
        app(["audit", *map(str, paths)])

    assert end.value.code in (0, None)
    assert "0 hidden figures in 2 papers" in capsys.readouterr().out


def test_what_is_published_of_a_real_council_says_nothing_of_made_up_children():
    made_up = attrs.evolve(real(QUARTERS, 30), example_data=True)

    hidden = [key for key, number in numerators(release(made_up)).items() if number is None]

    assert hidden == [("orders", "202425Q2")]


def test_an_earlier_year_of_ones_own_is_read_as_it_was_published():
    own_indicator = indicator(QUARTERS, measure="orders", over_time="flow")
    own = Comparison(
        kind=ComparatorKind.OWN_EARLIER, area="Southampton", period="202425", value=30,
        like_for_like=True, source="LAIT",
    )  # fmt: skip
    paper = release(report(attrs.evolve(own_indicator, comparisons=(own,)), example_data=False))

    assert [each.paper for each in published_in(paper)] == ["LAIT"]
    assert sum(number is None for number in numerators(paper).values()) > 1


# What a plug-in says


@pytest.mark.parametrize(
    "wrong", [("left",), ("left", "reason"), ["left", "reason", "orders"], ("a", "b", 3)]
)
def test_the_same_by_another_name_needs_three_names(wrong):
    with pytest.raises((ValueError, TypeError)):
        RelatedMeasures(same_as=wrong)


def test_ties_that_are_none_are_told_at_the_authors_line():
    with pytest.raises(MeasureError) as caught:

        @cptracker.measure(title="Near", unit="%", better="higher", needs={"peps": []},
                           related="wide")  # fmt: skip
        def near_home(records):
            return None

    (problem,) = caught.value.problems
    assert problem.message == "`related` of `near-home` must be RelatedMeasures(…)"


def test_a_tie_to_a_measure_that_is_not_there_is_told(tmp_path):
    """Else a misspelt name would quietly switch protection off."""
    (tmp_path / "near.py").write_text(
        "from cptracker import CHILD, RelatedMeasures, deadlines, measure\n"
        "@measure(title='Near', unit='%', better='higher', needs={'peps': ['due', 'completed']},\n"
        "         by=CHILD, related=RelatedMeasures(part_of='wyde'))\n"
        "def near(records):\n"
        "    return deadlines(records.peps, due='due', done='completed')\n",
        encoding="utf-8",
    )

    (problem,) = find_measures([tmp_path]).problems

    assert problem.message == "measure `near` is related to `wyde`, which no plug-in provides"
    assert (problem.path, problem.line) == (str(tmp_path / "near.py"), 2)


def test_the_json_tells_ties_or_null():
    (success,) = json.loads(status_text(guardians(30, [10, 8, 9, 3])))["priorities"][0][
        "success_measures"
    ]

    assert [indicator["related"] for indicator in success["indicators"]] == [
        {
            "part_of": None,
            "same_as": {"measure": "left", "group_by": "reason", "group": "orders"},
            "inflow": None,
            "outflow": None,
        },
        None,
    ]


# The shipped ones


@pytest.fixture(scope="module")
def records():
    return cptracker.load_records([PACKAGE / "example_records"])


def numbers(measure, records, by=None, every="month"):
    frame = cptracker.compute(measure, records, every=every, **({"by": by} if by else {}))
    return {
        (row["period_start"], row["group"] or ""): row["numerator"]
        for row in frame.to_dicts()
        if bool(row["group_by"]) == bool(by)
    }


def tied():
    return [
        measure for measure in find_measures().measures.values() if measure.related is not UNRELATED
    ]


def test_which_shipped_measures_are_tied():
    assert {measure.identifier: measure.related.measures for measure in tied()} == {
        "adoptions": ("children-leaving-care",),
        "child-protection-seen-in-two-weeks": ("child-protection-seen-in-four-weeks",),
        "children-looked-after": ("children-starting-care", "children-leaving-care"),
        "in-apprenticeship-or-training": ("care-leavers-eet",),
        "in-higher-education": ("care-leavers-eet", "in-apprenticeship-or-training"),
        "in-house-share-of-fostering": ("children-looked-after",),
        "in-residential-care": ("children-looked-after",),
        "in-semi-independent": ("children-looked-after",),
        "left-care-by-adoption": ("children-leaving-care",),
        "left-care-for-home": ("children-leaving-care",),
        "left-care-to-live-independently": ("children-leaving-care",),
        "left-care-to-special-guardians": ("children-leaving-care",),
        "placed-for-adoption": ("children-looked-after",),
        "placed-within-20-miles": ("placed-within-50-miles",),
        "returned-to-care-within-a-year": ("returned-to-care",),
        "sdq-cause-for-concern": ("sdq-score-received",),
        "special-guardianship-orders": ("children-leaving-care",),
        "uasc-share": ("children-looked-after",),
        "with-parents": ("children-looked-after",),
    }


@pytest.mark.parametrize("by", [breakdown or None for breakdown in STEADY])
def test_whoever_is_looked_after_came_and_did_not_leave(records, by):
    """The tie is true to the child, month by month and group by group."""
    there = numbers("children-looked-after", records, by)
    came = numbers("children-starting-care", records, by)
    left = numbers("children-leaving-care", records, by)
    months = sorted({month for month, _ in there})

    steps = [
        (there[before, group], came[after, group], left[after, group], there[after, group])
        for before, after in pairwise(months)
        for group in {group for _, group in there}
    ]

    assert len(steps) > 10
    assert all(before + joined - gone == two for before, joined, gone, two in steps)


@pytest.mark.parametrize(
    "measure", [measure.identifier for measure in tied() if measure.related.part_of]
)
def test_who_is_counted_within_another_measure_is_counted_there(measure, records):
    (wider,) = [one.related.part_of for one in tied() if one.identifier == measure]
    within = numbers(measure, records, every="financial-year")
    whole = numbers(wider, records, every="financial-year")

    assert any(within.values())
    assert all(within[key] <= whole[key] for key in within)


@pytest.mark.parametrize(
    "measure", [measure.identifier for measure in tied() if measure.related.same_as]
)
def test_a_measure_that_is_a_group_of_another_has_its_numbers(measure, records):
    """Such as orders, which are the leaving reason of the same name."""
    ((wider, by, of),) = [one.related.same_as for one in tied() if one.identifier == measure]
    own = numbers(measure, records, every="financial-year")
    groups = numbers(wider, records, by, "financial-year")

    assert any(own.values())
    assert {year: n for (year, _), n in own.items()} == {
        year: n for (year, group), n in groups.items() if group == of
    }


def of_years(measure, records, part="numerator", by=None):
    """A number of each financial year, by group where a breakdown is named."""
    frame = cptracker.compute(measure, records, every="financial-year", by=by or ())
    return {
        (row["period_start"], row["group"] or ""): row[part]
        for row in frame.to_dicts()
        if bool(row["group_by"]) == bool(by)
    }


def test_a_base_that_is_who_meets_another_measure(records):
    base = of_years("sdq-cause-for-concern", records, "denominator")

    assert base == of_years("sdq-score-received", records)


def test_a_base_that_is_drawn_from_groups(records):
    base = of_years("in-house-share-of-fostering", records, "denominator")
    homes = of_years("children-looked-after", records, by="placement_type")

    assert any(base.values())
    assert all(
        number <= homes[year, "kinship foster"] + homes[year, "other foster"]
        for (year, _), number in base.items()
    )


def test_measures_that_share_no_child_are_parts_of_the_one_around_them(records):
    whole = of_years("care-leavers-eet", records)
    components = [
        of_years(name, records) for name in ("in-higher-education", "in-apprenticeship-or-training")
    ]

    assert any(whole.values())
    assert all(sum(part[year] for part in components) <= number for year, number in whole.items())


def test_what_does_not_balance_unties_nothing_else():
    """Records with mistakes: who is there does not fit who came and left; orders still are those.

    Of 24 who left to guardians 11 and 8 are shown for two quarters, so two others had five.
    """
    stock = [count(n, period=from_key(key)) for key, n in (("2022-03", 300), ("2023-03", 400))]
    year, quarters = from_key("202223"), [from_key(f"202223Q{n}") for n in (1, 2, 3, 4)]
    left = [count(100, year), count(24, year, "reason", "guardian"),
            count(76, year, "reason", "other")]  # fmt: skip
    orders = [count(n, quarter) for n, quarter in zip((11, 1, 8, 4), quarters, strict=True)]
    same = RelatedMeasures(same_as=("left", "reason", "guardian"))
    own_report = report(
        indicator(stock, measure="in-care", over_time="level", related=FLOWS),
        indicator([count(90, year)], measure="came", over_time="flow"),
        indicator(left, measure="left", over_time="flow"),
        indicator(orders, measure="orders", over_time="flow", related=same),
    )
    (success,) = release(own_report).priorities[0].success_measures
    public = {figure.period.key: figure.numerator for figure in success.indicators[3].series}
    guardians = success.indicators[2].breakdowns[0].numerator

    assert guardians is None or sum(number is None for number in public.values()) > 2
