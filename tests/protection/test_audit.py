"""The rebuild audit finds what a reader could work out: a leak planted for every rule."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_facts import info
from tables_made import count, indicator, report, share, shown

from cptracker.audit import solver
from cptracker.audit.audit import audit
from cptracker.audit.bounds import Component, Constraint
from cptracker.audit.equations import equations
from cptracker.audit.findings import DisclosureError, span_of
from cptracker.audit.observed import observed_in, published_in
from cptracker.audit.papers import of_paper, read_papers
from cptracker.audit.solver import Search, Values, whole_number_ranges
from cptracker.audit.variables import MET, protected_variables
from cptracker.contract.status import status_text
from cptracker.disclosure.release import release
from cptracker.disclosure.suppression import suppress
from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figure_keys import FigureKey
from cptracker.model.figures import DistinctChildren, Figure, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import UsageError
from cptracker.model.protection import rules_named
from cptracker.model.published import PublishedFigure
from cptracker.model.related import RelatedMeasures
from cptracker.model.targets import Target
from cptracker.rating.thresholds import thresholds_of
from cptracker.rating.wording import rule_in_words
from cptracker.status.report import Profile

PUBLIC = rules_named("public")
SUPPRESSION = "cptracker.disclosure.suppression"


def audited(paper, earlier=()):
    return audit(observed_in(paper), PUBLIC, earlier)


def places(findings):
    return {finding.cell[1:] for finding in findings}


WHOLE = ("202425", "", "")


def test_a_paper_as_protected_has_no_findings():
    table = [count(30), count(26, by="sex", group="female"), count(4, by="sex", group="male")]

    assert audited(release(report(indicator(table)))) == ()


def test_primary_hiding_turned_off_is_found():
    """3 of 47 stand there for all to see."""
    with patch(f"{SUPPRESSION}.small_cells", lambda *_: frozenset()):
        paper = suppress(report(indicator([share(3, 47)])))

    (finding,) = audited(paper)
    assert (finding.number, finding.least, finding.most) == ("the number who met it", 3, 3)


def test_the_complement_turned_off_is_found():
    """45 of 47 say that 2 did not."""
    rules = attrs.evolve(PUBLIC, complement=False)
    with patch(f"{SUPPRESSION}.rules_named", lambda _: rules):
        paper = suppress(report(indicator([share(45, 47)])))

    (finding,) = audited(paper)
    assert (finding.number, finding.least, finding.most) == ("the number who did not", 2, 2)


def hidden_with(figure, **fields):
    """A paper whose only figure is hidden, but for some facts of it."""
    paper = release(report(indicator([figure])))
    (success,) = paper.priorities[0].success_measures
    (shown_indicator,) = success.indicators
    leaking = attrs.evolve(shown_indicator.figure, **fields)
    shown_indicator = attrs.evolve(shown_indicator, figure=leaking, series=(leaking,))
    return attrs.evolve(
        paper,
        priorities=(
            attrs.evolve(
                paper.priorities[0],
                success_measures=(attrs.evolve(success, indicators=(shown_indicator,)),),
            ),
        ),
    )


@pytest.mark.parametrize("numerator", range(1, 6))
def test_a_percentage_left_with_its_base_is_found(numerator):
    """6% of 47 is 3: the count can be read back."""
    percent = Fraction(round(100 * numerator / 47))
    findings = audited(hidden_with(share(numerator, 47), value=percent, denominator=47))

    direct = [finding for finding in findings if finding.number == "the number who met it"]
    assert [(finding.least, finding.most) for finding in direct] == [(numerator, numerator)]


@pytest.mark.parametrize(
    "fact",
    [{"numerator": 3}, {"denominator": 47}, {"unknown": 1}, {"lower": Fraction(3)},
     {"excluded": {"died": 1}}, {"squares": 9},
     {"distinct_children": DistinctChildren(numerator=3, complement=4, denominator=7)}],
    ids=lambda fact: next(iter(fact)),
)  # fmt: skip
def test_any_number_left_beside_a_hidden_figure_is_found(fact):
    findings = audited(hidden_with(share(3, 47), **fact))

    assert any("is said to be hidden and states its" in str(finding) for finding in findings)


def test_a_sensitive_zero_is_found():
    with patch(f"{SUPPRESSION}.small_cells", lambda *_: frozenset()):
        paper = suppress(report(indicator([share(0, 47)], sensitive=True)))

    assert places(audited(paper)) == {WHOLE}
    assert audited(release(report(indicator([share(0, 47)])))) == ()


TABLE = [
    count(60), count(3, by="sex", group="f"), count(57, by="sex", group="m"),
]  # fmt: skip


def test_secondary_hiding_turned_off_is_found():
    with patch(f"{SUPPRESSION}.suppress_totals", lambda _, hidden, __: hidden):
        paper = suppress(report(indicator(TABLE)))

    (finding,) = audited(paper)
    assert finding.cell == ("m", "202425", "sex", "f")
    assert (finding.least, finding.most) == (3, 3)
    assert finding.told_by == ("1.1 m, 2024/25, sex m", "1.1 m, 2024/25")
    assert str(finding) == (
        "1.1 m, 2024/25, sex f: the number who met it can only be 3\n"
        "    told by: 1.1 m, 2024/25, sex m; 1.1 m, 2024/25"
    )


def test_two_hidden_groups_that_share_too_little_are_found():
    """4 + 1 and 5 + 2: each of the two can have few values."""
    groups = {"a": 1, "b": 2, "c": 57}
    table = [count(60), *(count(n, by="kind", group=g) for g, n in groups.items())]
    with patch(f"{SUPPRESSION}.suppress_totals", lambda _, hidden, __: hidden):
        paper = suppress(report(indicator(table)))

    assert {(finding.cell[3], finding.least, finding.most) for finding in audited(paper)} == {
        ("a", 1, 2), ("b", 1, 2),
    }  # fmt: skip


FLOW = [count(12, period=from_key("202425Q1")), count(14, period=from_key("202425"))]


def test_overlapping_periods_turned_off_are_found():
    with patch(f"{SUPPRESSION}.suppress_overlapping_periods", lambda _, hidden, *__: hidden):
        paper = suppress(report(indicator(FLOW, over_time="flow")))

    findings = audited(paper)
    assert {(finding.least, finding.most) for finding in findings} == {(2, 2)}
    assert all("by difference" in finding.place for finding in findings)


def test_a_figure_of_one_day_is_the_same_for_the_quarter_and_the_year():
    """The end of the quarter is the end of the year; what one hides the other must not tell."""
    quarter = from_key("202425Q4")
    day = [count(30, period=quarter), count(30)]
    groups = [
        count(4, quarter, "sex", "m"), count(26, quarter, "sex", "f"),
        count(26, by="sex", group="f"),
    ]  # fmt: skip
    paper = release(report(indicator([*day, *groups], over_time="level")))

    assert shown(paper)["202425", "sex", "f"].value is None


GREEN = Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal(95))


def test_a_colour_turned_off_is_found():
    """Of 30 by the other measure's total, green says that nobody or one missed it."""
    groups = [share(29, 30, by="sex", group="f"), share(28, 30, by="sex", group="m")]
    paper = suppress(report(indicator([share(57, 60), *groups], target=GREEN)))
    assert shown(paper)[WHOLE].value is None
    rule = "green at 95% or more, otherwise red"
    coloured = [
        attrs.evolve(figure, rating="green", rule=rule) if figure.cell[1:] == WHOLE else figure
        for figure in observed_in(paper)
    ]
    base = [figure for figure in observed_in(paper) if figure.cell[1:] == WHOLE]
    known = [attrs.evolve(figure, hidden=False, denominator=60, numerator=None, rating="",
                          paper="earlier.json") for figure in base]  # fmt: skip
    findings = audit(coloured, PUBLIC, known)

    assert ("the number who did not", 1, 3) in {(f.number, f.least, f.most) for f in findings}


@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
@pytest.mark.parametrize("tolerance", [{}, {"within": Decimal(5)}, {"within_percent": Decimal(10)}])
@pytest.mark.parametrize("value", range(70, 101, 3))
def test_a_rule_in_words_is_read_back_as_it_was_meant(better, tolerance, value):
    target = Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal("84.5"),
                    **tolerance)  # fmt: skip
    limits = thresholds_of(target, better)
    rule = rule_in_words(limits, "%")
    holding = []
    for colour in ("green", "amber", "red"):
        low, with_low, high, with_high = span_of(colour, rule)
        above = low is None or value > low or (with_low and value == low)
        below = high is None or value < high or (with_high and value == high)
        if above and below:
            holding.append(colour)

    assert holding == [str(limits.rate(Fraction(value)))]


def test_a_colour_that_cannot_be_read_is_found():
    paper = release(report(indicator([share(197, 200)], target=GREEN)))
    (figure, *_) = observed_in(paper)
    assert not figure.rating

    rated = attrs.evolve(figure, rating="green", rule="as the board sees it")
    findings = audit([rated], PUBLIC)

    assert "cannot be checked" in str(findings[0])


# Searching


def searched(constraints, ranges, enough):
    """The values of each variable, or None where there is no solution."""
    component = Component(variables=tuple(ranges), constraints=tuple(constraints))
    search = Search.of(component, ranges)
    if search is None or not search.first():
        return None
    return search.values(tuple(ranges), enough)


def test_values_are_searched_exactly():
    """x + y = 4 within x + y + z = 7: z is 3, and the others 0 to 4."""
    sums = [Constraint(((0, 1), (1, 1), (2, 1)), 7, 7), Constraint(((0, 1), (1, 1)), 4, 4)]

    values_found = searched(sums, dict.fromkeys(range(3), (0, 100)), enough=9)

    assert values_found[0].possible == values_found[1].possible == (0, 1, 2, 3, 4)
    assert values_found[2].possible == (3,)
    assert all(values.all_ for values in values_found.values())


def test_bounds_alone_would_miss_what_the_search_finds():
    """2x + 2y = 2z + 1 has no solution in whole numbers though every range is open."""
    sums = [Constraint(((0, 2), (1, 2), (2, -2)), 1, 1)]

    assert searched(sums, dict.fromkeys(range(3), (0, 6)), enough=5) is None


def test_a_search_that_is_given_up_is_not_called_safe():
    sums = [Constraint(tuple((variable, 2) for variable in range(12)), 33, 33)]
    with patch.object(solver, "FIRST_PATIENCE", 2_000), pytest.raises(solver.TooLongError):
        searched(sums, dict.fromkeys(range(12), (0, 16)), enough=5)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_values_are_those_that_brute_force_finds(data):
    """Small systems of any sums: moving and searching lose no value, and add none."""
    variables = range(data.draw(st.integers(2, 4)))
    times = st.integers(-3, 3).filter(bool)
    sums = []
    for _ in range(data.draw(st.integers(1, 3))):
        chosen = data.draw(st.lists(st.sampled_from(variables), min_size=1, unique=True))
        terms = tuple((variable, data.draw(times)) for variable in chosen)
        least = data.draw(st.integers(-6, 12))
        most = data.draw(st.sampled_from([least, least + 3, None]))
        sums.append(Constraint(terms, least, most))
    ranges = dict.fromkeys(variables, (0, 5))
    fitting = [
        point
        for point in product(range(6), repeat=len(variables))
        if all(
            constraint.least <= sum(times * point[v] for v, times in constraint.terms)
            <= (10**6 if constraint.most is None else constraint.most)
            for constraint in sums
        )
    ]  # fmt: skip

    values_found = searched(sums, ranges, enough=6)

    assert (values_found is None) == (not fitting)
    for at, values in (values_found or {}).items():
        assert set(values.possible) == {point[at] for point in fitting}


def quarters_of(*years):
    """Quarters of a flow, and their years."""
    for year, numbers in years:
        keys = [f"{year}Q{number}" for number in range(1, 5)]
        yield from (
            share(met, met + 20, from_key(key)) for key, met in zip(keys, numbers, strict=True)
        )
        yield share(sum(numbers), sum(numbers) + 80, from_key(year))


def test_a_year_that_ends_where_the_next_begins_does_not_contradict_it():
    """What flowed in the one is reckoned from its own beginning, not from the other's."""
    years = [("202324", [12, 3, 4, 15]), ("202425", [20, 2, 5, 30])]

    assert audited(release(report(indicator(list(quarters_of(*years)), over_time="flow")))) == ()


def test_a_number_that_a_line_alone_ties_needs_no_search():
    assert whole_number_ranges((3, 4), enough=5) == Values(possible=(3, 4), all_=True)
    assert whole_number_ranges((3, 90), enough=5) == Values(possible=(3, 4, 5, 6, 7), all_=False)


@pytest.mark.parametrize(
    ("within", "hidden", "protected"),
    [
        pytest.param((9, 13), False, False, id="shown and never small"),
        pytest.param((3, 13), False, True, id="may be small"),
        pytest.param((9, 13), True, True, id="hidden, whatever it is"),
    ],
)
def test_which_numbers_are_searched(within, hidden, protected):
    (figure, *_) = observed_in(report(indicator([count(10)])))
    about = attrs.evolve(figure, hidden=hidden)

    assert protected_variables((about.cell, MET), within, about, PUBLIC, hidden=hidden) == protected


def test_numbers_of_events_are_left_out():
    """They are not protected, and would only make the search longer."""
    events = indicator([count(9_000)], measure="events", about="events")
    paper = release(report(indicator([count(30)]), events))

    assert {name[0][0] for name in equations(observed_in(paper), PUBLIC).names} == {"m"}


# Earlier papers


def written(folder, name, numbers, **fields):
    """An earlier paper in JSON: counts of children by quarter, and facts that are otherwise."""
    figures = [count(number, period=from_key(period)) for period, number in numbers.items()]
    paper = suppress(report(indicator(figures, over_time="flow")))
    document = json.loads(status_text(paper)) | {"as_at": "2024-06-30"} | fields
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_an_earlier_paper_is_known_to_all(tmp_path):
    """Nine months were 40; a year of 43 tells that three came in the last quarter."""
    before = written(tmp_path, "may.json", {"202425Q1": 12, "202425Q2": 13, "202425Q3": 15})
    year = report(indicator([count(43)], over_time="flow"))

    assert shown(release(year))[WHOLE].value == 43
    assert shown(release(year, previous=[before]))[WHOLE].value is None


def test_the_audit_names_the_earlier_paper(tmp_path):
    path = written(tmp_path, "may.json", {"202425Q1": 12, "202425Q2": 13, "202425Q3": 15})
    (before,) = read_papers(path)
    paper = release(report(indicator([count(43)], over_time="flow")))

    findings = audited(paper, of_paper(before))

    assert any("(in may.json)" in str(finding) for finding in findings)
    assert {(finding.least, finding.most) for finding in findings} == {(3, 3)}


def test_corrected_figures_are_left_aside(tmp_path):
    """The earlier paper said more than the year now holds, so both cannot be true."""
    before = written(tmp_path, "may.json", {"202425Q1": 30, "202425Q2": 30})
    year = report(indicator([count(43)], over_time="flow"))

    assert shown(release(year, previous=[before]))[WHOLE].value == 43


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"plan": {"identifier": "other", "title": "A plan", "period": "2022"}},
            "is a paper of another plan: `other`",
        ),
        ({"as_at": "2026-03-31"}, "tells of 2026-03-31, which is later than 2025-03-31"),
        ({"audience": "restricted"}, "is not public"),
        ({"schema": "cptracker/status/9"}, "is no paper of this version"),
        ({"priorities": [{}]}, r"is no whole paper:\n +`priorities\[0\].number` is missing"),
        ({"as_at": None}, "is no whole paper: `as_at` is not a date"),
        ({"as_at": "31 March"}, "is no whole paper: `as_at` is not a date"),
    ],
)
def test_an_earlier_paper_that_does_not_fit_is_refused(tmp_path, fields, words):
    path = written(tmp_path, "may.json", {"202425Q1": 12}, **fields)

    with pytest.raises(UsageError, match=words):
        release(report(indicator([count(43)])), previous=[path])


def test_an_earlier_paper_that_is_no_json_is_refused(tmp_path):
    path = tmp_path / "may.json"
    path.write_text("<html>", encoding="utf-8")
    with pytest.raises(UsageError, match="is no JSON file"):
        read_papers(path)
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(UsageError, match="is no JSON file"):
        read_papers(path)
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_papers(tmp_path / "june.json")


def test_what_cannot_be_mended_stops_the_paper():
    """Were protection broken, nothing would be handed on."""
    broken = report(indicator(TABLE))
    leaking = unprotected(broken)
    with (
        patch("cptracker.disclosure.suppression.Suppressor.edition_with", lambda *_: leaking),
        pytest.raises(DisclosureError) as caught,
    ):
        release(broken)

    assert caught.value.exit_code == 7
    assert "1.1 m, 2024/25, sex f" in str(caught.value)


def unprotected(document):
    with patch(f"{SUPPRESSION}.hidden_cells", lambda *_: frozenset()):
        return suppress(document)


def test_more_is_hidden_where_the_rules_alone_are_not_enough():
    """With the rules for totals turned off, the audit's findings are mended one by one."""
    with patch(f"{SUPPRESSION}.suppress_totals", lambda _, hidden, __: hidden):
        paper = release(report(indicator(TABLE)))

    assert audited(paper) == ()
    assert shown(paper)["202425", "sex", "f"].value is None
    assert shown(paper)["202425", "sex", "m"].value is None


def test_a_hidden_month_that_others_tell_is_found_though_it_is_no_small_one():
    """Two of three months and their quarter tell the third."""
    quarter = from_key("202425Q1")
    months = [from_key(f"2024-{month:02}") for month in (4, 5, 6)]
    figures = [*(count(20, period=month) for month in months), count(60, period=quarter)]
    with patch(f"{SUPPRESSION}.small_cells", lambda *_: {FigureKey("m", "2024-05")}):
        paper = suppress(report(indicator(figures, over_time="flow")))

    (finding,) = audited(paper)
    assert (finding.cell[1], finding.least, finding.most) == ("2024-05", 20, 20)
    assert len(finding.told_by) == 3


def as_read(public, tmp_path):
    """The paper as whoever reads its JSON has it."""
    path = tmp_path / "paper.json"
    path.write_text(status_text(public), encoding="utf-8")
    (paper,) = read_papers(path)
    return paper


QUARTERS = [from_key(f"202425Q{number}") for number in (1, 2, 3)]


def scorecard_table(**fields):
    """Quarters of those who came, of which the first was published before the records began."""
    figures = (
        Figure(period=QUARTERS[0], missing_reason=MissingReason.NOT_SUPPLIED),
        *(count(number, period=key) for number, key in zip((9, 8), QUARTERS[1:], strict=True)),
    )
    return Profile(
        title="Came",
        series=Series(
            info=info("came", {"statistic": "count", "over_time": "flow"}), figures=figures
        ),
        **fields,
    )


def on_record(value):
    return PublishedFigure(
        measure="came", area="Southampton", period="202425Q1", value=Decimal(value), source="June"
    )


def earlier_year(value):
    return Comparison(
        kind=ComparatorKind.OWN_EARLIER, area="Southampton", period="202324", value=Fraction(value),
        like_for_like=True, better=None, source="Annual report",
    )  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"published": (on_record(7),)}, id="a quarter as published"),
        pytest.param({"comparisons": (earlier_year(31),)}, id="an earlier year of one's own"),
    ],
)
def test_a_paper_that_is_read_tells_as_much_as_the_report(tmp_path, fields):
    """So that `report` and `audit` reckon with the same."""
    exact = report(example_data=False, appendix=(scorecard_table(**fields),))
    paper = as_read(release(exact), tmp_path)

    in_report = [(figure.cell, figure.value, figure.paper) for figure in published_in(exact)]
    assert in_report
    assert [(figure.cell, figure.value, figure.paper) for figure in paper.published] == in_report


def test_where_one_step_does_not_balance_the_others_still_tell():
    """3 of the second day follow from the first, and from the third; only the fourth is wrong."""
    days = ("2021-03", "2022-03", "2023-03", "2024-03")
    years = [from_key(key) for key in ("202122", "202223", "202324")]
    stock = [count(n, from_key(key)) for key, n in zip(days, (20, 3, 25, 99), strict=True)]
    stock[1] = attrs.evolve(
        stock[1], value=None, numerator=None, missing_reason=MissingReason.HIDDEN
    )
    came, left = (
        [count(n, year) for n, year in zip(numbers, years, strict=True)]
        for numbers in ((10, 30, 40), (27, 8, 20))
    )
    flows = RelatedMeasures(inflow="came", outflow="left")
    paper = report(
        indicator(stock, measure="in-care", over_time="level", related=flows),
        indicator(came, measure="came", over_time="flow"),
        indicator(left, measure="left", over_time="flow"),
    )

    second_day = FigureKey("in-care", "2022-03", "", "")
    known = {(finding.cell, finding.least, finding.most) for finding in audited(paper)}
    assert (second_day, 3, 3) in known
