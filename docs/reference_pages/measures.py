"""The definition sheet of every shipped measure, from the plug-in itself."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cptracker.authoring.fingerprints import fingerprint
from cptracker.authoring.measure import Example, Measure
from cptracker.authoring.registry import find_measures
from cptracker.files.bundled import FIRST, shipped_plans
from cptracker.model.plan import Better, Plan
from cptracker.plan.reading import load_plan
from reference_pages.markdown import code, page, table, ticked

BETTER = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
}


def pages() -> dict[str, str]:
    """A page for each measure and one that lists them, by file name."""
    measures = find_measures().measures
    sheets = {f"{name}.md": sheet(measure) for name, measure in sorted(measures.items())}
    return {"index.md": index(measures), **sheets}


def index(measures: Mapping[str, Measure]) -> str:
    """The list of all measures, with their pages below it in the navigation."""
    rows = [
        (
            f"[`{name}`]({name}.md)",
            measure.title,
            measure.unit,
            str(measure.every),
            ticked(measure.needs),
        )
        for name, measure in sorted(measures.items())
    ]
    return page(
        "Measures",
        f"The {len(rows)} shipped measures. Each page is the definition sheet, made from the code "
        "that counts; `cptracker explain MEASURE` adds the figures of your records.",
        table(("measure", "title", "unit", "how often", "tables"), rows),
        "```{toctree}\n:hidden:\n\n" + "\n".join(sorted(measures)) + "\n```",
    )


def sheet(measure: Measure) -> str:
    """The definition sheet of one measure."""
    return page(
        measure.title,
        _facts(measure),
        "## What it counts, who is in and who is out\n\n" + measure.definition,
        _section("Why it matters", measure.why),
        _section("Where it departs from the national definition", measure.departs),
        _national(measure),
        _section("Source", measure.source),
        "## Records it reads\n\n" + _needs(measure),
        _related(measure),
        _examples(measure),
    )


@cache
def _shipped_plan() -> Plan:
    return load_plan(shipped_plans()[FIRST])


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _facts(measure: Measure) -> str:
    serves = _serves(measure.identifier)
    protected = measure.about == "children"
    return table(
        ("", ""),
        [
            ("identifier", f"`{measure.identifier}`"),
            ("unit", measure.unit),
            ("better", BETTER.get(measure.better, "neither way: for context only")),
            ("reported", str(measure.every)),
            ("breakdowns", ticked(measure.by) or "none"),
            ("about", measure.about),
            ("one of them, several", f"{measure.nouns[0]}, {measure.nouns[1]}"),
            ("small numbers", _protection(measure) if protected else "not protected"),
            ("in the Together Plan", ", ".join(serves) or "not named by a success measure"),
            ("fingerprint", f"`{fingerprint(measure)}`"),
            ("defined in", f"`measures/{measure.path.replace(chr(92), '/').rpartition('/')[2]}`"),
        ],
    )


def _protection(measure: Measure) -> str:
    return "protected in public papers" + (", zeros too (sensitive)" if measure.sensitive else "")


def _serves(identifier: str) -> list[str]:
    return [
        success.ref
        for priority in _shipped_plan().priorities
        for success in priority.success_measures
        if identifier in success.measures
    ]


def _national(measure: Measure) -> str:
    if not measure.national_by:
        return ""
    return f"Its groups by {ticked(measure.national_by)} follow the national definition."


def _needs(measure: Measure) -> str:
    rows = [
        (f"[`{name}`](../tables.md#{name.replace('_', '-')})", ticked(columns))
        for name, columns in measure.needs.items()
    ]
    return table(("table", "columns"), rows)


def _related(measure: Measure) -> str:
    related = measure.related
    lines = [
        ("everyone counted here is counted there too", related.part_of),
        ("the same children by another name", " ".join(related.same_as)),
        ("who joins", related.inflow),
        ("who leaves", related.outflow),
    ]
    rows = [(what, f"`{which}`") for what, which in lines if which]
    text = table(("how", "measure"), rows)
    return f"## Related measures, protected together\n\n{text}" if rows else ""


def _examples(measure: Measure) -> str:
    if not measure.examples:
        return ""
    shown = "\n\n".join(_example(example) for example in measure.examples)
    return f"## Worked examples\n\nThe tests run each of them.\n\n{shown}"


def _example(example: Example) -> str:
    as_at = f", told for {example.as_at}" if example.as_at else ""
    expected = [
        ("met, or counted", ticked(sorted(example.met))),
        ("not met", ticked(sorted(example.missed))),
        ("not known", ticked(sorted(example.unknown))),
        *((f"left out: {why}", ticked(sorted(who))) for why, who in example.excluded.items()),
        ("value", "" if example.value is None else f"{example.value:g}"),
    ]
    tables = "\n\n".join(
        f"`{name}`\n\n{_rows(rows)}" for name, rows in example.tables.items() if rows
    )
    who = table(
        (f"period `{example.period}`{as_at}", ""),
        [expectation for expectation in expected if expectation[1]],
    )
    return f"{tables}\n\n{who or code('nobody counts')}"


def _rows(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    shown = [[row.get(name) for name in names] for row in rows]
    return table(names, [["" if cell is None else str(cell) for cell in row] for row in shown])
