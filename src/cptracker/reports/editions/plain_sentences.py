"""How things are going, in short sentences for children and young people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from cptracker.model.figures import MissingReason, Rating
from cptracker.model.periods import MONTH_NAMES, Period
from cptracker.model.plan import Better
from cptracker.model.plan_sections import PlainWords
from cptracker.model.rounding import POUNDS, number, unit_beside
from cptracker.rating.promises import REPORTED
from cptracker.reports.document.blocks import Entries, Entry
from cptracker.reports.document.tables import (
    Line,
    PaperTable,
    TableCell,
    TableColumn,
    Words,
    line_of,
)
from cptracker.stats.trends import Direction
from cptracker.status.report import Indicator
from cptracker.status.tracker_lines import DeliverableStatus
from cptracker.wording import phrases

PLACE = "{value}"


MISSING_SENTENCES = {
    MissingReason.NO_CASES: "There was nobody to count for this: {about}.",
    MissingReason.NOT_DUE: "It is too soon to tell you about {about}.",
    MissingReason.NOT_SUPPLIED: "We cannot tell you about {about} yet. We do not have the facts.",
    MissingReason.NOT_COMPUTABLE: "We cannot tell you about {about} yet. Our facts do not add up.",
    MissingReason.HIDDEN: (
        "We do not tell the number for this: {about}. It is about very few people, and we keep "
        "their lives private."
    ),
}
"""Why there is no figure; each reason in its own words."""


RATINGS = {
    Rating.GREEN: "This is as good as we promised.",
    Rating.AMBER: "This is close to what we promised.",
    Rating.RED: "This is not good enough yet.",
}


NOTHING_NEWER = "We do not have a newer number yet."


DIRECTIONS = {
    Direction.BETTER: "It is getting better.",
    Direction.WORSE: "It is getting worse.",
}
"""A way that is not clear is not told: few points are no news."""


def how_it_goes(indicator: Indicator, words: PlainWords | None, *, goals: bool = True) -> str:
    """A sentence with the figure, and whether that is good; or why there is none.

    Args:
        indicator: A measure as it stands.
        words: What it tells in plain words; its own title stands in where there are none.
        goals: Whether to say that there is no goal; not where the paper says so of all.
    """
    about = words.about if words else indicator.title
    if indicator.figure.value is None:
        reason = indicator.figure.missing_reason or MissingReason.NOT_COMPUTABLE
        return MISSING_SENTENCES[reason].format(about=about)
    sentence = words.says if words else f"{indicator.title}: {PLACE}"
    text = sentence.replace(PLACE, value_in_words(indicator, alone=words is None))
    judgement = _good_or_not(indicator, goals=goals)
    return " ".join([f"{text} ({when(indicator.figure.period)}).", *judgement])


def _good_or_not(indicator: Indicator, *, goals: bool) -> Iterator[str]:
    if indicator.judgement.stale:
        yield NOTHING_NEWER
    rating = indicator.judgement.rating
    if rating in RATINGS:
        yield RATINGS[rating]
    elif rating is Rating.NO_TARGET and goals and indicator.better is not Better.CONTEXT:
        yield "We have no goal for this yet."
    trend = indicator.trend
    if trend and trend.direction in DIRECTIONS:
        yield DIRECTIONS[trend.direction]


def value_in_words(indicator: Indicator, *, alone: bool = False) -> str:
    """A share as so many of 100, a mean to a tenth, anything else as every paper shows it.

    Args:
        indicator: A measure with a value.
        alone: Whether no sentence says what it is a share of, or a number of.
    """
    shown, value = phrases.value_text(indicator), indicator.figure.value
    if alone or value is None:
        return f"{shown} {unit_beside(indicator.unit)}".rstrip()
    if indicator.unit == "%":
        nice = number(value, 0)
        whole = {"0": "none", "100": "all 100"}.get(nice, nice)
        return whole if value.denominator == 1 else f"about {nice}"
    if indicator.unit == POUNDS:
        return shown.replace(POUNDS, "")
    return number(value, 1).removesuffix(".0") if "." in shown else shown


def when(period: Period) -> str:
    """The months of a period: `March 2026`, `January to March 2026`, `April 2025 to March 2026`."""
    first, last = period.start, period.end
    last_month = f"{MONTH_NAMES[last.month - 1]} {last.year}"
    if period.first_month == period.last_month:
        return last_month
    year = "" if first.year == last.year else f" {first.year}"
    return f"{MONTH_NAMES[first.month - 1]}{year} to {last_month}"


STANDS = {
    "complete": "{are} done.",
    "in_progress": "We are at work on {many}.",
    "open": "{are} still to start.",
    "stopped": "We stopped {many}.",
    "reported": "A report of ours tells about {many}.",
    "not told": "We have not said yet how far we are with {many}.",
}
"""How a promised job stands; what was called off or replaced has stopped."""


STANDS_BY_NAME = {
    "complete": "Done.",
    "in_progress": "We are at work on it.",
    "open": "Still to start.",
    "stopped": "We stopped it.",
    "reported": "A report of ours tells about it.",
    "not told": "We have not said yet how far we are.",
}
"""The same of one job, behind its name."""


def jobs_by_name(deliverables: Sequence[DeliverableStatus]) -> Entries:
    """Each job for a promise by the plan's own name, and how far it is."""
    return Entries(
        items=tuple(
            Entry(
                term=f"{deliverable.ref} {deliverable.title}",
                meaning=line_of(STANDS_BY_NAME[_stand(deliverable)]),
            )
            for deliverable in deliverables
        ),
        sheet="Jobs",
        headings=("Job", "How far it is"),
    )


def what_is_next(deliverables: Sequence[DeliverableStatus]) -> str:
    """How many of the jobs for a promise are done; empty where there is none."""
    if not deliverables:
        return ""
    stands = Counter(_stand(deliverable) for deliverable in deliverables)
    sentences = [
        words.format(are=_are(stands[stand]), many=stands[stand])
        for stand, words in STANDS.items()
        if stands[stand]
    ]
    many = len(deliverables)
    jobs = "1 job" if many == 1 else f"{many} jobs"
    return " ".join([f"We have {jobs} to do for this.", *sentences])


def _stand(deliverable: DeliverableStatus) -> str:
    if deliverable.status in ("cancelled", "superseded"):
        return "stopped"
    return deliverable.status or (REPORTED if deliverable.recorded else "not told")


def _are(many: int) -> str:
    return f"{many} is" if many == 1 else f"{many} are"


def what_was_agreed(actions: Mapping[str, int]) -> str:
    """How many of the jobs that meetings gave the council are done, to do, and late."""
    done, still, late = (actions.get(name, 0) for name in ("complete", "open", "overdue"))
    sentences = [
        "People meet to check on us. They give us jobs to do.",
        f"{_are(done)} done." if done else "None are done yet.",
        f"{_are(still)} still to do." if still else "There is none left to do.",
    ]
    return " ".join([*sentences, *([f"{_are(late)} late."] if late else [])])


@frozen(kw_only=True)
class PlainPromiseRow:
    """One promise as it is told: to a reader in sentences, to a spreadsheet in rows.

    Attributes:
        name: Its number and title.
        said: What young people said of it.
        promised: What was promised as a whole.
        going: What was promised in each success measure, with a sentence for each of its figures.
        next: What is still to do.
    """

    name: str
    said: Line
    promised: Line
    going: Sequence[tuple[str, Sequence[Line]]]
    next: Line


def asked_rows(lists: Iterable[tuple[str, Sequence[Line]]]) -> PaperTable:
    """What young people asked for: to what it was the answer, and the words."""
    return _table(
        "What you asked for",
        ("You told us", "What you asked for"),
        [(_words(title), line) for title, lines in lists for line in lines],
    )


def promise_rows(plain_promise_row: PlainPromiseRow) -> Iterator[PaperTable]:
    """A row for the whole promise, and one for each sentence of how it is going."""
    under = ("Promise", plain_promise_row.name)
    yield _table(
        "The promises",
        ("What you said", "What we promised", "What comes next"),
        [(plain_promise_row.said, plain_promise_row.promised, plain_promise_row.next)],
        under,
    )
    going = [
        (_words(goal), sentence)
        for goal, sentences in plain_promise_row.going
        for sentence in sentences
    ]
    if going:
        yield _table("How it is going", ("What we promised", "How it is going"), going, under)


def next_rows(lines: Iterable[Line]) -> PaperTable:
    """What happens next for all of it."""
    return _table("What happens next", ("What happens next",), [(line,) for line in lines])


def _words(text: str) -> Line:
    return (Words(text),)


def _table(
    name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Line]],
    under: tuple[str, str] | None = None,
) -> PaperTable:
    return PaperTable(
        caption=name,
        columns=tuple(TableColumn(heading=heading) for heading in headings),
        rows=tuple(tuple(TableCell(spans=line) for line in row) for row in rows),
        sheet=name,
        under=under,
        place="sheet",
    )
