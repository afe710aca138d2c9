"""The definition sheet of a measure: for reading, and as JSON."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from cptracker.authoring.measure import Measure
from cptracker.model.figures import Figure, Judgement, Rating
from cptracker.model.measure_info import Statistic
from cptracker.model.periods import long_date
from cptracker.rating.wording import RATING_IN_WORDS, figure_text, missing_in_words
from cptracker.reports.terminal.status import INDENT
from cptracker.reports.terminal.styles import print_renderables
from cptracker.status.definitions import DefinitionSheet, NeededTable
from cptracker.wording import phrases
from cptracker.wording.facts import NOT_JUDGED, contradiction_lines, stated_target_line
from cptracker.wording.text import TextEncoder, counted_words, encoder_for, listed_words

HASH = 12
"""How many letters of a file's hash are shown; the JSON has them all."""


def print_definition(sheet: DefinitionSheet, console: Console) -> None:
    """Write the sheet to a console."""
    print_renderables(_renderables(sheet, encoder_for(console.encoding)), console)


def _renderables(sheet: DefinitionSheet, encoder: TextEncoder) -> Iterator[RenderableType]:
    measure = sheet.measure
    yield Text(encoder(measure.title), style="bold")
    direction = phrases.BETTER[str(measure.better)]
    yield Text(encoder(f"{measure.identifier} · {measure.unit} · {direction}"))
    yield Text(encoder(f"As at {long_date(sheet.as_at)}"))
    yield Text(_audience(sheet), style="bold")
    if sheet.example:
        yield Text(phrases.EXAMPLE, style="bold reverse")
    for heading, lines in _sections(sheet):
        texts = [line for line in lines if line]
        if texts:
            yield Text()
            yield Text(encoder(heading), style="bold")
            yield from (Padding(Text(encoder(line)), (0, 0, 0, INDENT)) for line in texts)


def _audience(sheet: DefinitionSheet) -> str:
    return phrases.PUBLIC if sheet.audience == "public" else phrases.RESTRICTED


def _national(measure: Measure) -> str:
    """Which groups can be set beside the nation's although everyone together cannot."""
    if not measure.national_by:
        return ""
    names = listed_words(name.replace("_", " ") for name in measure.national_by)
    return f"Its groups by {names} follow the national definition."


def _info_sections(measure: Measure) -> Iterator[tuple[str, list[str]]]:
    """What the measure says of itself."""
    yield "What it counts, who is in and who is out", _paragraphs(measure.definition)
    yield "Why it matters", [measure.why]
    yield "Where it departs from the national definition", [measure.departs, _national(measure)]
    yield "Source", [measure.source]
    yield "Sensitive", [SENSITIVE if measure.sensitive else ""]


def _sections(sheet: DefinitionSheet) -> Iterator[tuple[str, list[str]]]:
    measure = sheet.measure
    yield from _info_sections(measure)
    serves = f"success measure{'s' if len(sheet.serves) > 1 else ''} {listed_words(sheet.serves)}" \
        if sheet.serves else ""  # fmt: skip
    yield "In the plan", [serves]
    yield (
        "Records",
        [
            line
            for table in sheet.tables
            for line in _table_lines(table, public=sheet.audience == "public")
        ],
    )
    yield "Missing from the records", list(sheet.lacks)
    yield "Rule", [rule_line(sheet)]
    if sheet.stated_targets:
        yield (
            "Targets that documents state",
            [*map(stated_target_line, sheet.stated_targets), NOT_JUDGED],
        )
    for contradiction in sheet.contradictions:
        yield (
            f"Documents contradict each other: {contradiction.about}",
            [*contradiction_lines(contradiction)],
        )
    yield (
        "Last periods",
        [
            period_line(figure, judgement, measure.unit, sheet.series.statistic)
            for figure, judgement in zip(sheet.figures, sheet.judgements, strict=True)
        ],
    )
    yield "Typed", list(_typed_lines(sheet))
    yield "Fingerprint of the definition", list(_fingerprint_lines(sheet))
    yield "Written in", [f"{measure.path}:{measure.line}" if measure.path else ""]


SENSITIVE = "Even a nought, or all, may tell something of a child, and is hidden from the public"


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n")]


def _table_lines(table: NeededTable, *, public: bool) -> Iterator[str]:
    columns = f"{table.name} ({', '.join(table.columns)})"
    if table.source is None:
        yield columns if public else f"{columns}: not there"
        return
    rows = "" if table.source.rows is None else f": {counted_words(table.source.rows, 'row')}"
    yield columns + rows
    for source in table.source.sources:
        digest = f"sha256 {source.sha256[:HASH]}… " if source.sha256 else ""
        yield f"{digest}{source.path}"


def rule_line(sheet: DefinitionSheet) -> str:
    """The rule in force for the last period, with who set it; or that there is no target."""
    judgement = sheet.judgements[-1] if sheet.judgements else None
    if judgement is None or judgement.rule is None or judgement.target is None:
        return "no target set, so it is not rated"
    since = long_date(judgement.target.since)
    return f"{judgement.rule}; since {since}, {judgement.target.source}"


def period_line(
    figure: Figure, judgement: Judgement, unit: str, statistic: Statistic | None = None
) -> str:
    """A period with value, how it is made up, the unknown, the left out and the rating."""
    value = figure_text(figure, unit) if figure.value is not None else missing_in_words(figure)
    rating = "" if judgement.rating is Rating.NO_TARGET else RATING_IN_WORDS[judgement.rating]
    texts = [
        f"{figure.period.label}: {value}",
        phrases.made_of(figure, unit, statistic),
        phrases.not_known(figure, unit),
        phrases.left_out(figure),
        rating if figure.value is not None else "",
        figure.note or "" if figure.value is not None else "",
    ]
    return " · ".join(part for part in texts if part)


def _typed_lines(sheet: DefinitionSheet) -> Iterator[str]:
    """That its values are typed; within the council also by whom and when each was."""
    if sheet.typed is None:
        return
    yield "the values are typed, not computed from records"
    if sheet.audience == "public":
        return
    shown = {figure.period.key for figure in sheet.figures}
    for value in sheet.typed:
        if value.period.key not in shown or value.group_by:
            continue
        by = f"by {value.by}" if value.by else "nobody says by whom"
        day = f"on {long_date(value.date)}" if value.date else "without a day"
        more = [" (revised)" if value.revised else "", f": {value.note}" if value.note else ""]
        yield f"{value.period.label}: {by}, {day}{''.join(more)}"


def _fingerprint_lines(sheet: DefinitionSheet) -> Iterator[str]:
    agreed = sheet.approval
    if agreed is None:
        yield "none: the source of its function cannot be had"
        return
    yield agreed.fingerprint
    if agreed.changed:
        yield f"CHANGED since {agreed.meeting} agreed it as {agreed.agreed}"
    elif agreed.agreed:
        yield f"as {agreed.meeting} agreed it"
    else:
        yield "no meeting has agreed it; `agreed_definitions` in the plan records it"
