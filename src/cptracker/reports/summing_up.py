"""How many of what a status holds, in words: one priority, and the whole plan."""

from collections import Counter
from collections.abc import Iterator

from cptracker.judging import NOTHING_IN_WORDS, RATING_IN_WORDS
from cptracker.reports import phrases
from cptracker.reports.text import counted, listed
from cptracker.results import Rating
from cptracker.standing import Indicator, PriorityStatus, StatusReport


def each_measure(report: StatusReport) -> tuple[Indicator, ...]:
    """Each measure once, however often the plan names it."""
    found = {
        one.measure: one
        for priority in report.priorities
        for success in priority.success_measures
        for one in success.indicators
    }
    return tuple(found.values())


def records_in_words(report: StatusReport) -> str:
    """How many tables the records are, from how many files; empty for frames."""
    files = {source.path for table in report.records for source in table.sources}
    if not files:
        return ""
    tables = counted(len(report.records), "table")
    return f"Records: {tables} from {counted(len(files), 'file')}"


def priority_in_words(priority: PriorityStatus) -> str:
    """How many measures and key deliverables stand how, never as one colour."""
    return f"{counts_in_words(priority)}. {deliverables_in_words(priority)}"


def counts_in_words(priority: PriorityStatus) -> str:
    """Such as `7 measures: 1 red, 6 no target`."""
    total = sum(priority.counts.values())
    parts = [
        f"{number:,} {RATING_IN_WORDS[rating].lower()}"
        for rating, number in priority.counts.items()
        if number
    ]
    return f"{counted(total, 'measure')}: {', '.join(parts)}" if parts else "No measures"


def deliverables_in_words(priority: PriorityStatus) -> str:
    """Such as `5 key deliverables: 1 complete, 4 nothing recorded`."""
    deliverables = priority.deliverables
    if not deliverables:
        return "No key deliverables"
    ratings = Counter(one.rating for one in deliverables)
    parts = [
        f"{number:,} {RATING_IN_WORDS[rating].lower()}"
        for rating, number in ratings.items()
        if rating is not Rating.NO_DATA
    ]
    nothing = ratings[Rating.NO_DATA]
    if nothing:
        parts.append(f"{nothing:,} nothing recorded" if parts else "nothing recorded")
    return f"{counted(len(deliverables), 'key deliverable')}: {', '.join(parts)}"


def problems_line(report: StatusReport) -> str:
    """How many problems there are and how to see them; empty without any."""
    words = phrases.problems_in_words(report.problems)
    return f"{words}: run `cptracker check`" if words else ""


def summary_lines(report: StatusReport) -> Iterator[str]:
    """How many of what, each measure once however often the plan names it."""
    indicators = each_measure(report)
    ratings = Counter(one.judgement.rating for one in indicators)
    parts = [f"{ratings[rating]:,} {words.lower()}" for rating, words in RATING_IN_WORDS.items()
             if ratings[rating]]  # fmt: skip
    yield f"{counted(len(indicators), 'measure')}: {', '.join(parts) or 'none'}"
    missing = Counter(one.figure.nothing for one in indicators if one.figure.nothing)
    if missing:
        reasons = [f"{number:,} {NOTHING_IN_WORDS[why]}" for why, number in missing.items()]
        yield f"{sum(missing.values()):,} without a figure: {listed(reasons)}"
    if report.actions is not None:
        yield "Actions: " + ", ".join(
            f"{number:,} {kind.replace('_', ' ')}" for kind, number in report.actions.items()
        )
