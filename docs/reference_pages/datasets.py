"""How tables of other datasets become tables of records, from the format files."""

from collections.abc import Iterator

from cptracker.records.sources.formats import (
    GivenTable,
    Joined,
    SourceFormat,
    SourceTable,
    source_formats,
)
from reference_pages import markdown
from reference_pages.markdown import table, ticked

ABOUT = """\
A table of another dataset is recognised by its headings, compared by their letters and figures
alone. What it gives is said in a format file, `annex_a.yaml` and `ssd.yaml` in
`src/cptracker/records/formats`; what it cannot tell is as if it had not been supplied.
"""


def page() -> str:
    """A part for each dataset, in it a section for each of our tables that it gives."""
    return markdown.page(
        "Other datasets",
        ABOUT,
        *(part for dataset in source_formats() for part in _of_dataset(dataset)),
    )


def _of_dataset(dataset: SourceFormat) -> Iterator[str]:
    yield f"## {dataset.name}"
    for given in dataset.gives:
        yield _section(dataset, given)
    rows = [(f"`{name}`", why) for name, why in dataset.not_told.items()]
    yield f"### Tables that {dataset.name} does not tell\n\n{table(('table', 'why'), rows)}"


def _section(dataset: SourceFormat, given: GivenTable) -> str:
    sources = [dataset.tables[given.source], *(dataset.tables[one.table] for one in given.joins)]
    rows = [
        (f"`{column}`", _heading(sources, name), _how(how))
        for column, (name, how) in given.columns.items()
    ]
    rows += [(f"`{column}`", "", f"not told: {why}") for column, why in given.not_told.items()]
    text = f"### {given.table} from {sources[0].name}\n\n{' '.join(_about(given))}"
    return f"{text}\n\n{table(('column', 'from', ''), rows)}"


def _heading(sources: list[SourceTable], name: str) -> str:
    source = next(one for one in sources if name in one.headings)
    return f"{source.headings[name][0]}" if source.name != source.table else f"`{name}`"


def _how(how: str) -> str:
    if not how:
        return ""
    return "its code" if how == "code" else f"by the words under `{how}`"


def _about(given: GivenTable) -> Iterator[str]:
    for rule in given.joins:
        yield _joined(rule)
    for column, words in given.only.items():
        yield f"Rows whose `{column}` is {ticked(word or 'blank' for word in words)}."
    for column, words in given.without.items():
        yield f"Not the rows whose `{column}` is {ticked(words)}."
    if given.filled:
        yield f"Not the rows without {given.filled}."
    if given.latest:
        yield "It tells of the day on which the list was drawn, and of no other."
    if given.since:
        yield "Each row stands in every yearly return that it would have touched."


def _joined(rule: Joined) -> str:
    day = f" that runs on `{rule.day}`" if rule.day else ""
    return f"With the row of `{rule.table}` whose `{rule.left}` is the `{rule.right}`{day}."
