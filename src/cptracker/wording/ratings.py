"""What is said of a rated figure and of gaps between groups, alike in every format."""

from collections.abc import Iterator

from cptracker.model.comparisons import Benchmark, BenchmarkRating, ComparatorKind
from cptracker.model.figures import Judgement
from cptracker.model.plan import Better
from cptracker.stats.intervals import Significance
from cptracker.stats.spc.result import SpcResult
from cptracker.stats.trends import Direction, Trend
from cptracker.status.report import Indicator
from cptracker.wording import facts, phrases
from cptracker.wording.text import capitalised, counted_words

UP, DOWN, LEVEL = "↑", "↓", "→"
"""Which way the value goes; whether that is good the words say."""


NO_REASON = "no target set"
"""The rating says it already."""


def possible_ratings_in_words(judgement: Judgement) -> str:
    """Both colours that those not known leave possible, such as `amber or red`; else nothing."""
    if judgement.best is None or judgement.worst is None or not judgement.doubtful:
        return ""
    return f"{judgement.best} or {judgement.worst}"


def stale_in_words(judgement: Judgement) -> str:
    """Such as `STALE 2 periods`; nothing for a figure of the latest period."""
    return f"STALE {counted_words(judgement.stale, 'period')}" if judgement.stale else ""


def signal_marks(judgement: Judgement) -> str:
    """The signs behind a figure: `[p]` for provisional, `[r]` for revised."""
    signs = {"[p]": judgement.provisional, "[r]": judgement.revised}
    return " ".join(sign for sign, why in signs.items() if why)


def value_with_marks(indicator: Indicator) -> str:
    """The figure for show with the signs behind it: `93.5% [p]`."""
    return f"{phrases.value_text(indicator)} {signal_marks(indicator.judgement)}".strip()


def rating_lines(indicator: Indicator) -> Iterator[str]:
    """The rating explained on lines: why, what was missing and by which rule; then the rest."""
    reasons, agreement = _reasons(indicator), _agreed(indicator.judgement)
    yield capitalised(" · ".join(part for part in reasons if part))
    yield from (capitalised(part) for part in agreement if part)


def rating_parts(indicator: Indicator) -> Iterator[str]:
    """The same one by one, and what other colour those not known leave possible."""
    yield from (part for part in _reasons(indicator) if part)
    doubt = possible_ratings_in_words(indicator.judgement)
    if doubt:
        yield f"{doubt}, by what is not known"
    yield from (part for part in _agreed(indicator.judgement) if part)


def _reasons(indicator: Indicator) -> tuple[str, ...]:
    judgement = indicator.judgement
    reason = "" if judgement.reason == NO_REASON else judgement.reason
    stale = stale_in_words(judgement)
    short = indicator.number_needed.words() if indicator.number_needed else ""
    first = ": ".join(part for part in (stale, reason) if part)
    return first, short, benchmark_sentence(indicator), judgement.rule or ""


def benchmark_in_words(benchmark: Benchmark) -> str:
    """Such as `better than neighbours`."""
    area = benchmark.comparison.area
    who = "neighbours" if benchmark.comparison.kind is ComparatorKind.NEIGHBOURS else area
    return f"{phrases.BENCHMARK_IN_WORDS[benchmark.rating]} {who}"


def benchmark_sentence(indicator: Indicator) -> str:
    """How a figure stands beside others where no target is set, and by how sure a difference."""
    benchmark, interval = indicator.benchmark, indicator.interval
    if benchmark is None or interval is None:
        return ""
    text = facts.value_of_others(benchmark.comparison, indicator.unit)
    how = "holds" if benchmark.rating is BenchmarkRating.SIMILAR else "leaves out"
    return f"{benchmark_in_words(benchmark)}: our 95% interval {how} their {text}"


def _agreed(judgement: Judgement) -> tuple[str, ...]:
    """How far it has come, what was accepted, and what is to be known of this very figure."""
    return (
        judgement.progress or "",
        judgement.accepted or "",
        f"[p] provisional: {judgement.provisional}" if judgement.provisional else "",
        f"[r] revised: {judgement.revised}" if judgement.revised else "",
    )


def trend_line(indicator: Indicator) -> str:
    """Which way the measure goes, and how it differs from the last period and last year."""
    return " \N{MIDDLE DOT} ".join(trend_parts(indicator))


def trend_parts(indicator: Indicator) -> Iterator[str]:
    """The same one by one: the direction first, with changes that go against it.

    A change that does not fit the direction is told with it, as `Better over 5 figures, although
    down 0.8 points from 2024/25`, so that nobody reads better and worse side by side.
    """
    trend = indicator.trend
    if trend is None or indicator.figure.value is None:
        return
    figure, unit = indicator.figure, indicator.unit
    changes = list(facts.changes_of(indicator))
    against = [change for change in changes if facts.opposes(change, trend.direction)]
    direction = _direction(indicator, trend)
    if against:
        texts = (facts.change_in_words(trend_change, figure, unit) for trend_change in against)
        direction = f"{direction}, although {' and '.join(texts)}"
    yield from (part for part in (direction, *_hints(indicator, trend)) if part)
    for trend_change in changes:
        if trend_change not in against:
            yield facts.judged_change(trend_change, figure, unit)


def trend_is_reported(indicator: Indicator) -> Iterator[str]:
    """The parts that a paper tells in sentences, where the bare direction has a cell of its own."""
    trend = indicator.trend
    first, *others = list(trend_parts(indicator)) or [""]
    plain = trend is not None and trend.by != "spc" and "although" not in first
    first = "" if plain else first.lstrip(f"{UP}{DOWN}{LEVEL} ")
    yield from (part for part in (first, *others) if part)


def _direction(indicator: Indicator, trend: Trend) -> str:
    if trend.direction is None:
        return capitalised(_said_by(indicator.spc))
    if trend.direction is Direction.TOO_FEW_POINTS:
        return f"Too few points for a trend ({trend.points})"
    arrow = arrow_of(trend.direction, indicator.better)
    if trend.by == "spc":
        text = f"{capitalised(_said_by(indicator.spc))} (control chart, {trend.points} figures)"
    else:
        text = f"{capitalised(trend.direction)} over {trend.points} figures"
    return f"{arrow} {text}".strip()


def _hints(indicator: Indicator, trend: Trend) -> Iterator[str]:
    """What else the control chart or the run chart makes worth a look."""
    spc = indicator.spc
    if spc is None or trend.direction in (None, Direction.TOO_FEW_POINTS):
        return
    if spc.run_chart and spc.run_chart.shifted:
        yield "more of a shift than chance gives (run chart)"
    if spc.suggestion:
        yield spc.suggestion.words


def _said_by(reading: SpcResult | None) -> str:
    return (reading.sentence if reading else None) or ""


def arrow_of(direction: Direction, better: Better) -> str:
    """Which way the value goes; nothing where better is neither up nor down."""
    if direction is Direction.NO_CLEAR_TREND:
        return LEVEL
    if better not in (Better.HIGHER, Better.LOWER):
        return ""
    up = (direction is Direction.BETTER) == (better is Better.HIGHER)
    return UP if up else DOWN


DIRECTIONS = {
    Direction.BETTER: "better",
    Direction.WORSE: "worse",
    Direction.NO_CLEAR_TREND: "no trend",
}
"""For a narrow column; of too few points nothing is said there."""


def direction_in_short(indicator: Indicator) -> str:
    """Such as `↓ worse`; empty where there is no direction."""
    direction = indicator.trend.direction if indicator.trend else None
    if direction not in DIRECTIONS:
        return ""
    return f"{arrow_of(direction, indicator.better)} {DIRECTIONS[direction]}".strip()


def gap_lines(indicator: Indicator) -> Iterator[str]:
    """A line for each breakdown: `By sex: male 2.1 points above the others; within chance · …`."""
    by: dict[str, list[str]] = {}
    for gap in indicator.gaps:
        by.setdefault(gap.group_by, []).append(f"{gap.group} {gap.words}")
    for name, texts in by.items():
        yield f"By {name.replace('_', ' ')}: {' · '.join(texts)}"


def approval_line(indicator: Indicator) -> str:
    """That a definition is another than the panel agreed; empty where it is not."""
    agreed = indicator.approval
    if agreed is None or not agreed.changed:
        return ""
    return (
        f"Definition changed since {agreed.meeting} agreed it: "
        f"{agreed.fingerprint} now, {agreed.agreed} then"
    )


SIGNIFICANCE = {
    Significance.CLEARLY: "by more than chance",
    Significance.WITHIN_CHANCE: "within chance",
}


def notes_in_sentences(indicator: Indicator) -> tuple[str, ...]:
    """Sentences in the order of need; none where the table says all."""
    return tuple(_sentence(words) for words in _words(indicator) if words)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."


def _words(indicator: Indicator) -> Iterator[str]:
    figure = indicator.figure
    yield from rating_parts(indicator)
    yield phrases.not_known(figure, indicator.unit)
    yield phrases.left_out(figure)
    yield figure.note or "" if figure.value is not None else ""
    yield from trend_is_reported(indicator)
    yield phrases.published_note(indicator.published)
    yield from (facts.rank_in_words(rank, indicator.unit) for rank in facts.ranks_of(indicator))
    yield from (
        facts.conflict_in_words(conflict, indicator.unit) for conflict in indicator.conflicts
    )
    yield from gap_lines(indicator)
    yield approval_line(indicator)


def significance_in_words(indicator: Indicator) -> str:
    """Whether the rating is more than chance; empty where nothing can be said."""
    return "" if indicator.significance is None else SIGNIFICANCE[indicator.significance]


def trend_in_words(trend: Trend | None) -> str:
    """Such as `getting better`; empty where there is no good way."""
    if trend is None or trend.direction is None:
        return ""
    words = {Direction.BETTER: "getting better", Direction.WORSE: "getting worse"}
    return words.get(trend.direction, str(trend.direction))
