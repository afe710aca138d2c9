"""Tables that an author declares, in the words of the shipped formats: what is wrong with them.

A column is written `id required key filled`, as `formats/ssda903.yaml` and `formats/local.yaml`
explain. The shipped formats are sound; what an author declares is first held against the rules, and
each mistake is told with the fact that it stands in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cptracker.model.periods import Every
from cptracker.records.coverage.evidence import ALWAYS
from cptracker.records.formats import (
    COVERS,
    MARKS,
    YEAR_END,
    Type,
    plain_name_of_column,
)

TYPES = tuple(kind for kind in Type if kind not in (Type.CODE, Type.PARTDATE, Type.YEAR, Type.FLAG))
"""Types that a column of a declared table may have; the others are the return's."""


NAME = re.compile(r"[a-z][a-z0-9_]*")


RANGE = re.compile(r"-?\d+(\.\d+)?-\d+(\.\d+)?")


KEYS = ("columns", "covers", "spell", "part", "service")


COVERS_HINT = (
    'such as `covers={"dates": "held", "first": "quarter 80", "last": "quarter 80"}`, or `always` '
    "where its rows tell of no time"
)


Mistake = tuple[tuple[str, ...], str, str]
"""Which fact it stands in, such as `("columns", "due")`; what is wrong; a hint."""


def declared_mistakes(table: Any, declaration: Any) -> list[Mistake]:
    """What is wrong with a table that an author declares; nothing if `table_format` can make it."""
    if not isinstance(table, str) or not NAME.fullmatch(table):
        hint = "use lower-case words with underscores, such as `return_interviews`"
        return [((), f"`{_short(table)}` is no name of a table", hint)]
    if not isinstance(declaration, Mapping):
        return [((), f"`{table}` must say its columns", "under `columns`, name and type of each")]
    return list(_mistakes(table, declaration))


def _mistakes(table: str, declaration: Mapping[str, Any]) -> Iterator[Mistake]:
    for fact in declaration:
        if fact not in KEYS:
            message = f"`{_short(fact)}` is no fact of the table `{table}`"
            yield (str(fact),), message, f"known are {', '.join(KEYS)}"
    columns = declaration.get("columns")
    if not isinstance(columns, Mapping) or not columns:
        yield ("columns",), f"table `{table}` has no columns", 'such as `child_id: "id required"`'
        return
    wrong = [mistake for name, words in columns.items() for mistake in _of_column(name, words)]
    yield from wrong
    if not wrong:
        yield from _of_columns_together(table, columns)
        yield from _details(table, declaration)


def _of_column(name: Any, words: Any) -> Iterator[Mistake]:
    place = ("columns", str(name))
    if not isinstance(name, str) or not NAME.fullmatch(name) or name in (*COVERS, YEAR_END):
        hint = "use lower-case words with underscores, other than covers_from, covers_to, year_end"
        yield place, f"`{_short(name)}` is no name of a column", hint
        return
    if not isinstance(words, str) or not words.split():
        hint = "write its type, such as `date required`"
        yield place, f"column `{name}` must say its type in words", hint
        return
    kind, *rest = words.split()
    if kind not in TYPES:
        yield place, f"`{_short(kind)}` is no type of a column", f"one of {', '.join(TYPES)}"
        return
    yield from _of_details(place, name, Type(kind), rest)


def _of_details(
    place: tuple[str, ...], name: str, kind: Type, words: Sequence[str]
) -> Iterator[Mistake]:
    """What follows a column's type: its marks, other names, words or range."""
    rest = list(words)
    if "also" in rest:
        at = rest.index("also")
        if at + 1 == len(rest):
            yield place, f"`also` of column `{name}` names nothing", "write `also A,B`"
        del rest[at : at + 2]
    details = [word for word in rest if word not in MARKS]
    wants = {Type.WORD: "the words allowed, such as `yes,no`", Type.INTEGER: "a range, as `0-40`"}
    wants[Type.NUMBER] = wants[Type.INTEGER]
    if kind in wants and not details:
        yield place, f"column `{name}` lacks {wants[kind]}", f"write it after `{kind}`"
    elif kind in (Type.INTEGER, Type.NUMBER) and not RANGE.fullmatch(details[0]):
        yield place, f"`{_short(details[0])}` of column `{name}` is no range", "such as `0-40`"
    for word in details[1 if kind in wants else 0 :]:
        yield place, f"`{_short(word)}` of column `{name}` is not known", f"known: {_listed(MARKS)}"


def _of_columns_together(table: str, columns: Mapping[str, str]) -> Iterator[Mistake]:
    plain: dict[str, str] = {}
    for name in columns:
        first = plain.setdefault(plain_name_of_column(name), name)
        if first != name:
            yield ("columns", name), f"`{name}` and `{first}` are one name", "leave one out"
    if not any("required" in words.split() for words in columns.values()):
        message = f"no column of `{table}` is required, so no file could be known for it"
        yield ("columns",), message, "mark as `required` those that every file of it has"
    if not any("filled" in words.split() for words in columns.values()):
        message = f"no column of `{table}` must be filled, so a blank row would count"
        yield ("columns",), message, "mark as `filled` those without which a row cannot be used"


def _details(table: str, declaration: Mapping[str, Any]) -> Iterator[Mistake]:
    types = {name: words.split()[0] for name, words in declaration["columns"].items()}
    yield from _of_pair(table, "spell", declaration.get("spell"), types, [Type.DATE])
    yield from _of_pair(table, "part", declaration.get("part"), types, [Type.INTEGER, Type.NUMBER])
    if not isinstance(declaration.get("service", ""), str):
        yield ("service",), f"`service` of `{table}` must be text", "say who holds the table"
    yield from _of_covers(table, declaration.get("covers"), types)


def _of_pair(
    table: str, fact: str, words: Any, types: Mapping[str, str], kinds: Sequence[Type]
) -> Iterator[Mistake]:
    """`spell` and `part` each name two columns of a type."""
    if words is None:
        return
    names = words.split() if isinstance(words, str) else []
    if len(names) != 2 or any(types.get(name) not in kinds for name in names):
        hint = f"such as `{fact}: " + ("start end`" if fact == "spell" else "met eligible`")
        wanted = " or ".join(kinds)
        yield (fact,), f"`{fact}` of `{table}` must name two columns of type {wanted}", hint


def _of_covers(table: str, covers: Any, types: Mapping[str, str]) -> Iterator[Mistake]:
    """A gap is never counted as nought, so a table says what tells the days that it covers."""
    place = ("covers",)
    if covers == ALWAYS:
        return
    if not isinstance(covers, Mapping):
        yield place, f"`{table}` does not say which days it covers", COVERS_HINT
        return
    if set(covers) != {"dates", "first", "last"}:
        yield place, f"`covers` of `{table}` must say dates, first and last", COVERS_HINT
        return
    dates = str(covers["dates"]).split()
    if not dates or any(types.get(name) != Type.DATE for name in dates):
        yield place, f"`dates` of `{table}` must name its columns of dates", COVERS_HINT
    for name in ("first", "last"):
        if not _is_reach(str(covers[name])):
            hint = f"one of {', '.join(Every)}, and a number of days, such as `month 14`"
            yield place, f"`{name}` of `{table}` must be a kind of period and days", hint


def _is_reach(words: str) -> bool:
    unit, _, days = words.partition(" ")
    return unit in list(Every) and days.strip().isdigit()


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
