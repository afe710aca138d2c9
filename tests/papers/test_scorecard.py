"""The monthly scorecard in the council's own form."""

from fractions import Fraction

import pytest
from attrs import evolve
from editions_made import public, read, restricted, row, tables
from measure_facts import info, with_facts
from reports_made import aim, made_report

from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import UsageError
from cptracker.rating.rate import rate_figure
from cptracker.reports.editions.scorecard import scorecard
from cptracker.status.profiles import BY_MONTH, BY_YEAR
from cptracker.status.report import Profile


def share(key, met, of):
    value = Fraction(100 * met, of)
    return Figure(period=from_key(key), value=value, numerator=met, denominator=of)


def profile(part, figures, target=None, measure="dental", **facts):
    series = Series(info=info(measure, {"sort": "share"}, title="Dentist"), figures=figures)
    judgement = rate_figure(figures[-1], Better.HIGHER, target, unit="%")
    return Profile(title="Dentist", part=part, series=series, judgement=judgement, **facts)


def beside(kind, area, value, **facts):
    told = {"period": "202324", "like_for_like": True, "source": "DfE", **facts}
    return Comparison(kind=kind, area=area, value=Fraction(value), **told)


OTHERS = (
    beside(ComparatorKind.ENGLAND, "England", 81),
    beside(ComparatorKind.REGION, "South East", 77),
    beside(
        ComparatorKind.NEIGHBOURS,
        "Statistical neighbours",
        "80.7",
        like_for_like=False,
        note="Under 16 only",
    ),
)


def made(*profiles):
    return made_report(appendix=profiles)


def both(target=None):
    return made(
        profile(BY_MONTH, (share("2025-02", 8, 10), share("2025-03", 9, 10)), target),
        profile(
            BY_YEAR,
            (share("202223", 6, 10), share("202324", 7, 10), share("202425", 8, 10)),
            target,
            comparisons=OTHERS,
        ),
    )


def test_months_with_target_and_rating():
    """The latest month is what is rated."""
    monthly, _ = tables(scorecard(both(aim("dental", 90))), "page")

    assert row(monthly, "Dentist") == [
        ("Indicator", "Dentist"),
        ("Feb 2025", "80.0%"),
        ("Mar 2025", "90.0%"),
        ("Target", "90%"),
        ("RAG", "Green"),
    ]


def test_without_a_target_it_says_tbc():
    monthly, _ = tables(scorecard(both()), "page")

    assert row(monthly, "Dentist")[-2:] == [("Target", "TBC"), ("RAG", "No target")]


def test_the_last_two_years_beside_others():
    """A figure that is counted in another way has a star, and a note says how."""
    paper = scorecard(both(aim("dental", 90)))
    _, yearly = tables(paper, "page")

    assert row(yearly, "Dentist") == [
        ("Indicator", "Dentist"),
        ("2023/24", "70.0%"),
        ("2024/25", "80.0%"),
        ("Statistical neighbours", "80.7%"),
        ("Period", "2023/24 *"),
        ("South East", "77%"),
        ("Period", "2023/24"),
        ("England", "81%"),
        ("Period", "2023/24"),
        ("Target", "90%"),
        ("RAG", "Red"),
    ]
    assert "**Dentist:** Statistical neighbours: Under 16 only" in read(paper)


def test_a_spreadsheet_has_all_in_one_row():
    (full,) = tables(scorecard(both(aim("dental", 90))), "sheet")

    told = dict(row(full, "Dentist"))
    assert (told["Mar 2025"], told["2024/25"], told["England"]) == ("90.0%", "80.0%", "81%")
    assert told["RAG of the latest month"] == "Green"
    assert told["RAG of the latest year"] == "Red"
    assert len(full.columns) == len(told)  # no heading twice


@pytest.mark.parametrize(
    ("nothing", "sign"),
    [
        (MissingReason.NO_CASES, "[z]"),
        (MissingReason.NOT_DUE, "[x]"),
        (MissingReason.NOT_SUPPLIED, "[x]"),
        (MissingReason.HIDDEN, "[c]"),
    ],
)
def test_a_month_without_a_figure_has_a_sign(nothing, sign):
    figures = (Figure(period=from_key("2025-03"), nothing=nothing),)
    report = made(profile(BY_MONTH, figures), profile(BY_YEAR, (share("202425", 1, 2),)))
    monthly, _ = tables(scorecard(report), "page")

    assert dict(row(monthly, "Dentist"))["Mar 2025"] == sign


def test_a_number_of_people_is_not_set_beside_england():
    """83,000 children say nothing beside 480; a mean of councils alike does."""
    yearly = profile(BY_YEAR, (share("202425", 8, 10),), comparisons=OTHERS)
    counted = evolve(yearly, series=with_facts(yearly.series, sort="count", unit="children"))
    (table,) = tables(scorecard(made(counted)), "page")

    told = dict(row(table, "Dentist"))
    assert (told["Statistical neighbours"], told["England"], told["South East"]) == (
        "80.7", "n/a", "n/a",
    )  # fmt: skip


def test_it_needs_its_measures():
    with pytest.raises(UsageError, match="also="):
        scorecard(made_report())


def test_each_measure_is_there_once():
    paper = scorecard(restricted("scorecard"))
    held = {one.series.measure for one in restricted("scorecard").appendix}
    listed = [cells[1].text for table in tables(paper, "sheet") for cells in table.rows]

    assert sorted(listed) == sorted(held)


def test_as_it_is_read(snapshot):
    snapshot(read(scorecard(public("scorecard"))), "scorecard.md")


def test_the_public_one_shows_nothing_of_what_is_hidden():
    """A hidden figure is a sign and no number, in the tables and in the full one alike."""
    report = public("scorecard")
    hidden = [
        (one.series.measure, figure)
        for one in report.appendix
        for figure in one.series.figures
        if figure.nothing is MissingReason.HIDDEN
    ]

    assert hidden
    assert all(
        figure.value is None and figure.numerator is None and figure.denominator is None
        for _, figure in hidden
    )
    assert read(scorecard(report)).count("\\[c\\]") > len(
        [one for one in hidden if one[1].period.end.year == 2026]
    )
