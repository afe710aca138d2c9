"""What must hold between meetings, actions, updates and commentary.

References are never used twice, links lead somewhere, and updates tell a history that can be
replayed: in order of time, closed with evidence, moved and cancelled with a reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from cptracker.files.yaml_nodes import MapNode, Node, but_not, called
from cptracker.files.yaml_values import date_in, integer_of, text_in
from cptracker.model.problems import Problem
from cptracker.plan.checks.commentary import check_commentary, check_off, loose_links
from cptracker.plan.checks.duties import check_duties
from cptracker.plan.checks.plan import REF, Sections, measures_named
from cptracker.plan.checks.updates import check_updates
from cptracker.plan.document import Named, items_of, mappings, readable, repeats, texts

ACTION_REF = re.compile(r"[A-Z][A-Z0-9]{1,9}-[0-9]{4}-[0-9]{2,4}")


@frozen(kw_only=True)
class _Known:
    """What a plan holds that actions may point to; empty sets of a broken file point nowhere."""

    meetings: Mapping[str, date | None]
    priorities: frozenset[int]
    deliverables: frozenset[str]
    success_measures: frozenset[str]
    whole: bool
    loose: frozenset[str] | None

    def follows(self, holder: str | None) -> bool:
        """Whether the links of something must lead somewhere."""
        return self.whole and self.loose is not None and holder not in self.loose


def check_actions(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; links are followed only where no file is missing (`whole`)."""
    figures = _known(sections, whole)
    meetings = texts(meeting.entries.get("ref") for meeting in mappings(sections["meetings"]))
    yield from repeats(meetings, "the meeting `{}`", "give each meeting its own word")
    actions = mappings([*sections["actions"], *sections["recommendations"]])
    yield from _references(actions)
    yield from _other_numbers(actions)
    for action in mappings(sections["actions"]):
        yield from _needed(action)
    for action in actions:
        yield from _dated_or_not(action)
        yield from _action(action, figures)
    yield from _deliverable_updates(mappings(sections["updates"]), figures)
    yield from _leads(sections, figures)
    yield from check_commentary(sections["commentary"])
    yield from _subjects(sections["commentary"], figures)
    yield from check_off(sections["checks_off"], _every_ref(actions, sections, figures), whole)
    yield from check_duties(sections, figures.meetings, figures.deliverables, whole=whole)
    yield from _roles(sections, [*actions, *mappings(sections["updates"])])


def _known(sections: Sections, whole: bool) -> _Known:
    priorities = mappings(sections["priorities"])
    numbers = (readable(priority.entries.get("number"), integer_of) for priority in priorities)
    return _Known(
        meetings={
            ref: readable(mapping.entries.get("date"), date_in)
            for mapping in mappings(sections["meetings"])
            for ref in [readable(mapping.entries.get("ref"), text_in)]
            if ref is not None
        },
        priorities=frozenset(number for number in numbers if number is not None),
        deliverables=_refs_under(priorities, "deliverables"),
        success_measures=_refs_under(priorities, "success_measures"),
        whole=whole,
        loose=loose_links(sections["checks_off"]),
    )


def _every_ref(actions: list[MapNode], sections: Sections, figures: _Known) -> frozenset[str]:
    """What a check may be off for: references, the words of meetings, the names of measures."""
    own_refs = (text for text, _ in texts(action.entries.get("ref") for action in actions))
    measures = (name for name, _ in measures_named(sections))
    refs = figures.deliverables | figures.success_measures | frozenset(figures.meetings)
    return refs | frozenset(own_refs) | frozenset(measures)


def _refs_under(priorities: Iterable[MapNode], key: str) -> frozenset[str]:
    items = (item for priority in priorities for item in mappings(items_of(priority, key)))
    return frozenset(text for text, _ in texts(item.entries.get("ref") for item in items))


def _references(actions: list[MapNode]) -> Iterator[Problem]:
    refs = list(texts(action.entries.get("ref") for action in actions))
    yield from repeats(refs, "the reference {}", "a reference is never reused: take the next one")
    for text, place in refs:
        if not ACTION_REF.fullmatch(text):
            message = f"`ref` must be a body, a year and a number{but_not(text)}"
            yield place.problem(message, "such as CPP-2026-03")


def _needed(action: MapNode) -> Iterator[Problem]:
    for key in ("owner", "due"):
        if key not in action.keys and not (key == "due" and "undated" in action.keys):
            message = f"`{key}` is missing from this action"
            hint = f"add a line `{key}: …`; only a recommendation may go without"
            yield action.place.problem(message, hint)


def _dated_or_not(action: MapNode) -> Iterator[Problem]:
    """An action has a due date, or says why it has none: not both."""
    if {"due", "undated"} <= set(action.keys):
        message = "`undated` says why there is no due date, and `due` gives one"
        yield action.entries["undated"].place.problem(message, "keep one of them")


def _other_numbers(actions: list[MapNode]) -> Iterator[Problem]:
    """An earlier number leads to one action only."""
    numbers = list(texts(node for action in actions for node in items_of(action, OTHER_NUMBERS)))
    yield from repeats(numbers, "the earlier number {}", "it can lead to one action only")
    refs = {text for text, _ in texts(action.entries.get("ref") for action in actions)}
    for text, place in numbers:
        if text in refs:
            message = f"the earlier number {called(text, '')} is the reference of an action"
            yield place.problem(message, "delete it, or correct the number")


OTHER_NUMBERS = "also_known_as"


def _action(action: MapNode, figures: _Known) -> Iterator[Problem]:
    yield from _meeting(action, figures)
    met = figures.meetings.get(readable(action.entries.get("meeting"), text_in) or "")
    due = readable(action.entries.get("due"), date_in)
    if met and due and due < met:
        message = f"`due` {due} is before the meeting that raised it ({met})"
        yield action.entries["due"].place.problem(message, "correct the day or the meeting")
    yield from _links(action, figures)
    titles = mappings(items_of(action, "milestones"))
    named = list(texts(title.entries.get("title") for title in titles))
    yield from repeats(named, "this milestone", "give each its own title")
    milestones = [text for text, _ in named]
    yield from check_updates(mappings(items_of(action, "updates")), met, due, milestones)


def _meeting(action: MapNode, figures: _Known) -> Iterator[Problem]:
    for ref, place in texts([action.entries.get("meeting")]):
        if figures.whole and ref not in figures.meetings:
            message = f"there is no meeting {called(ref)}"
            yield place.problem(message, "correct the word, or add the meeting to `meetings`")


def _links(action: MapNode, figures: _Known) -> Iterator[Problem]:
    holder = readable(action.entries.get("ref"), text_in)
    for node in items_of(action, "priorities") if figures.follows(holder) else ():
        number = readable(node, integer_of)
        if number is not None and number not in figures.priorities:
            yield node.place.problem(f"there is no priority {number}", "correct the number")
    numbers = [(readable(node, integer_of), node.place) for node in items_of(action, "priorities")]
    named = [(number, place) for number, place in numbers if number is not None]
    yield from repeats(named, "the priority {}", "name it once")
    for key, noun in NOUNS.items():
        links = list(texts(items_of(action, key)))
        yield from repeats(links, f"the {noun} {{}}", "name it once")
        yield from _dangling(links, holder, noun, figures)


NOUNS = {"deliverables": "deliverable", "success_measures": "success measure"}


def _dangling(
    links: Iterable[Named], holder: str | None, noun: str, figures: _Known
) -> Iterator[Problem]:
    """Links that lead nowhere; what is no reference at all is never let through."""
    refs = figures.deliverables if noun == "deliverable" else figures.success_measures
    for ref, place in links:
        misspelt = figures.whole and not REF.fullmatch(ref)
        if misspelt or (figures.follows(holder) and ref not in refs):
            yield place.problem(f"there is no {noun} {called(ref, '')}", "correct the reference")


def _leads(sections: Sections, figures: _Known) -> Iterator[Problem]:
    """A deliverable leads to success measures of the plan, each named once."""
    for priority in mappings(sections["priorities"]):
        for mapping in mappings(items_of(priority, "deliverables")):
            links = list(texts(items_of(mapping, "leads_to")))
            yield from repeats(links, "the success measure {}", "name it once")
            holder = readable(mapping.entries.get("ref"), text_in)
            yield from _dangling(links, holder, "success measure", figures)


def _deliverable_updates(updates: list[MapNode], figures: _Known) -> Iterator[Problem]:
    by_deliverable: dict[str, list[MapNode]] = {}
    for update in updates:
        node = update.entries.get("deliverable")
        ref = readable(node, text_in)
        if node is None or ref is None:
            continue
        by_deliverable.setdefault(ref, []).append(update)
        yield from _dangling([(ref, node.place)], ref, "deliverable", figures)
    for same_deliverable in by_deliverable.values():
        yield from check_updates(same_deliverable, None, None, None)


def _subjects(nodes: list[Node], figures: _Known) -> Iterator[Problem]:
    for ref, place in texts(mapping.entries.get("success_measure") for mapping in mappings(nodes)):
        yield from _dangling([(ref, place)], ref, "success measure", figures)
    for node in (mapping.entries.get("priority") for mapping in mappings(nodes)):
        number = readable(node, integer_of)
        if node is None or number is None or not figures.whole or number in figures.priorities:
            continue
        yield node.place.problem(f"there is no priority {number}", "correct the number")


def _roles(sections: Sections, holders: list[MapNode]) -> Iterator[Problem]:
    """Where roles are listed, nobody else owns an action or writes an update."""
    roles = list(texts(sections["roles"]))
    yield from repeats(roles, "this role", "keep one of them")
    known_roles = {text for text, _ in roles}
    writers = [*holders, *mappings(sections["commentary"]), *_owners(sections)]
    writers += [update for holder in holders for update in mappings(items_of(holder, "updates"))]
    for role, place in _named_roles(writers) if known_roles else ():
        if role not in known_roles:
            message = "this role is not listed under `roles`"
            yield place.problem(message, "spell it as it stands there, or add it there")


NAMING_ROLES = ("owner", "lead", "by")


def _named_roles(writers: Iterable[MapNode]) -> Iterator[Named]:
    for writer in writers:
        yield from texts(writer.entries.get(key) for key in NAMING_ROLES)


def _owners(sections: Sections) -> Iterator[MapNode]:
    """All that may name who answers for it, beside actions and updates."""
    for priority in mappings(sections["priorities"]):
        yield priority
        for key in NOUNS:
            yield from mappings(items_of(priority, key))
    for duty in mappings(sections["duties"]):
        yield duty
        yield from mappings(items_of(duty, "done"))
    yield from mappings(sections["standing_items"])
    for meeting in mappings(sections["forward_plan"]):
        yield from mappings(items_of(meeting, "items"))
