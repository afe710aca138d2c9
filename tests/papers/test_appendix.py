"""The appendix of an annual report: profiles year by year, beside others, with charts."""

from fractions import Fraction

import pytest
from editions_made import public, read, row, tables
from measure_facts import info
from reports_made import made_report

from cptracker.model.comparisons import ComparatorKind, Comparison
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.problems import UsageError
from cptracker.rating.rate import rate_figure
from cptracker.reports.document.blocks import Image
from cptracker.reports.editions.appendix import appendix
from cptracker.status.profiles import BY_YEAR
from cptracker.status.report import Profile


def count(key, number, group=""):
    fields = {"group_by": "sex", "group": group} if group else {}
    value = None if number is None else Fraction(number)
    missing_reason = MissingReason.HIDDEN if number is None else None
    return Figure(
        period=from_key(key), value=value, numerator=number, missing_reason=missing_reason, **fields
    )


def absent(key, group=""):
    fields = {"group_by": "sex", "group": group} if group else {}
    return Figure(period=from_key(key), missing_reason=MissingReason.NOT_SUPPLIED, **fields)


def profile(title, figures, unit="children", statistic="count", part="Children in care", **fields):
    about = info(
        "looked-after", {"statistic": statistic}, title=title, unit=unit, better=Better.CONTEXT
    )
    series = Series(info=about, figures=figures)
    whole = series.whole[-1]
    return Profile(
        title=title,
        series=series,
        part=part,
        judgement=rate_figure(whole, Better.CONTEXT, None, unit=unit),
        **fields,
    )


EVERYONE = (absent("202223"), count("202324", 30), count("202425", 28))
BY_SEX = (
    *EVERYONE,
    absent("202223", "male"), count("202324", 18, "male"), count("202425", 17, "male"),
    absent("202223", "unknown"), count("202324", 12, "unknown"), count("202425", None, "unknown"),
)  # fmt: skip


def page(*profiles):
    return appendix(made_report(appendix=profiles))


def test_years_begin_where_anything_was_supplied():
    """A year before the records is no column of blanks."""
    table, _ = tables(page(profile("Looked after", EVERYONE), profile("By sex", BY_SEX)), "page")

    assert row(table, "Looked after")[:3] == [
        ("Measure", "Looked after (children)"), ("2023/24", "30"), ("2024/25", "28"),
    ]  # fmt: skip


def test_groups_with_everyone_at_last():
    _, table = tables(page(profile("Looked after", EVERYONE), profile("By sex", BY_SEX)), "page")

    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["Male", "18", "17"],
        ["Not known", "12", "[c]"],
        ["Everyone", "30", "28"],
    ]


def test_a_share_says_of_how_many():
    figures = (
        Figure(period=from_key("202425"), value=Fraction(75), numerator=30, denominator=40),
        Figure(
            period=from_key("202425"), group_by="sex", group="male",
            value=Fraction(80), numerator=16, denominator=20,
        ),
    )  # fmt: skip
    shares = profile("In touch by sex", figures, unit="%", statistic="share")
    table = tables(page(profile("Looked after", EVERYONE), shares), "page")[-1]

    assert row(table, "Male") == [
        ("Group", "Male"), ("2024/25", "80.0%"), ("Of how many, 2024/25", "20"),
    ]  # fmt: skip


def pictures(paper):
    return [block.picture for block in paper.blocks if isinstance(block, Image)]


def test_groups_have_a_chart_with_its_words_and_marks():
    paper = page(profile("Looked after", EVERYONE), profile("By sex", BY_SEX))
    (drawn,) = pictures(paper)

    assert "Male 17" in drawn.alt
    assert "EXAMPLE DATA" in drawn.svg
    assert "RESTRICTED" in drawn.svg


def test_a_share_has_a_chart_beside_others_and_a_number_of_people_has_none():
    england = Comparison(
        kind=ComparatorKind.ENGLAND,
        area="England",
        period="202425",
        value=Fraction(81),
        like_for_like=True,
        source="DfE",
    )
    whole = (Figure(period=from_key("202425"), value=Fraction(75), numerator=30, denominator=40),)
    share = profile("Dentist", whole, unit="%", statistic="share", comparisons=(england,))
    number = profile("Looked after", EVERYONE, comparisons=(england,))

    assert ["England: 81%" in picture.alt for picture in pictures(page(share))] == [True]
    assert pictures(page(number)) == []


def test_a_spreadsheet_has_each_figure_once():
    (full,) = tables(page(profile("Looked after", EVERYONE), profile("By sex", BY_SEX)), "sheet")

    assert len(full.rows) == len(EVERYONE) + len(BY_SEX) - len(EVERYONE)
    cells = dict(zip([column.heading for column in full.columns], full.rows[-1], strict=True))
    assert (cells["Group"].text, cells["Value"].text, cells["Why there is none"].text) == (
        "Not known", "[c]", "hidden",
    )  # fmt: skip


def test_it_needs_its_profiles():
    """Those of a scorecard are none of its."""
    with pytest.raises(UsageError, match="also="):
        appendix(made_report())
    with pytest.raises(UsageError, match="also="):
        page(profile("Looked after", EVERYONE, part=BY_YEAR))


def test_as_it_is_read(snapshot):
    snapshot(read(appendix(public("appendix"))), "appendix.md")
