"""The edition for children and young people: short sentences, for the public alone."""

import re
from datetime import date
from fractions import Fraction

import pytest
import textstat
from attrs import evolve
from reports_made import YEAR, aim, indicator, made_report, missing, share

from cptracker.authoring.registry import find_measures
from cptracker.disclosure.suppression import suppress
from cptracker.files.bundled import bundled
from cptracker.model.figures import Figure, MissingReason, Rating
from cptracker.model.periods import from_key
from cptracker.model.plan import Better
from cptracker.model.plan_sections import PlainWords
from cptracker.model.problems import UsageError
from cptracker.plan.reading import load_plan
from cptracker.reports.charts.bars import hundred_dots
from cptracker.reports.document.blocks import Bullets, Callout, Entries, Image, Paragraph
from cptracker.reports.document.tables import TermLink, text_of_line
from cptracker.reports.editions.plain import plain_words
from cptracker.reports.editions.plain_sentences import (
    how_it_goes,
    jobs_by_name,
    value_in_words,
    what_is_next,
    what_was_agreed,
    when,
)
from cptracker.reports.writers import markdown
from cptracker.stats.trends import Direction, Trend
from cptracker.status.tracker_lines import DeliverableStatus

PLAN = load_plan(bundled("strategy"))
MEASURES = find_measures().measures
DENTIST = PlainWords(
    measure="dental",
    about="seeing a dentist",
    says="Out of every 100 children, {value} saw a dentist",
)


def saw_a_dentist(met, of, target=None, direction=None, figure=None, **fields):
    trend = Trend(direction=direction, by="spc", points=8) if direction else None
    figure = figure or share(met, of, **fields)
    return indicator("dental", "Dentist", figure, target, trend=trend)


GOAL = aim("dental", 90, within=5)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        pytest.param(
            saw_a_dentist(92, 100, GOAL),
            "Out of every 100 children, 92 saw a dentist (April 2024 to March 2025). "
            "This is as good as we promised.",
            id="green",
        ),
        pytest.param(
            saw_a_dentist(86, 100, GOAL, Direction.BETTER),
            "Out of every 100 children, 86 saw a dentist (April 2024 to March 2025). "
            "This is close to what we promised. It is getting better.",
            id="amber and getting better",
        ),
        pytest.param(
            saw_a_dentist(50, 100, GOAL, Direction.WORSE),
            "Out of every 100 children, 50 saw a dentist (April 2024 to March 2025). "
            "This is not good enough yet. It is getting worse.",
            id="red and getting worse",
        ),
        pytest.param(
            saw_a_dentist(50, 100, None, Direction.NO_CLEAR_TREND),
            "Out of every 100 children, 50 saw a dentist (April 2024 to March 2025). "
            "We have no goal for this yet.",
            id="no target and no clear way",
        ),
        pytest.param(
            saw_a_dentist(0, 0, GOAL, figure=missing(MissingReason.NO_CASES)),
            "There was nobody to count for this: seeing a dentist.",
            id="nobody",
        ),
        pytest.param(
            saw_a_dentist(0, 0, GOAL, figure=missing(MissingReason.NOT_DUE)),
            "It is too soon to tell you about seeing a dentist.",
            id="not due",
        ),
        pytest.param(
            saw_a_dentist(0, 0, GOAL, figure=missing(MissingReason.NOT_SUPPLIED)),
            "We cannot tell you about seeing a dentist yet. We do not have the facts.",
            id="not supplied",
        ),
        pytest.param(
            saw_a_dentist(0, 0, GOAL, figure=missing(MissingReason.NOT_COMPUTABLE)),
            "We cannot tell you about seeing a dentist yet. Our facts do not add up.",
            id="not computable",
        ),
        pytest.param(
            saw_a_dentist(0, 0, GOAL, figure=missing(MissingReason.HIDDEN)),
            "We do not tell the number for this: seeing a dentist. It is about very few people, "
            "and we keep their lives private.",
            id="hidden",
        ),
    ],
)
def test_how_it_goes(indicator, expected):
    """The figure, whether it is what was promised, and where it goes; or why there is none."""
    assert how_it_goes(indicator, DENTIST) == expected


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        pytest.param(share(0, 40), "%", "none", id="none"),
        pytest.param(share(40, 40), "%", "all 100", id="all"),
        pytest.param(share(1, 3), "%", "about 33", id="rounded here"),
        pytest.param(
            Figure(period=YEAR, value=Fraction(33), digits=0), "%", "33", id="rounded before"
        ),
        pytest.param(share(1999, 2000), "%", "about 100", id="nearly all is not all"),
        pytest.param(Figure(period=YEAR, value=Fraction(39, 20)), "workers", "2", id="a mean"),
        pytest.param(Figure(period=YEAR, value=Fraction(29, 20)), "workers", "1.5", id="a half"),
        pytest.param(
            Figure(period=YEAR, value=Fraction(1234), numerator=1234), "children", "1,234",
            id="a count",
        ),
    ],
)  # fmt: skip
def test_values(figure, unit, words):
    statistic = "mean" if figure.value and figure.numerator is None and unit != "%" else None
    assert value_in_words(indicator("x", "X", figure, unit=unit, statistic=statistic)) == words


def test_a_measure_without_plain_words_is_told_by_its_title():
    """Something is better than nothing: a council's own measure is not dropped."""
    assert how_it_goes(saw_a_dentist(92, 100, GOAL), None) == (
        "Dentist: 92.0% (April 2024 to March 2025). This is as good as we promised."
    )
    workers = Figure(period=YEAR, value=Fraction(5, 2), numerator=5, denominator=2)
    text = how_it_goes(indicator("x", "Workers", workers, unit="workers"), None, goals=False)
    assert text == "Workers: 2.50 workers (April 2024 to March 2025)."


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2025-03", "March 2025"),
        ("202425Q4", "January to March 2025"),
        ("202425Q3", "October to December 2024"),
        ("202425", "April 2024 to March 2025"),
    ],
)
def test_periods_are_months(key, words):
    assert when(from_key(key)) == words


def job(status):
    return DeliverableStatus(ref="1.1", title="x", rating=Rating.NO_DATA, reason="x", status=status)


def test_what_comes_next_counts_every_job():
    stands = ["complete", "complete", "in_progress", "open", "cancelled", "superseded", None]
    assert what_is_next([job(status) for status in stands]) == (
        "We have 7 jobs to do for this. 2 are done. We are at work on 1. 1 is still to start. "
        "We stopped 2. We have not said yet how far we are with 1."
    )
    assert what_is_next([]) == ""


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((7, 2, 1), "1 is done. 7 are still to do. 2 are late."),
        ((0, 0, 3), "3 are done. There is none left to do."),
        ((1, 0, 0), "None are done yet. 1 is still to do."),
    ],
)
def test_jobs_that_meetings_gave(counts, words):
    text = what_was_agreed(dict(zip(("open", "overdue", "complete"), counts, strict=True)))
    assert text == f"People meet to check on us. They give us jobs to do. {words}"


def public(**changes):
    """The made-up report as the public sees it, with plain words of some of it."""
    words = evolve(DENTIST, measure="dental")
    fields = {"plain_words": (words,), "glossary": PLAN.glossary, **changes}
    return evolve(made_report(council="Southampton", **fields), audience="public")


def test_a_restricted_report_is_refused():
    """There is no restricted form of this edition, so an exact figure cannot get into it."""
    with pytest.raises(UsageError, match="leave out `--audience restricted`"):
        plain_words(made_report())


def test_terms_are_linked_where_they_are_first_used_and_explained_at_the_end():
    paper = plain_words(public())
    links = {
        span.anchor
        for block in paper.blocks
        for line in spans_of(block)
        for span in line
        if isinstance(span, TermLink)
    }
    listed = [block for block in paper.blocks if isinstance(block, Entries)]
    (explained,) = [block for block in listed if block.sheet == "Glossary"]

    assert "term-care-leaver" in links
    assert {entry.anchor for entry in explained.items} == links


def spans_of(block):
    if isinstance(block, Paragraph):
        return [block.spans]
    if isinstance(block, Bullets):
        return block.items
    return block.lines if isinstance(block, Callout) else []


def test_the_edition_as_it_is_read(snapshot, shipped):
    """The shipped plan with the example records, in plain words."""
    snapshot(markdown.write_markdown(plain_words(shipped)).decode(), "plain-words.md")


@pytest.fixture(scope="module")
def shipped():
    from cptracker.files.bundled import PACKAGE
    from cptracker.records.loading import load_records
    from cptracker.status.builder import build_status

    records = load_records([PACKAGE / "example_records"])
    return suppress(build_status(PLAN, find_measures(), records, as_at=date(2026, 3, 31)))


# The reading age


def edge_figures():
    yield from (missing(why) for why in MissingReason)
    yield from (share(met, 200) for met in (0, 1, 67, 199, 200))


def edge_sentences():
    """Each measure's sentence with every reason, value, rating and direction."""
    for words in PLAN.plain_words:
        measure = MEASURES[words.measure]
        for figure in edge_figures():
            for direction in (None, *Direction):
                for target in (None, GOAL, aim("dental", 100)):
                    if measure.unit != "%" and figure.value is not None:
                        figure = evolve(figure, value=Fraction(39, 20))
                    better = Better.HIGHER if target else measure.better
                    trend = Trend(direction=direction, by=None, points=0)
                    fields = (figure, target, measure.unit, better)
                    own_indicator = indicator("dental", "x", *fields, trend=trend)
                    yield how_it_goes(own_indicator, words)


def other_sentences(shipped):
    """Everything else that the edition says, but for what the young people said themselves."""
    yield from (promise.words for promise in PLAN.plain_promises)
    for block in plain_words(shipped).blocks:
        if isinstance(block, Paragraph | Bullets):
            yield from (text_of_line(line) for line in spans_of(block))


MONTHS = re.compile(r" \([A-Z][a-z]+ [^)]*\)")
"""The months of a period, which are names and no harder for being long."""


def grade(text):
    """Years of school: the harder of two measures of readability that count letters and words.

    Both work without a dictionary, so nothing is fetched.
    """
    return max(textstat.automated_readability_index(text), textstat.coleman_liau_index(text))


ELEVEN = 6.0
"""The school year (counted as Americans do) in which children are eleven."""


def test_the_whole_edition_can_be_read_at_eleven(shipped):
    texts = [*dict.fromkeys(edge_sentences()), *other_sentences(shipped)]
    text = " ".join(text if text.endswith((".", "?")) else f"{text}." for text in texts)

    assert len(texts) > 900
    assert grade(MONTHS.sub("", text)) <= ELEVEN


def sentences(texts):
    for text in texts:
        yield from re.split(r"(?<=[.?]) ", MONTHS.sub("", text))


def test_no_sentence_is_long_and_no_word_is_jargon(shipped):
    all_sentences = set(sentences([*edge_sentences(), *other_sentences(shipped)]))
    jargon = {
        *("placement", "assessment", "indicator", "measure", "deliverable", "priority", "target"),
        *("percentage", "proportion", "cohort", "accommodation", "statutory", "IHA", "SDQ", "PEP"),
        *(
            "EET",
            "NEET",
            "UASC",
            "provision",
            "multi-agency",
            "stakeholder",
            "outcome",
            "timescale",
        ),
    }

    assert [sentence for sentence in all_sentences if len(sentence.split()) > 26] == []
    assert {
        word for sentence in all_sentences for word in re.findall(r"[\w-]+", sentence)
    } & jargon == set()


def test_readability_tells_jargon_from_plain_words():
    """The check can fail: the same in officers' words is far beyond eleven."""
    officers = (
        "The proportion of looked-after children with an up-to-date statutory dental assessment "
        "has deteriorated in comparison with statistical neighbours' performance."
    )
    assert grade(officers) > 2 * ELEVEN


def test_everything_has_plain_words():
    """Each measure that ships, each priority and each success measure."""
    refs = {str(priority.number) for priority in PLAN.priorities} | {
        success.ref for priority in PLAN.priorities for success in priority.success_measures
    }

    assert {plain_words.measure for plain_words in PLAN.plain_words} == set(MEASURES)
    assert {promise.ref for promise in PLAN.plain_promises} == refs


def test_shares_are_told_of_a_hundred_and_nothing_else_is():
    for words in PLAN.plain_words:
        assert words.says.startswith("Out of every 100 ") is (MEASURES[words.measure].unit == "%")


# Jobs by name, and pictures


def test_each_job_is_told_by_name_and_how_far_it_is():
    stands = ["complete", "in_progress", "open", "superseded", None]
    entries = jobs_by_name([evolve(job(status), title=f"Job {status}") for status in stands])

    assert [text_of_line(entry.meaning) for entry in entries.items] == [
        "Done.",
        "We are at work on it.",
        "Still to start.",
        "We stopped it.",
        "We have not said yet how far we are.",
    ]
    assert entries.items[0].term == "1.1 Job complete"


def test_the_shipped_plan_names_all_of_its_jobs_and_no_others(shipped):
    listed = [block for block in plain_words(shipped).blocks if isinstance(block, Entries)]
    named = [entry.term for block in listed if block.sheet == "Jobs" for entry in block.items]

    assert named == [f"{deliverable.ref} {deliverable.title}" for priority in PLAN.priorities
                     for deliverable in priority.deliverables]  # fmt: skip


def pictures(paper):
    return [block for block in paper.blocks if isinstance(block, Image)]


def test_each_promise_with_a_share_has_a_picture_that_says_its_sentence(shipped):
    """The same sentence as in the text; a promise that has only counts has none."""
    sayings = {text_of_line(line).partition(" (")[0] for block in plain_words(shipped).blocks
            if isinstance(block, Bullets) for line in block.items}  # fmt: skip
    drawn = pictures(plain_words(shipped))

    assert 5 <= len(drawn) <= len(PLAN.priorities)
    assert all(image.picture.alt.rstrip(".") in sayings for image in drawn)
    assert all(image.caption == image.picture.alt for image in drawn)


@pytest.mark.parametrize(("met", "filled"), [(0, 0), (48, 24), (199, 100), (200, 100)])
def test_as_many_dots_are_filled_as_the_sentence_says(met, filled):
    drawn = hundred_dots(indicator("dental", "x", share(met, 200)), "Words.")

    assert drawn.svg.count("<circle") == 100
    assert drawn.svg.count('fill="#12436d"') == filled
    assert f"{filled} of every 100" in drawn.svg
    assert drawn.alt == "Words."


@pytest.mark.parametrize(
    "figure",
    [
        missing(MissingReason.HIDDEN),
        missing(MissingReason.NOT_SUPPLIED),
        evolve(share(3, 4), marks=("u",)),
    ],
)
def test_nothing_is_drawn_of_what_is_not_shown_or_rests_on_few(figure):
    assert hundred_dots(indicator("dental", "x", figure), "Words.") is None


def test_no_picture_of_a_number_of_people():
    figure = evolve(share(3, 4), value=Fraction(3))

    assert hundred_dots(indicator("events", "x", figure, unit="events"), "Words.") is None


@pytest.mark.parametrize(
    ("measure", "base"),
    [
        ("sdq-in-timescale", "children aged 4 to 16 in care for a year"),
        ("sdq-score-received", "children aged 5 to 16 in care for a year"),
        ("dental-checks", "children in care for a year or more"),
        ("immunisations-up-to-date", "children in care for a year or more"),
        ("annual-health-assessments", "children in care for a year or more"),
        ("care-leavers-eet", "care leavers aged 17 to 21"),
    ],
)
def test_a_share_is_of_those_whom_its_measure_counts(measure, base):
    (words,) = [plain_words for plain_words in PLAN.plain_words if plain_words.measure == measure]

    assert words.says.startswith(f"Out of every 100 {base}, ")
