"""Read a saved status, as `status --format json` writes it, to compare it with another look."""

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from cptracker.model.actions import Status
from cptracker.model.figures import Rating
from cptracker.model.periods import from_key
from cptracker.model.problems import UsageError
from cptracker.model.published import GroupKey
from cptracker.plan.history.snapshots import (
    AIMS,
    AimedSnapshot,
    MeasureSnapshot,
    PromiseSnapshot,
    Snapshot,
    TargetSnapshot,
)

SCHEMA = "cptracker/status/1"


MAX_BYTES = 50_000_000


Json = dict[str, Any]


def is_saved(path: Path) -> bool:
    """Whether a path is a file that may be a saved status, by its name."""
    return path.is_file() and path.suffix.lower() == ".json"


def read_saved(path: Path) -> tuple[Snapshot, ...]:
    """The status of each plan that a file holds.

    Raises:
        UsageError: It cannot be read, or is no saved status.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is too big for a saved status")
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or '').lower()}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no JSON\n    hint: {HINT}") from None
    documents = found if isinstance(found, list) else [found]
    return tuple(_read(path, document) for document in documents)


PUBLISHED = ("area", "period", "source", "value")


HINT = "save one with `cptracker status --format json -o FILE`"


def _read(path: Path, document: Any) -> Snapshot:
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise UsageError(f"{path} is no saved status ({SCHEMA})\n    hint: {HINT}")
    try:
        return _snapshot(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else "it was changed"
        raise UsageError(f"{path} is no whole status: {what}\n    hint: {HINT}") from None


def _snapshot(document: Json) -> Snapshot:
    indicators = {indicator["measure"]: indicator for indicator in _indicators(document)}
    only = document.get("only_priorities")
    promises = [_action(one) for one in document.get("action_list", [])]
    promises += [
        _deliverable(one, priority["number"])
        for priority in document["priorities"]
        for one in priority["deliverables"]
    ]
    return Snapshot(
        identifier=document["plan"].get("identifier", ""),
        as_at=date.fromisoformat(document["as_at"]),
        promises={promise.name: promise for promise in promises},
        success_measures=dict(_success_measures(document)),
        measures={name: _measured(one) for name, one in indicators.items()},
        targets={
            (name, date.fromisoformat(one["target"]["since"])): _aim(one["target"])
            for name, one in indicators.items()
            if one["target"]
        },
        published={
            (name, _subject(each), each["period"], each["source"]): _number(each["value"])
            for name, one in indicators.items()
            for each in one["comparators"]
            if all(each.get(part) is not None for part in PUBLISHED) and not each.get("method")
        },
        whole=False,
        priorities=None if only is None else frozenset(only),
    )


def _subject(one: Json) -> str:
    """Whose figure it is, and of which group, as a plan's published figure says it."""
    if not one.get("group_by"):
        return str(one["area"])
    return f"{one['area']}, {GroupKey(group_by=one['group_by'], group=one['group']).words}"


def _indicators(document: Json) -> Iterator[Json]:
    for priority in document["priorities"]:
        for success in priority["success_measures"]:
            yield from success["indicators"]


def _success_measures(document: Json) -> Iterator[tuple[str, AimedSnapshot]]:
    for priority in document["priorities"]:
        for one in priority["success_measures"]:
            measures = tuple(each["measure"] for each in one["indicators"])
            number = priority["number"]
            yield one["ref"], AimedSnapshot(title=one["title"], measures=measures, priority=number)


def _action(one: Json) -> PromiseSnapshot:
    return PromiseSnapshot(
        name=one["ref"],
        title=one["title"],
        open=not Status(one["status"]).closed,
        raised=date.fromisoformat(one["meeting"]["date"]),
        **_standing(one),
    )


def _deliverable(one: Json, priority: int) -> PromiseSnapshot:
    status = Status(one["status"]) if one["status"] else Status.OPEN
    return PromiseSnapshot(
        name=f"deliverable {one['ref']}",
        title=one["title"],
        open=not status.closed,
        priority=priority,
        **_standing(one),
    )


def _standing(one: Json) -> Json:
    due = one.get("due")
    return {
        "due": None if due is None else date.fromisoformat(due),
        "moves": int(one.get("moves", 0)),
        "rating": Rating(one["rating"]),
        "word": str(one.get("word", "")),
        "reason": one["reason"],
    }


def _measured(one: Json) -> MeasureSnapshot:
    judgement = one.get("judgement")
    reason = judgement.get("reason") if isinstance(judgement, dict) else None
    return MeasureSnapshot(
        title=one["title"],
        rating=Rating(one["rating"]),
        reason=reason or one.get("rule") or "",
        period=_period(one),
        definition=_definition(one),
    )


def _period(one: Json) -> str:
    """The label of its latest period, such as `2024/25`."""
    period = one["period"]
    try:
        return from_key(one["series"][-1]["period"]).label
    except (LookupError, ValueError):
        return f"{period['identifier']} {period['code']}"


def _definition(one: Json) -> str | None:
    """The fingerprint of its definition where the status tells it, else the definition's words."""
    agreement = one.get("agreement")
    found = agreement.get("fingerprint") if isinstance(agreement, dict) else None
    return found or one.get("fingerprint") or one.get("definition")


def _aim(target: Json) -> TargetSnapshot:
    shown = {name: target[name] for name in AIMS if name in target}
    return {name: None if one is None else _number(one) for name, one in shown.items()}


def _number(value: Any) -> Fraction:
    """As it is written: the nearest double of a decimal is shown with the decimal's digits."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
