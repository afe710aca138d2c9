"""What reports say about figures and problems, and of how many, in the same words everywhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from textwrap import shorten

from cptracker.model.actions import Commentary
from cptracker.model.comparisons import BenchmarkRating
from cptracker.model.figures import Figure, Rating
from cptracker.model.measure_info import Statistic
from cptracker.model.periods import from_key, long_date
from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.model.published import PublishedFigure
from cptracker.model.rounding import exactly, published_number, with_sign
from cptracker.model.targets import Target
from cptracker.rating.promises import REPORTED
from cptracker.rating.thresholds import usable_thresholds
from cptracker.rating.wording import (
    MISSING_IN_WORDS,
    RATING_IN_WORDS,
    figure_text,
    shown_value_text,
    usual_digits,
)
from cptracker.status.attention import counts_beside_others, measures_in_plan
from cptracker.status.report import Indicator, PriorityStatus, StatusReport
from cptracker.wording.facts import period_in_words
from cptracker.wording.text import counted_words, listed_words

RESTRICTED = "RESTRICTED: exact figures, not for publication"


PUBLIC = "PUBLIC: small numbers are protected"


DRAFT = "DRAFT: not for publication as it stands"


EXAMPLE = "EXAMPLE DATA: made-up children of an invented council"


BETTER = {
    "higher": "higher is better",
    "lower": "lower is better",
    "near": "near its range is better",
    "context": "neither way is good or bad: it is context for the others",
}
"""Which way is good, by the measure's word for it."""


_INPUT_OF_KIND = {
    ProblemKind.PLAN: "the plan",
    ProblemKind.MEASURE: "the measures",
    ProblemKind.RECORDS: "the records",
}


def made_of(figure: Figure, unit: str, statistic: Statistic | None = None) -> str:
    """`437 of 459` for a share, `1,062 ÷ 460` for a mean, a rate or a ratio, nothing for a count.

    A percentile is made of no sum: `all 10`.
    """
    if figure.value is None or figure.denominator is None:
        return ""
    if figure.numerator is None:
        return f"all {figure.denominator:,}"
    sign = "of" if unit == "%" and statistic != "ratio" else "÷"
    return f"{figure.numerator or 0:,} {sign} {figure.denominator:,}"


def not_known(figure: Figure, unit: str) -> str:
    """Of how many it is not known, and between which values the truth lies.

    Without a value the reason for it has said so.
    """
    if not figure.unknown or figure.value is None:
        return ""
    words = f"{figure.unknown:,} not known"
    if figure.lower is None or figure.upper is None:
        return words
    digits = usual_digits(figure, unit)
    low, high = (
        with_sign(shown_value_text(bound, digits), unit) for bound in (figure.lower, figure.upper)
    )
    return f"{words}: between {low} and {high}"


def left_out(figure: Figure) -> str:
    """How many were left out, by reason."""
    counts = [f"{number:,} {reason}" for reason, number in figure.excluded.items() if number]
    return f"left out: {', '.join(counts)}" if counts else ""


def target_text(target: Target | None, unit: str) -> str:
    """What was promised: `90%`, `40% to 60%`, `none set`."""
    if target is None:
        return "none set"
    values = (target.value,) if target.value is not None else (target.low, target.high)
    return " to ".join(
        with_sign(exactly(Fraction(value)), unit) for value in values if value is not None
    )


def value_text(indicator: Indicator) -> str:
    """The figure for show, with as many digits as its rating needs."""
    limits = usable_thresholds(indicator.judgement.target, indicator.better)
    return figure_text(indicator.figure, indicator.unit, limits)


def published_text(published: PublishedFigure, unit: str) -> tuple[str, str]:
    """A published figure's value and its period, both for show."""
    value = with_sign(published_number(Fraction(published.value)), unit)
    return value, period_in_words(published.period)


def published_note(published: PublishedFigure | None) -> str:
    """How a published figure differs from the computed one, where it does."""
    if published is None or (published.like_for_like and not published.note):
        return ""
    kind = "Published figure" if published.like_for_like else "Published figure not like for like"
    return f"{kind}: {published.note}" if published.note else kind


def commentary_in_short(commentary: Commentary) -> str:
    """What was last said of a success measure: for which period, by whom, and what next."""
    words = f" ({commentary.rating_words})" if commentary.rating_words else ""
    rating = f", rated {commentary.rating}{words}" if commentary.rating else ""
    period = from_key(commentary.period).label
    data_says = shorten(commentary.data_says, SHORT, placeholder=" …")
    sentences = [f"{period}, {commentary.by}{rating}: {data_says}"]
    if commentary.next_steps:
        sentences.append(f"next: {shorten(commentary.next_steps, SHORT, placeholder=' …')}")
    return " · ".join(sentences)


SHORT = 180
"""How many letters of a commentary stand in the status; `commentary show` tells all."""


def problem_counts(problems: Sequence[Problem]) -> str:
    """Such as `12 problems and 61 warnings`, wherever they are; empty without any."""
    errors = sum(problem.count for problem in problems if problem.severity is Severity.ERROR)
    warnings = sum(problem.count for problem in problems if problem.severity is Severity.WARNING)
    counts = [counted_words(errors, "problem")] if errors else []
    counts += [counted_words(warnings, "warning")] if warnings else []
    return listed_words(counts) if counts else ""


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Such as `2 problems in the plan, 12 in the records; 3 warnings`; empty without any."""
    errors = _by_kind(problem for problem in problems if problem.severity is Severity.ERROR)
    counts = [
        f"{counted_words(number, 'problem')} in {_INPUT_OF_KIND[kind]}" for kind, number in errors
    ]
    warnings = sum(problem.count for problem in problems if problem.severity is Severity.WARNING)
    if warnings:
        counts.append(counted_words(warnings, "warning"))
    return listed_words(counts) if counts else ""


def _by_kind(problems: Iterable[Problem]) -> list[tuple[ProblemKind, int]]:
    counts: Counter[ProblemKind] = Counter()
    for problem in problems:
        counts[problem.kind] += problem.count
    return [(kind, counts[kind]) for kind in ProblemKind if counts[kind]]


def each_measure(report: StatusReport) -> tuple[Indicator, ...]:
    """Each measure once, however often the plan names it."""
    return tuple(named.indicator for named in measures_in_plan(report))


def days_in_words(report: StatusReport) -> str:
    """To which day figures are told, and for which day the tracker; one day where they agree."""
    if report.tracker_at == report.as_at:
        return f"status as at {long_date(report.as_at)}"
    figures, tracker = long_date(report.as_at), long_date(report.tracker_at)
    return f"figures to {figures}, tracker at {tracker}"


def later_changes_in_words(report: StatusReport) -> str:
    """How many changes came after the tracker's day; empty where none did."""
    if not report.later_changes:
        return ""
    changes = counted_words(report.later_changes, "later change")
    verb = "is" if report.later_changes == 1 else "are"
    return f"{changes} {verb} not shown"


def records_in_words(report: StatusReport) -> str:
    """How many tables the records are, from how many files; empty for frames."""
    files = {source.path for table in report.records for source in table.sources}
    if not files:
        return ""
    tables = counted_words(len(report.records), "table")
    return f"Records: {tables} from {counted_words(len(files), 'file')}"


def priority_in_words(priority: PriorityStatus) -> str:
    """How many measures and key deliverables stand how, never as one colour."""
    return f"{counts_in_words(priority)}. {deliverables_in_words(priority)}"


def counts_in_words(priority: PriorityStatus) -> str:
    """Such as `7 measures: 1 red, 6 no target (2 similar to others)`."""
    total = sum(priority.counts.values())
    comparators_in_words = {Rating.NO_TARGET: _comparators_in_words(priority)}
    counts = [
        f"{number:,} {RATING_IN_WORDS[rating].lower()}{comparators_in_words.get(rating, '')}"
        for rating, number in priority.counts.items()
        if number
    ]
    return f"{counted_words(total, 'measure')}: {', '.join(counts)}" if counts else "No measures"


BENCHMARK_IN_WORDS = {
    BenchmarkRating.BETTER: "better than",
    BenchmarkRating.SIMILAR: "similar to",
    BenchmarkRating.WORSE: "worse than",
}


BESIDE_OTHERS = {
    rating: f"{words} others" for rating, words in reversed(BENCHMARK_IN_WORDS.items())
}
"""The worst first, as what needs attention is told."""


def _comparators_in_words(priority: PriorityStatus) -> str:
    """How many of those without a target stand how beside others, in brackets."""
    counts = counts_beside_others(priority)
    counts_by_rating = [
        f"{counts[rating]:,} {words}" for rating, words in BESIDE_OTHERS.items() if counts[rating]
    ]
    return f" ({', '.join(counts_by_rating)})" if counts_by_rating else ""


def deliverables_in_words(priority: PriorityStatus) -> str:
    """Such as `5 key deliverables: 1 complete, 1 reported, 3 nothing recorded`."""
    deliverables = priority.deliverables
    if not deliverables:
        return "No key deliverables"
    ratings = Counter(deliverable.rating for deliverable in deliverables)
    counts = [
        f"{number:,} {RATING_IN_WORDS[rating].lower()}"
        for rating, number in ratings.items()
        if rating is not Rating.NO_DATA
    ]
    unrecorded = sum(
        not deliverable.recorded
        for deliverable in deliverables
        if deliverable.rating is Rating.NO_DATA
    )
    if unrecorded < ratings[Rating.NO_DATA]:
        counts.append(f"{ratings[Rating.NO_DATA] - unrecorded:,} {REPORTED}")
    if unrecorded:
        counts.append(f"{unrecorded:,} nothing recorded" if counts else "nothing recorded")
    return f"{counted_words(len(deliverables), 'key deliverable')}: {', '.join(counts)}"


def reported_in_words(report: StatusReport) -> str:
    """How many key deliverables only published documents tell of; empty where none."""
    many = sum(
        deliverable.word == REPORTED
        for priority in report.priorities
        for deliverable in priority.deliverables
    )
    return f"{counted_words(many, 'deliverable')} {REPORTED}, not rated" if many else ""


def problems_line(report: StatusReport) -> str:
    """How many problems there are and how to see them; empty without any."""
    words = problems_in_words(report.problems)
    return f"{words}: run `cptracker check`" if words else ""


def summary_lines(report: StatusReport) -> Iterator[str]:
    """How many of what, each measure once however often the plan names it."""
    indicators = each_measure(report)
    ratings = Counter(indicator.judgement.rating for indicator in indicators)
    counts = [f"{ratings[rating]:,} {words.lower()}" for rating, words in RATING_IN_WORDS.items()
             if ratings[rating]]  # fmt: skip
    yield f"{counted_words(len(indicators), 'measure')}: {', '.join(counts) or 'none'}"
    missing = Counter(
        indicator.figure.missing_reason
        for indicator in indicators
        if indicator.figure.missing_reason
    )
    if missing:
        reasons = [f"{number:,} {MISSING_IN_WORDS[reason]}" for reason, number in missing.items()]
        yield f"{sum(missing.values()):,} without a figure: {listed_words(reasons)}"
    if report.actions is not None:
        yield "Actions: " + ", ".join(
            f"{number:,} {kind.replace('_', ' ')}" for kind, number in report.actions.items()
        )
