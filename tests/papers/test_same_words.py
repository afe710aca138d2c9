"""One run, one comparator; one fact, one text: on the terminal, in papers, tables and pictures."""

import csv
import json
import re
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from attrs import evolve
from commented import commented
from paper_readers import (
    Page,
    html_tables,
    markdown_tables,
    sheets,
    shown,
    slide_paragraphs,
    word_paragraphs,
    word_tables,
)
from pptx import Presentation
from reports_made import aim, indicator, made_report, published
from rich.console import Console

from cptracker.authoring.registry import find_measures
from cptracker.model.comparisons import (
    TOGETHER,
    ComparatorKind,
    Comparison,
    Conflict,
    PublishedSource,
    Rank,
)
from cptracker.model.figures import Figure
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.rounding import published_number
from cptracker.reports.charts.dot_strips import dot_strip, dot_strips
from cptracker.reports.charts.lines import line_chart
from cptracker.reports.document.blocks import lines_in
from cptracker.reports.document.tables import PaperTable, RatingTag, on_page
from cptracker.reports.editions.editions import EDITIONS, edition
from cptracker.reports.terminal import status
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.stats.trends import Direction, Trend, TrendChange
from cptracker.status.report import PriorityStatus, SuccessMeasureStatus
from cptracker.wording.facts import (
    change_as_shown,
    change_in_words,
    compared_with,
    group_in_words,
    judged_change,
    value_of_others,
)
from cptracker.wording.phrases import each_measure, value_text

YEAR, BEFORE = from_key("202425"), from_key("202324")
PAPERS = (".html", ".docx", ".md", ".xlsx", ".txt", ".pptx")
NAMES = ("England", "South East", "Statistical neighbours")


def normal(text):
    return " ".join(text.split())


def on_terminal(report, width=80):
    page = StringIO()
    status.print_status(report, Console(file=page, width=width, legacy_windows=False))
    return normal(page.getvalue())


def written(report, suffix):
    (content,) = render(report, [FORMATS[suffix]], name="annex")  # what the panel paper refers to
    return content


def words_of(report, suffix):
    """All words of a paper, as a reader meets them."""
    content = written(report, suffix)
    if suffix == ".docx":
        words = [word_paragraph.text for word_paragraph in word_paragraphs(content)]
        return normal(" ".join(words))
    if suffix == ".pptx":
        slides = Presentation(BytesIO(content)).slides
        return normal(" ".join(words for slide in slides for words in slide_paragraphs(slide)))
    if suffix == ".xlsx":
        cells = (shown(cell) for rows in sheets(content).values() for row in rows
                 for cell in row.values())  # fmt: skip
        return normal(" ".join(cells))
    if suffix == ".html":
        return normal("".join(Page(content.decode()).words))
    return normal(re.sub(r"\\([^\w\s])", r"\1", content.decode()))


def of(value, base, **fields):
    """A share of exactly this value."""
    value = Fraction(value)
    return Figure(period=fields.pop("period", YEAR), value=value, numerator=int(value * base / 100),
                  denominator=base, unknown=0, **fields)  # fmt: skip


def others(england, region, neighbours, **group):
    fields = {"period": "202425", "like_for_like": True, "source": "DfE", **group}
    missing = ("Derby", "Leeds")
    return (
        Comparison(kind=ComparatorKind.ENGLAND, area="England", value=Fraction(england), **fields),
        Comparison(kind=ComparatorKind.REGION, area="South East", value=Fraction(region), **fields),
        Comparison(
            kind=ComparatorKind.NEIGHBOURS,
            area="Statistical neighbours",
            method="mean",
            of=6,
            out_of=8,
            value=Fraction(neighbours),
            missing=missing,
            digits=1,
            **fields,
        ),
    )


GROUP = {"group_by": "age_group", "group": "17-18"}


def made(*, change="0.02", direction=Direction.NO_CLEAR_TREND, turned=Direction.BETTER, **fields):
    """A report of one measure with everything that is told of others and of before."""
    value, gap = Fraction("93.8"), Fraction(change)
    latest, earlier = of(value, 5000), of(value - gap, 5000, period=BEFORE)
    trend_change = TrendChange(
        since=BEFORE, before=value - gap, difference=gap, direction=turned if gap else None
    )
    sources = (PublishedSource(value=Fraction("1.75"), source="Report"),
               PublishedSource(value=Fraction("70.7555"), source="computed"))  # fmt: skip
    own_indicator = indicator(
        "eet", "In work or learning", latest, better=Better.HIGHER, series=(earlier, latest),
        breakdowns=(of(88, 100, **GROUP),),
        comparisons=(*others("1.75", 52, Fraction(85, 6)), *others(64, 56, "63.9", **GROUP)),
        rank=Rank(place=7, of=11, quartile=3, period="202425", value=Fraction("1.75")),
        group_ranks=(
            Rank(place=2, of=11, quartile=1, period="202425", value=Fraction(60), **GROUP),
        ),
        conflicts=(Conflict(measure="eet", area="Southampton", period="202425",
                                    sources=sources),),
        trend=Trend(direction=direction, by="trend", points=5, last_period=trend_change),
        published=published("eet", "1.75"), **fields,
    )  # fmt: skip
    success = SuccessMeasureStatus(ref="1.1", title="Work", indicators=(own_indicator,))
    counts = {own_indicator.judgement.rating: 1}
    first = PriorityStatus(number=1, title="Work", counts=counts, deliverables=(),
                           success_measures=(success,))  # fmt: skip
    return made_report(priorities=(first,))


RANK = "ouncil's published 1.75% (2024/25) is 7th of 11 with its neighbours, in the third quarter"
RANK_OF_GROUP = (
    "ouncil's published 60% (2024/25, age group 17-18) is 2nd of 11 with its neighbours, in the "
    "best quarter"
)
RECORDED = {
    "a small change": "p 0.02 points from 2023/24, which is better",
    "a rank": RANK,
    "a group's rank": RANK_OF_GROUP,
    "a disagreement": "ources disagree on Southampton, 2024/25: 1.75% (Report) and 70.76% "
                      "(computed)",
    "who lacks a figure": "mean of 6 of the 8; none of Derby and Leeds",
}  # fmt: skip


@pytest.mark.parametrize("fact", RECORDED)
def test_a_fact_has_one_text_in_every_output(fact):
    """Without its first letter, which may begin a sentence."""
    report, text = made(), RECORDED[fact]
    outputs = {paper: words_of(report, paper) for paper in PAPERS}
    outputs["terminal"] = on_terminal(report)

    assert {name for name, words in outputs.items() if text not in words} == set()


def test_json_has_the_same_words():
    report = made()
    (indicator,) = json.loads(written(report, ".json"))["priorities"][0]["success_measures"][0][
        "indicators"
    ]

    assert indicator["rank"]["words"].endswith(RANK)
    assert indicator["group_ranks"][0]["words"].endswith(RANK_OF_GROUP)
    assert indicator["conflicts"][0]["words"].endswith(RECORDED["a disagreement"])
    change = indicator["judgement"]["since_last_period"]["words"]
    assert RECORDED["a small change"].startswith(change[1:])


def test_pictures_have_the_same_words():
    (indicator,) = each_measure(made())
    strip, group = dot_strips(indicator, council="Southampton")

    assert "93.8%, up 0.02 points from 2023/24" in line_chart(indicator).alt
    assert "England: 1.75%, 2024/25." in strip.alt
    assert f"14.2%, 2024/25, {RECORDED['who lacks a figure']}" in strip.alt
    assert "age group 17-18" in group.svg
    assert "England: 64%, 2024/25." in group.alt


def test_a_published_value_keeps_its_digits_everywhere():
    """1.75 is nowhere 1.8."""
    report = made()
    outputs = {paper: words_of(report, paper) for paper in PAPERS}
    outputs["terminal"] = on_terminal(report)
    (row, *_) = [row for row in tidy(report) if row["latest"] == "yes"]

    assert {name for name, words in outputs.items() if "1.75" not in words} == set()
    assert {name for name, words in outputs.items() if re.search(r"\b1\.8\b", words)} == set()
    assert row["england"] == "1.75"


def tidy(report):
    return list(csv.DictReader(StringIO(written(report, ".csv").decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("direction", "turned", "change", "expected"),
    [
        pytest.param(Direction.BETTER, Direction.WORSE, "-0.8",
                     "Better over 5 figures, although down 0.8 points from 2023/24",
                     id="better, and down"),
        pytest.param(Direction.WORSE, Direction.BETTER, "0.8",
                     "Worse over 5 figures, although up 0.8 points from 2023/24",
                     id="worse, and up"),
        pytest.param(Direction.BETTER, Direction.BETTER, "0.8",
                     "Up 0.8 points from 2023/24, which is better", id="both better"),
        pytest.param(Direction.BETTER, None, "0", "The same as in 2023/24", id="no change"),
    ],
)  # fmt: skip
def test_no_line_says_better_and_worse(direction, turned, change, expected):
    """Both facts are told, and neither denies the other."""
    report = made(direction=direction, turned=turned, change=change)
    lines = on_terminal(report, 140), *(words_of(report, paper) for paper in PAPERS)

    for words in lines:
        assert expected.lower() in words.lower()
        assert not re.search(r"better[^.]*which is worse|worse[^.]*which is better", words.lower())


@pytest.mark.parametrize(
    ("before", "digits", "words"),
    [
        pytest.param("89.4", 0, "the same as in 2023/24 when rounded", id="shown alike"),
        pytest.param("86.4", 0, "up 3 points from 2023/24", id="as the figures shown are apart"),
        pytest.param("89.4", None, "down 0.4 points from 2023/24", id="exact"),
    ],
)
def test_a_change_between_rounded_figures_is_that_between_what_is_shown(before, digits, words):
    """A reader who sees 89% twice is not told that it is down."""
    figure = of(89, 100, digits=digits)
    gap = figure.value - Fraction(before)
    change = TrendChange(
        since=BEFORE, before=Fraction(before), difference=gap, direction=Direction.WORSE
    )
    seen = change_as_shown(change, figure)

    assert change_in_words(seen, figure, "%") == words
    assert ("which is" in judged_change(seen, figure, "%")) is bool(seen.difference)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("1.75", None, "1.75"), ("86.0", None, "86"), ("81.23456", None, "81.23456"),
        ("81770", None, "81,770"), ("-0.5", None, "-0.5"),
        (Fraction(85, 6), 1, "14.2"), (Fraction(91), 1, "91"), (Fraction(140001, 10000), 1, "14"),
        (Fraction(1, 3), None, "0.33"),
    ],
)  # fmt: skip
def test_how_a_figure_of_others_is_written(value, digits, text):
    assert published_number(Fraction(value), digits) == text


def test_a_figure_has_as_many_digits_in_a_picture_as_its_rating_needs():
    """89.96% against 90% is nowhere 90.0% in red."""
    figure = of("89.96", 5000)
    red = indicator("m", "Seen", figure, aim("m", 90), series=(of(80, 100, period=BEFORE), figure),
                    comparisons=others(91, 92, "93.1"))  # fmt: skip

    assert value_text(red) == "89.96%"
    assert "89.96%" in line_chart(red).alt
    assert "Southampton: 89.96%" in dot_strip(red, council="Southampton").alt
    assert "90.0" not in line_chart(red).alt


# One run, one comparator


@pytest.fixture(scope="module")
def shipped(council):
    """The shipped plan with the shipped published figures, by age group, restricted."""
    import cptracker
    from cptracker.files.bundled import bundled

    plan = cptracker.load_plan(bundled("strategy"))
    return cptracker.build_status(
        plan, find_measures(), cptracker.load_records([council]), priorities=[1, 7],
        by=["age_group"],
    )  # fmt: skip


def told_of(report):
    """England's, the region's and the neighbours' figures by measure and group, as text."""
    for line in each_measure(report):
        for each in line.comparisons:
            if each.kind in TOGETHER:
                yield line, each, value_of_others(each, line.unit)


def rows_of_comparators(tables):
    """The rows of the tables of comparators: title, with whom, value."""
    for table in tables:
        headings = [stack[0] if stack else "" for stack in table[0]]
        if headings[:3] == ["Measure", "Compared with", "Value"]:
            yield from (tuple(stack[0] for stack in row[:3]) for row in table[1:])


def subject(indicator, each):
    group = group_in_words(each.group_by, each.group)
    return f"{indicator.title}, {group}" if group else indicator.title


def test_all_outputs_of_one_run_show_the_same_comparators(shipped):
    """Terminal, Word, web page, Markdown, Excel, CSV, JSON and pictures."""
    expected = {(subject(indicator, each), compared_with(each), text)
                for indicator, each, text in told_of(shipped)}  # fmt: skip
    papers = {
        ".docx": word_tables, ".html": html_tables, ".md": markdown_tables,
    }  # fmt: skip

    assert len({indicator.measure for indicator, _, _ in told_of(shipped)}) >= 4
    for suffix, tables in papers.items():
        assert set(rows_of_comparators(tables(written(shipped, suffix)))) == expected, suffix
    sheet = sheets(written(shipped, ".xlsx"))["Comparators"]
    headings = ("Measure", "Compared with", "Value")
    rows = {tuple(shown(row[head]) for head in headings) for row in sheet}
    together = {row for row in rows if row[1].startswith(NAMES)}
    assert together == expected


def test_the_tables_for_tools_show_them_too(shipped):
    """CSV and JSON hold the number that the text was written from."""
    rows = {(row["measure_id"], row["group_by"], row["Value"].replace(" ", "_")): row
            for row in tidy(shipped) if row["latest"] == "yes"}  # fmt: skip
    document = json.loads(written(shipped, ".json"))
    listed = {
        (indicator["measure"], each["kind"], each["group_by"], each["group"]): each["value"]
        for priority in document["priorities"]
        for success in priority["success_measures"]
        for indicator in success["indicators"]
        for each in indicator["comparators"]
        if each["kind"] in ("england", "region", "neighbours")
    }
    for line, each, text in told_of(shipped):
        key = (line.measure, str(each.kind), each.group_by, each.group)
        row = rows[line.measure, each.group_by, each.group.replace(" ", "_") or "Everyone"]
        for value in (row[str(each.kind)], listed[key]):
            number = published_number(Fraction(str(value)).limit_denominator(10**6), each.digits)
            assert f"{number}{'%' if line.unit == '%' else ''}" == text


def test_the_terminal_and_the_pictures_show_them_too(shipped):
    page = on_terminal(shipped, 140)
    for line, each, text in told_of(shipped):
        who = "neighbours" if each.kind is ComparatorKind.NEIGHBOURS else each.area
        drawn = dot_strip(line, group_by=each.group_by, group=each.group)

        assert f"{who} {text}" in page
        assert drawn is not None
        assert f"{each.area}: {text}" in drawn.alt


def test_a_figure_of_17_to_21_has_no_twin_and_its_groups_have(shipped):
    """The Department publishes the ages apart: each judges and ranks its own."""
    (eet,) = [
        indicator for indicator in each_measure(shipped) if indicator.measure == "care-leavers-eet"
    ]
    england = [
        comparison for comparison in eet.comparisons if comparison.kind is ComparatorKind.ENGLAND
    ]

    assert [(comparison.group, comparison.value) for comparison in england] == [
        ("17-18", 64),
        ("19-21", 54),
    ]
    assert all(comparison.like_for_like for comparison in england)
    assert eet.rank is None
    assert [(rank.group, rank.place, rank.of) for rank in eet.group_ranks] == [
        ("17-18", 8, 11), ("19-21", 3, 11),
    ]  # fmt: skip
    groups = {breakdown.group: breakdown.value for breakdown in eet.breakdowns}
    for comparison in england:
        value = groups[comparison.group]
        assert comparison.better == (None if value is None else value > comparison.value)


def test_without_a_breakdown_the_groups_are_shown_and_judge_nothing(shipped):
    """Our own figure of the group was not asked for."""
    (eet,) = [
        indicator for indicator in each_measure(shipped) if indicator.measure == "care-leavers-eet"
    ]
    bare = evolve(eet, breakdowns=())

    assert dot_strip(bare, group_by="age_group", group="17-18") is None
    assert "Beside, age group 17-18: England 64%" in on_terminal(
        evolve(shipped, priorities=(_with(shipped.priorities[-1], bare),)), 140
    )


def _with(priority, indicator):
    success = SuccessMeasureStatus(ref="7.3", title="Work", indicators=(indicator,))
    return evolve(priority, success_measures=(success,))


def squeezed(text):
    """Without blanks, which formats set in their own ways."""
    return "".join(text.split())


def all_words_of(report, suffix, name):
    """All words of an edition in a format, without blanks."""
    (content,) = render(report, [FORMATS[suffix]], name=name)
    if suffix == ".docx":
        return squeezed("".join(paragraph.text for paragraph in word_paragraphs(content)))
    if suffix == ".pptx":
        slides = Presentation(BytesIO(content)).slides
        return squeezed("".join(words for slide in slides for words in slide_paragraphs(slide)))
    return squeezed("".join(Page(content.decode()).words))


def lines_of(paper):
    """What a page shows, without the pictures in cells."""
    for block in paper.reading:
        if isinstance(block, PaperTable):
            stacks = (stack for row in on_page(block).rows for stack in row)
            yield from (cell.spans for stack in stacks for cell in stack if not cell.picture)
        else:
            yield from lines_in([block])


def shown_in(line):
    """A line's words, those of a rating behind its shape."""
    return "".join(
        f"{span.shape}{span.text}" if isinstance(span, RatingTag) else span.text for span in line
    )


@pytest.mark.parametrize("name", EDITIONS)
def test_every_line_of_every_edition_has_one_text_in_each_format(name):
    """With commentary on every priority: paragraphs, items, meanings and cells of tables."""
    report = commented()
    lines = {squeezed(shown_in(line)) for line in lines_of(edition(name)(report))}

    assert len(lines) > 20
    for suffix in (".html", ".docx", ".pptx"):
        words = all_words_of(report, suffix, name)
        assert {line for line in lines if line not in words} == set(), suffix
