"""Protection of small numbers: no child can be found in a public paper."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from reports_made import made_report
from tables_made import count, indicator, report, share, shown

from cptracker.disclosure.release import release
from cptracker.disclosure.suppression import suppress
from cptracker.model.actions import Commentary
from cptracker.model.figures import (
    DistinctChildren,
    MissingReason,
    Rating,
    SourceOfRecords,
    SourceOfTable,
)
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import Problem, ProblemKind, UsageError
from cptracker.model.protection import profile_names, rules_named
from cptracker.model.targets import Target
from cptracker.rating.progress_to_target import NumberNeeded
from cptracker.stats.intervals import Interval
from cptracker.stats.spc.result import read_spc

WHOLE = ("202425", "", "")


def as_published(*figures, profile="public", **fields):
    """The only figure of a report as the public sees it."""
    return shown(release(report(indicator(figures, **fields)), profile=profile))[WHOLE]


@pytest.mark.parametrize(
    ("met", "of", "words"),
    [(3, 47, None), (45, 47, None), (4, 5, None), (20, 47, 43), (0, 47, 0), (47, 47, 100)],
)
def test_the_worked_examples(met, of, words):
    """One to five met, missed or at all are hidden; nobody and everybody are shown."""
    figure = as_published(share(met, of))

    assert figure.value == words
    assert figure.missing_reason is (MissingReason.HIDDEN if words is None else None)


@pytest.mark.parametrize("number", range(9))
def test_counts_of_one_to_five_are_hidden(number):
    assert (as_published(count(number)).value is None) == (1 <= number <= 5)


@pytest.mark.parametrize("base", range(1, 12))
def test_means_of_fewer_than_eight_are_hidden(base):
    figure = attrs.evolve(share(20, base), value=Fraction(20, base))

    assert (as_published(figure, statistic="mean").value is None) == (base < 8)


def test_children_decide_not_rows():
    """Eight late plans of two children are two children."""
    rows = share(
        92, 100, distinct_children=DistinctChildren(numerator=60, complement=2, denominator=61)
    )

    assert as_published(rows).missing_reason is MissingReason.HIDDEN
    assert as_published(share(92, 100)).value == 92
    assert as_published(share(92, 100)).distinct_children is None


def test_a_sensitive_measure_hides_nobody_and_everybody_too():
    assert as_published(share(0, 47), sensitive=True).missing_reason is MissingReason.HIDDEN
    assert as_published(share(47, 47), sensitive=True).missing_reason is MissingReason.HIDDEN
    assert as_published(share(20, 47), sensitive=True).value == 43


def test_others_than_children_are_not_protected():
    assert as_published(share(3, 47), about="staff").numerator == 3


def test_percentages_are_whole_but_never_contradict_their_colour():
    """89.6% is amber at a target of 90%, so it is not shown as 90%."""
    aim = Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal(90),
                 within=Decimal(5))  # fmt: skip
    figure = as_published(share(224, 250), target=aim)

    assert figure.value == Fraction("89.6")
    assert as_published(share(224, 250)).value == 90
    assert as_published(share(224, 250)).digits == 0


def test_a_share_of_fewer_than_twenty_is_marked():
    assert as_published(share(9, 19)).marks == ("u",)
    assert as_published(share(9, 20)).marks == ()


def test_small_numbers_of_unknowns_and_of_those_left_out_are_gone():
    counted = share(30, 60, unknown=3, lower=Fraction(30), upper=Fraction(55),
                 excluded={"died": 1, "moved abroad": 12})  # fmt: skip
    figure = as_published(counted)

    assert (figure.value, figure.unknown, figure.lower, figure.upper) == (50, None, None, None)
    assert figure.excluded == {"for several reasons": 13}


def test_unknowns_that_leave_a_few_who_did_not_are_gone():
    """50 of 60 met it and 8 are unknown: 2 did not."""
    figure = share(50, 60, unknown=8, lower=Fraction(80), upper=Fraction(95))

    assert as_published(figure).unknown is None
    assert as_published(figure).numerator == 50


def test_a_total_does_not_give_a_group_away():
    """4 of 30 boys would follow from 26 girls; both go."""
    table = [count(30), count(26, by="sex", group="female"), count(4, by="sex", group="male")]
    groups = shown(release(report(indicator(table))))

    assert groups[WHOLE].value == 30
    assert groups["202425", "sex", "female"].missing_reason is MissingReason.HIDDEN
    assert groups["202425", "sex", "male"].missing_reason is MissingReason.HIDDEN


def test_ties_are_hidden_together():
    """Else their order would tell which was chosen."""
    sizes = {"a": 3, "b": 8, "c": 8, "d": 20, "e": 21, "f": 22, "g": 23}
    table = [count(sum(sizes.values())), *(count(n, by="kind", group=g) for g, n in sizes.items())]
    groups = shown(release(report(indicator(table))))
    gone = {group for (_, by, group), figure in groups.items() if by and figure.value is None}

    assert gone == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("sizes", "gone"),
    [
        pytest.param({"a": 2, "b": 3, "c": 4, "d": 40}, "abc", id="nine of three groups"),
        pytest.param({"a": 3, "b": 30, "c": 31}, "ab", id="the smaller one of two"),
        pytest.param({"a": 2, "b": 2, "c": 40, "d": 41}, "abc", id="four of two would be two each"),
        pytest.param({"a": 1, "b": 1, "c": 1, "d": 1, "e": 20, "f": 0}, "abcde", id="four of one"),
    ],
)
def test_no_more_groups_go_than_are_needed(sizes, gone):
    """A reader knows that a hidden group is not empty, for nobody would have been shown."""
    table = [count(sum(sizes.values())), *(count(n, by="kind", group=g) for g, n in sizes.items())]
    groups = shown(release(report(indicator(table))))

    assert {group for (_, by, group), figure in groups.items() if by and figure.value is None} == {
        *gone
    }


def test_two_of_unknown_sex_hide_nobody():
    """They are counted with a neighbour, and the table says so."""
    sizes = {"male": 210, "female": 187, "unknown": 2}
    table = [count(399), *(count(n, by="sex", group=g) for g, n in sizes.items())]
    groups = shown(release(report(indicator(table))))

    assert {group: figure.numerator for (_, by, group), figure in groups.items() if by} == {
        "male": 210,
        "female or not known": 189,
    }


def test_nobody_unknown_hides_no_group_of_a_sensitive_breakdown():
    sizes = {"yes": 45, "no": 400, "unknown": 0}
    table = [count(445), *(count(n, by="uasc", group=g) for g, n in sizes.items())]
    groups = shown(release(report(indicator(table))))

    assert {group: figure.numerator for (_, by, group), figure in groups.items() if by} == sizes


def test_crossed_groups_and_geography_are_not_published():
    table = [count(60), count(60, by="sex+age_group", group="female+5-9"),
             count(60, by="district", group="north")]  # fmt: skip

    assert set(shown(release(report(indicator(table))))) == {WHOLE}


def test_a_later_figure_of_a_flow_goes_if_little_was_added():
    """A quarter of 12, and a half year of 14, tell of two children."""
    quarter, year = from_key("202425Q1"), from_key("202425")
    figures = [count(12, period=quarter), count(14, period=year)]
    flow = shown(release(report(indicator(figures, over_time="flow"))))
    level = shown(release(report(indicator(figures))))

    assert flow["202425Q1", "", ""].value == 12
    assert flow[WHOLE].missing_reason is MissingReason.HIDDEN
    assert level[WHOLE].value == 14


GREEN = Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal(95))


def rating(met, of, target=GREEN):
    protected = release(report(indicator([share(met, of)], target=target)))
    (success,) = protected.priorities[0].success_measures
    return success.indicators[0].judgement, protected.priorities[0].counts


def test_the_colour_of_a_hidden_figure_is_hidden_if_few_numbers_give_it():
    """Of 30, green says one or nobody missed it."""
    judgement, counts = rating(29, 30)

    assert judgement.rating is Rating.HIDDEN
    assert counts[Rating.GREEN] == 0
    assert counts[Rating.HIDDEN] == 1


def test_the_colour_of_a_hidden_figure_is_hidden_whatever_it_is():
    """Were it seen where it tells little, its absence would tell the rest."""
    judgement, _ = rating(197, 200)

    assert judgement.rating is Rating.HIDDEN
    assert judgement.rule == "green at 95% or more, otherwise red"
    assert "points" not in judgement.reason


def test_what_rests_on_a_hidden_figure_goes_with_it():
    """The chart's limits rest on all points, so one hidden point hides the chart."""
    periods = [from_key(f"2024-{month:02}") for month in range(1, 13)]
    months = [share(20 + place % 3, 47, period=period) for place, period in enumerate(periods)]
    months[5] = share(3, 47, period=periods[5])
    sums = attrs.evolve(
        indicator(months),
        spc=read_spc(months, Better.HIGHER),
        interval=Interval(lower=1.0, upper=2.0, method="Wilson"),
        number_needed=NumberNeeded(people=7, more=True),
    )
    whole = attrs.evolve(
        sums, series=months[:5], spc=read_spc(months[:5], Better.HIGHER), judgements=()
    )
    (gone,) = release(report(sums)).priorities[0].success_measures[0].indicators
    (released,) = release(report(whole)).priorities[0].success_measures[0].indicators

    assert gone.spc.chart is None
    assert gone.spc.run_chart is None
    assert gone.spc.withheld == "small numbers are protected"
    assert released.spc.run_chart is not None
    assert gone.interval == sums.interval  # the latest figure itself is shown


def test_records_and_problems_stay_inside():
    own_report = report(
        indicator([count(30)]),
        records=(
            SourceOfTable(table="uasc", rows=3, sources=(SourceOfRecords(path="Jo Smith.csv"),)),
        ),
        problems=(
            Problem(kind=ProblemKind.RECORDS, path="Jo Smith.csv", line=2, message="no date"),
        ),
    )
    public = release(own_report)

    assert public.records == (SourceOfTable(table="uasc", rows=None, sources=()),)
    assert public.problems == ()
    assert any("could not be read" in words for words in public.protection.words)


def said(text, *figures):
    commentary = Commentary(
        success_measure="1.1", period="202425", date=date(2025, 4, 1), by="Officer", data_says=text
    )
    public = release(report(indicator(figures), commentary=commentary))
    return public.priorities[0].success_measures[0].commentary, public.protection.words


@pytest.mark.parametrize(
    "text",
    ["Only 3 of 47 were late.", "It is 6%.", "Both young people moved.", "Two care leavers left.",
     "That is 44 in time."],
)  # fmt: skip
def test_a_commentary_that_states_a_protected_number_is_left_out_and_that_is_said(text):
    commentary, words = said(text, share(3, 47))

    assert commentary is None
    assert "The commentary on 1.1 is left out: it states a number that is protected." in words


def test_other_commentary_stays():
    commentary, _ = said("Plans are made sooner since April 2024.", share(3, 47))

    assert commentary.data_says == "Plans are made sooner since April 2024."


def test_two_indicators_of_one_measure_are_hidden_alike():
    """What 2.2 hides, 4.2 must not show."""
    public = release(report(indicator([share(3, 47)]), indicator([share(3, 47)])))
    figures = [
        indicator.figure for indicator in public.priorities[0].success_measures[0].indicators
    ]

    assert {figure.missing_reason for figure in figures} == {MissingReason.HIDDEN}


def insides(value, path):
    """What is right inside a value, each with where it stands."""
    if attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield f"{path}.{attribute.name}", getattr(value, attribute.name)
    elif isinstance(value, dict):
        yield from ((f"{path}[{key}]", each) for key, each in value.items())
    elif isinstance(value, tuple | list | set | frozenset):
        yield from ((path, each) for each in value)


def numbers_in(value, path=""):
    """Every number and text in an object and where it stands, however deep."""
    if isinstance(value, int | float | Fraction | Decimal | str):
        yield path, value
    for where, each in insides(value, path):
        yield from numbers_in(each, where)


def test_no_hidden_number_is_anywhere_in_the_object():
    """The numbers are found nowhere else, so any of them would be a leak."""
    secret = share(
        39_877, 39_881, unknown=3, excluded={"died": 5}, note="39877 of 39881",
        distinct_children=DistinctChildren(numerator=39_877, complement=4, denominator=39_881),
        squares=39_877,
    )  # fmt: skip
    aim = Target(measure="m", since=date(2020, 4, 1), source="Board", value=Decimal("99.995"))
    exact = attrs.evolve(
        indicator([share(50, 90, period=from_key("202324")), secret], target=aim),
        interval=Interval(lower=39_877.0, upper=39_881.0, method="Wilson"),
        number_needed=NumberNeeded(people=39_881, more=True),
    )
    public = release(report(exact))
    exact_texts = ("39877", "39881", "39,877", "39,881", "99.98")
    leaks = [
        (path, value)
        for path, value in numbers_in(public)
        if any(mark in str(float(value) if isinstance(value, Fraction) else value)
               for mark in exact_texts) and not path.endswith(("target.value", "rule"))
    ]  # fmt: skip

    assert public.protection.hidden == 1
    assert leaks == []


def test_protecting_again_changes_nothing():
    public = release(made_report())

    assert suppress(public) == public
    assert release(public) == public


def test_the_order_of_rows_does_not_matter():
    groups = [count(n, by="kind", group=str(n)) for n in (3, 8, 9, 20, 30)]
    there = release(report(indicator([count(70), *groups])))
    back = release(report(indicator([count(70), *reversed(groups)])))

    assert shown(there) == shown(back)


def test_without_protection_the_report_stays_restricted():
    exact = made_report()

    assert release(exact, profile="none") is exact
    assert exact.audience == "restricted"


def test_the_dfe_shows_what_few_did_not_meet():
    assert as_published(share(45, 47), profile="dfe").value == 96
    assert as_published(share(3, 47), profile="dfe").missing_reason is MissingReason.HIDDEN


def test_nhs_england_hides_seven_and_rounds_to_five():
    assert as_published(share(7, 47), profile="nhs").missing_reason is MissingReason.HIDDEN
    figure = as_published(share(23, 47), profile="nhs")

    assert (figure.numerator, figure.denominator, figure.value) == (25, 45, 56)
    assert as_published(count(8), profile="nhs").value == 10
    assert as_published(count(0), profile="nhs").value == 0


def test_an_unknown_profile_is_named_with_those_there_are():
    assert profile_names() == ("public", "dfe", "nhs", "none")
    with pytest.raises(UsageError, match="no protection `secret`; one of public, dfe, nhs, none"):
        rules_named("secret")
