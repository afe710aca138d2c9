"""The monthly scorecard in the council's own form."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from editions_made import public, read, restricted, row, tables
from measure_facts import info, with_facts
from paper_readers import sheets, shown
from reports_made import aim, made_report

from cptracker.files.bundled import bundled
from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import UsageError
from cptracker.model.published import PublishedFigure
from cptracker.plan.reading import load_plan
from cptracker.rating.rate import rate_figure
from cptracker.reports.editions.scorecard import scorecard
from cptracker.reports.writers.excel import write_excel
from cptracker.status.freshness import published_in
from cptracker.status.profiles import BY_MONTH, BY_YEAR
from cptracker.status.report import Profile


def share(key, met, of):
    value = Fraction(100 * met, of)
    return Figure(period=from_key(key), value=value, numerator=met, denominator=of)


def profile(part, figures, target=None, measure="dental", **fields):
    series = Series(info=info(measure, {"statistic": "share"}, title="Dentist"), figures=figures)
    judgement = rate_figure(figures[-1], Better.HIGHER, target, unit="%")
    return Profile(title="Dentist", part=part, series=series, judgement=judgement, **fields)


def comparison(kind, area, value, **fields):
    fields_of = {"period": "202324", "like_for_like": True, "source": "DfE", **fields}
    return Comparison(kind=kind, area=area, value=Fraction(value), **fields_of)


OTHERS = (
    comparison(ComparatorKind.ENGLAND, "England", 81),
    comparison(ComparatorKind.REGION, "South East", 77),
    comparison(
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


def test_one_row_has_months_target_rating_years_and_others():
    """As the council's own; a figure that is counted otherwise has a star, and a note says how."""
    paper = scorecard(both(aim("dental", 90)))
    (table,) = tables(paper, "page")

    assert row(table, "Dentist") == [
        ("Indicator", "Dentist"),
        ("Feb 2025", "80.0%"),
        ("Mar 2025", "90.0%"),
        ("Target", "90%"),
        ("RAG", "Green"),
        ("2023/24", "70.0%"),
        ("2024/25", "80.0%"),
        ("Statistical neighbours", "80.7%"),
        ("Period", "2023/24 *"),
        ("South East", "77%"),
        ("Period", "2023/24"),
        ("England", "81%"),
        ("Period", "2023/24"),
    ]
    assert "**Dentist:** Statistical neighbours: Under 16 only" in read(paper)


def test_without_a_target_it_says_tbc():
    (table,) = tables(scorecard(both()), "page")

    assert row(table, "Dentist")[3:5] == [("Target", "TBC"), ("RAG", "No target")]


def test_a_measure_by_the_year_alone_is_rated_by_its_year():
    years = (share("202324", 7, 10), share("202425", 8, 10))
    (table,) = tables(scorecard(made(profile(BY_YEAR, years, aim("dental", 90)))), "page")

    assert row(table, "Dentist")[:3] == [
        ("Indicator", "Dentist"), ("Target", "90%"), ("RAG", "Red"),
    ]  # fmt: skip


def test_each_table_has_a_landscape_page():
    paper = scorecard(restricted("scorecard"))
    sections = [block for block in paper.headings if block.anchor.startswith("section-")]

    assert paper.landscape
    assert len(sections) == len(tables(paper, "page"))
    assert all(block.new_page for block in sections)


def published(period, value, **fields):
    fields_of = {"area": "Southampton", "source": "Scorecard", **fields}
    return PublishedFigure(measure="dental", period=period, value=Decimal(value), **fields_of)


def not_supplied(key):
    return Figure(period=from_key(key), missing_reason=MissingReason.NOT_SUPPLIED)


class TestAsPublished:
    """Months before the records begin, as the council published them at the time."""

    def page(self, *figures, published_figures=()):
        years = (share("202122", 1, 2),)
        report = made(
            profile(BY_MONTH, figures, published=published_figures), profile(BY_YEAR, years)
        )
        paper = scorecard(report)
        return dict(row(tables(paper, "page")[0], "Dentist")), read(paper)

    def test_a_month_that_is_not_supplied_is_told_as_published(self):
        cells, words = self.page(
            not_supplied("2022-03"),
            share("2022-04", 9, 10),
            published_figures=(published("2022-03", "81.5"),),
        )

        assert (cells["Mar 2022"], cells["Apr 2022"]) == ("81.5% †", "90.0%")
        assert "A figure with † is as the council published it at the time" in words

    def test_a_computed_one_wins(self):
        cells, words = self.page(
            share("2022-03", 9, 10), published_figures=(published("2022-03", "81.5"),)
        )

        assert cells["Mar 2022"] == "90.0%"
        assert "†" not in words

    @pytest.mark.parametrize("missing_reason", [MissingReason.HIDDEN, MissingReason.NO_CASES])
    def test_what_is_hidden_stays_hidden(self, missing_reason):
        hidden = Figure(period=from_key("2022-03"), missing_reason=missing_reason)
        cells, words = self.page(hidden, published_figures=(published("2022-03", "81.5"),))

        assert cells["Mar 2022"] in ("[c]", "[z]")
        assert "81.5" not in words

    def test_a_workbook_has_it_as_a_number_with_the_sign(self):
        figure = published("2022-03", "81.5")
        report = made(
            profile(BY_MONTH, (not_supplied("2022-03"),), published=(figure,)),
            profile(BY_YEAR, (share("202122", 1, 2),)),
        )
        rows = sheets(write_excel(scorecard(report)))["Scorecard"]

        assert rows[0]["Mar 2022"].value == 81.5
        assert shown(rows[0]["Mar 2022"]) == "81.5% †"


def test_the_scorecard_of_june_2022_can_be_shown_again():
    """Eight months and two years of children looked after, from what was published, no records."""
    plan, shown_at = load_plan(bundled("strategy")), date(2022, 6, 16)
    months = [from_key(key) for key in (
        "2021-09", "2021-10", "2021-11", "2021-12", "2022-01", "2022-02", "2022-03", "2022-04",
    )]  # fmt: skip
    figures = published_in(plan, "children-looked-after", months, shown_at)

    assert [int(figure.value) for figure in figures] == [517, 525, 540, 544, 551, 560, 563, 566]
    before = date(2022, 6, 15)
    assert published_in(plan, "children-looked-after", months, before) == ()


def test_a_spreadsheet_has_all_in_one_row():
    (full,) = tables(scorecard(both(aim("dental", 90))), "sheet")

    cell_by_heading = dict(row(full, "Dentist"))
    assert (
        cell_by_heading["Mar 2025"],
        cell_by_heading["2024/25"],
        cell_by_heading["England"],
    ) == ("90.0%", "80.0%", "81%")
    assert cell_by_heading["RAG of the latest month"] == "Green"
    assert cell_by_heading["RAG of the latest year"] == "Red"
    assert len(full.columns) == len(cell_by_heading)  # no heading twice


@pytest.mark.parametrize(
    ("missing_reason", "sign"),
    [
        (MissingReason.NO_CASES, "[z]"),
        (MissingReason.NOT_DUE, "[x]"),
        (MissingReason.NOT_SUPPLIED, "[x]"),
        (MissingReason.HIDDEN, "[c]"),
    ],
)
def test_a_month_without_a_figure_has_a_sign(missing_reason, sign):
    figures = (Figure(period=from_key("2025-03"), missing_reason=missing_reason),)
    report = made(profile(BY_MONTH, figures), profile(BY_YEAR, (share("202425", 1, 2),)))
    (monthly,) = tables(scorecard(report), "page")

    assert dict(row(monthly, "Dentist"))["Mar 2025"] == sign


def test_a_number_of_people_is_not_set_beside_england():
    """83,000 children say nothing beside 480; a mean of councils alike does."""
    yearly = profile(BY_YEAR, (share("202425", 8, 10),), comparisons=OTHERS)
    counted = evolve(yearly, series=with_facts(yearly.series, statistic="count", unit="children"))
    (table,) = tables(scorecard(made(counted)), "page")

    cells = dict(row(table, "Dentist"))
    assert (cells["Statistical neighbours"], cells["England"], cells["South East"]) == (
        "80.7", "n/a", "n/a",
    )  # fmt: skip


def test_it_needs_its_measures():
    with pytest.raises(UsageError, match="also="):
        scorecard(made_report())


def test_each_measure_is_there_once():
    paper = scorecard(restricted("scorecard"))
    measures = {profile.series.measure for profile in restricted("scorecard").appendix}
    listed = [cells[1].text for table in tables(paper, "sheet") for cells in table.rows]

    assert sorted(listed) == sorted(measures)


def test_as_it_is_read(snapshot):
    snapshot(read(scorecard(public("scorecard"))), "scorecard.md")


def test_the_public_one_shows_nothing_of_what_is_hidden():
    """A hidden figure is a sign and no number, in the tables and in the full one alike."""
    report = public("scorecard")
    hidden = [
        (profile.series.measure, figure)
        for profile in report.appendix
        for figure in profile.series.figures
        if figure.missing_reason is MissingReason.HIDDEN
    ]

    assert hidden
    assert all(
        figure.value is None and figure.numerator is None and figure.denominator is None
        for _, figure in hidden
    )
    assert read(scorecard(report)).count("\\[c\\]") > len(
        [figure for figure in hidden if figure[1].period.end.year == 2026]
    )
