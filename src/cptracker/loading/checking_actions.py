"""What must hold between meetings, actions, updates and commentary.

References are never used twice, links lead somewhere, and updates tell a history that can be
replayed: in order of time, closed with evidence, moved and cancelled with a reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.errors import Problem
from cptracker.loading.checking import Sections, is_period_key
from cptracker.loading.checking_updates import check_updates
from cptracker.loading.looking import Named, items_of, mappings, readable, repeats, texts, together
from cptracker.loading.nodes import MapNode, Node, shown
from cptracker.loading.scalars import date_of, integer_of, text_of

ACTION_REF = re.compile(r"[A-Z][A-Z0-9]{1,9}-[0-9]{4}-[0-9]{2,4}")


@frozen(kw_only=True)
class _Known:
    """What a plan holds that actions may point to; empty sets of a broken file point nowhere."""

    meetings: Mapping[str, date | None]
    priorities: frozenset[int]
    deliverables: frozenset[str]
    success_measures: frozenset[str]
    whole: bool


def check_actions(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; links are followed only where no file is missing (`whole`)."""
    known = _known(sections, whole)
    meetings = texts(meeting.entries.get("ref") for meeting in mappings(sections["meetings"]))
    yield from repeats(meetings, "the meeting `{}`", "give each meeting its own word")
    actions = mappings([*sections["actions"], *sections["recommendations"]])
    yield from _references(actions)
    for action in mappings(sections["actions"]):
        yield from _needed(action)
    for action in actions:
        yield from _action(action, known)
    yield from _deliverable_updates(mappings(sections["updates"]), known)
    yield from _commentary(sections["commentary"], known)
    yield from _roles(sections, [*actions, *mappings(sections["updates"])])


def _known(sections: Sections, whole: bool) -> _Known:
    priorities = mappings(sections["priorities"])
    numbers = (readable(one.entries.get("number"), integer_of) for one in priorities)
    return _Known(
        meetings={
            ref: readable(one.entries.get("date"), date_of)
            for one in mappings(sections["meetings"])
            for ref in [readable(one.entries.get("ref"), text_of)]
            if ref is not None
        },
        priorities=frozenset(number for number in numbers if number is not None),
        deliverables=_refs_under(priorities, "deliverables"),
        success_measures=_refs_under(priorities, "success_measures"),
        whole=whole,
    )


def _refs_under(priorities: Iterable[MapNode], key: str) -> frozenset[str]:
    items = (item for priority in priorities for item in mappings(items_of(priority, key)))
    return frozenset(text for text, _ in texts(item.entries.get("ref") for item in items))


def _references(actions: list[MapNode]) -> Iterator[Problem]:
    refs = list(texts(action.entries.get("ref") for action in actions))
    yield from repeats(refs, "the reference {}", "a reference is never reused: take the next one")
    for text, place in refs:
        if not ACTION_REF.fullmatch(text):
            message = f"`ref` must be a body, a year and a number, not '{text[:20]}'"
            yield place.problem(message, "such as CPP-2026-03")


def _needed(action: MapNode) -> Iterator[Problem]:
    for key in ("owner", "due"):
        if key not in action.keys:
            message = f"`{key}` is missing from this action"
            hint = f"add a line `{key}: …`; only a recommendation may go without"
            yield action.place.problem(message, hint)


def _action(action: MapNode, known: _Known) -> Iterator[Problem]:
    yield from _meeting(action, known)
    met = known.meetings.get(readable(action.entries.get("meeting"), text_of) or "")
    due = readable(action.entries.get("due"), date_of)
    if met and due and due < met:
        message = f"`due` {due} is before the meeting that raised it ({met})"
        yield action.entries["due"].place.problem(message, "correct the day or the meeting")
    if known.whole:
        yield from _links(action, known)
    titles = mappings(items_of(action, "milestones"))
    named = list(texts(one.entries.get("title") for one in titles))
    yield from repeats(named, "the milestone '{}'", "give each its own title")
    milestones = [text for text, _ in named]
    yield from check_updates(mappings(items_of(action, "updates")), met, due, milestones)


def _meeting(action: MapNode, known: _Known) -> Iterator[Problem]:
    for ref, place in texts([action.entries.get("meeting")]):
        if known.whole and ref not in known.meetings:
            message = f"there is no meeting `{shown(ref)}`"
            yield place.problem(message, "correct the word, or add the meeting to `meetings`")


def _links(action: MapNode, known: _Known) -> Iterator[Problem]:
    for node in items_of(action, "priorities"):
        number = readable(node, integer_of)
        if number is not None and number not in known.priorities:
            yield node.place.problem(f"there is no priority {number}", "correct the number")
    yield from _dangling(action, "deliverables", "deliverable", known.deliverables)
    yield from _dangling(action, "success_measures", "success measure", known.success_measures)


def _dangling(action: MapNode, key: str, noun: str, known: frozenset[str]) -> Iterator[Problem]:
    for ref, place in texts(items_of(action, key)):
        if ref not in known:
            yield place.problem(f"there is no {noun} {ref[:20]}", "correct the reference")


def _deliverable_updates(updates: list[MapNode], known: _Known) -> Iterator[Problem]:
    by_deliverable: dict[str, list[MapNode]] = {}
    for update in updates:
        node = update.entries.get("deliverable")
        ref = readable(node, text_of)
        if node is None or ref is None:
            continue
        by_deliverable.setdefault(ref, []).append(update)
        if known.whole and ref not in known.deliverables:
            message = f"there is no deliverable {ref[:20]}"
            yield node.place.problem(message, "correct the reference")
    for mine in by_deliverable.values():
        yield from check_updates(mine, None, None, None)


def _commentary(nodes: list[Node], known: _Known) -> Iterator[Problem]:
    keys = {"success_measure": text_of, "period": text_of, "date": date_of}
    name = "the commentary on {0[0]} for {0[1]} of {0[2]}"
    yield from repeats(together(nodes, keys), name, "keep one of them")
    commentary = mappings(nodes)
    for text, place in texts(one.entries.get("period") for one in commentary):
        if not is_period_key(text):
            message = f"`period` must be a period's key, not '{text[:20]}'"
            yield place.problem(message, "such as 202425, 202425Q2 or 2024-06, in quotes")
    for text, place in texts(one.entries.get("success_measure") for one in commentary):
        if known.whole and text not in known.success_measures:
            yield place.problem(f"there is no success measure {text[:20]}", "correct the reference")


def _roles(sections: Sections, holders: list[MapNode]) -> Iterator[Problem]:
    """Where roles are listed, nobody else owns an action or writes an update."""
    roles = list(texts(sections["roles"]))
    yield from repeats(roles, "the role '{}'", "keep one of them")
    known = {text for text, _ in roles}
    writers = [*holders, *mappings(sections["commentary"])]
    writers += [update for one in holders for update in mappings(items_of(one, "updates"))]
    for role, place in _named_roles(writers) if known else ():
        if role not in known:
            message = f"the role '{shown(role)}' is not listed under `roles`"
            yield place.problem(message, f"it is one of: {', '.join(sorted(known))}")


def _named_roles(writers: Iterable[MapNode]) -> Iterator[Named]:
    for one in writers:
        yield from texts([one.entries.get("owner"), one.entries.get("by")])
