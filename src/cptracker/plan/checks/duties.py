"""What must hold of recurring duties, and of what a plan says of its coming meetings."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise

from cptracker.files.yaml_nodes import MapNode, SourcePlace, but_not, called
from cptracker.files.yaml_values import date_in, integer_of
from cptracker.model.problems import Problem
from cptracker.plan.checks.plan import Sections
from cptracker.plan.document import Named, items_of, mappings, readable, repeats, texts

DUTY_REF = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


LONGEST_INTERVAL = 120
"""Months; what is done once in ten years is no duty that a panel comes back to."""


def check_duties(
    sections: Sections,
    meetings: Collection[str],
    deliverables: Collection[str],
    *,
    whole: bool,
) -> Iterator[Problem]:
    """Every broken rule of `duties` and `forward_plan`.

    Args:
        sections: The items of each top-level list, joined from all files.
        meetings: The references of the plan's meetings.
        deliverables: Those of its key deliverables.
        whole: Whether no file is missing, so that links can be followed.
    """
    duties = mappings(sections["duties"])
    refs = list(texts(duty.entries.get("ref") for duty in duties))
    yield from repeats(refs, "the duty `{}`", "give each its own word")
    for ref, place in refs:
        if not DUTY_REF.fullmatch(ref):
            message = f"`ref` must be a short word{but_not(ref)}"
            yield place.problem(message, "small letters and hyphens, such as leavers-survey")
    for duty in duties:
        yield from _interval(duty)
        yield from _done(duty)
    if whole:
        links = texts(duty.entries.get("deliverable") for duty in duties)
        hint = "correct the reference"
        yield from _dangling(links, "deliverable", deliverables, hint, quote="")
    yield from _forward_plan(mappings(sections["forward_plan"]), meetings, whole=whole)


def _interval(duty: MapNode) -> Iterator[Problem]:
    """How often it is to be done: in months, in the document's words, or both."""
    node = duty.entries.get("every_months")
    if node is None:
        if not {"every_months", "wording"} & set(duty.keys):
            message = "this duty does not say how often it is to be done"
            hint = "add `every_months: 6` for twice a year, or the document's words as `wording`"
            yield duty.place.problem(message, hint)
        return
    months = readable(node, integer_of)
    if months is not None and not 1 <= months <= LONGEST_INTERVAL:
        message = f"`every_months` must be 1 to {LONGEST_INTERVAL}, not {months}"
        yield node.place.problem(message, "6 is twice a year, 24 every second year")


def _done(duty: MapNode) -> Iterator[Problem]:
    """The days on which it was done stand in order of time, each once."""
    days = list(_days(mappings(items_of(duty, "done"))))
    for (before, _), (day, place) in pairwise(days):
        if day == before:
            yield place.problem(f"it was done on {day} already", "keep one of the two entries")
        elif day < before:
            message = f"`date` {day} is before that of the entry above ({before})"
            yield place.problem(message, "put the entries in order of time")


def _days(entries: list[MapNode]) -> Iterator[tuple[date, SourcePlace]]:
    for entry in entries:
        node = entry.entries.get("date")
        day = readable(node, date_in)
        if node is not None and day is not None:
            yield day, node.place


def _forward_plan(
    planned: list[MapNode], meetings: Collection[str], *, whole: bool
) -> Iterator[Problem]:
    """Each meeting stands under `meetings`, is planned once, and takes something up."""
    named = list(texts(meeting.entries.get("meeting") for meeting in planned))
    yield from repeats(named, "the meeting `{}` of the forward plan", "put its items together")
    if whole:
        hint = "correct the word, or add the meeting to `meetings`"
        yield from _dangling(named, "meeting", meetings, hint)
    for meeting in planned:
        items = mappings(items_of(meeting, "items"))
        titles = texts(item.entries.get("title") for item in items)
        yield from repeats(titles, "this item", "name it once")
        if "items" in meeting.keys and not items_of(meeting, "items"):
            message = "`items` of the forward plan names nothing to take up"
            yield meeting.keys["items"].problem(message, "name an item, or leave the meeting out")


def _dangling(
    links: Iterable[Named], noun: str, refs: Collection[str], hint: str, quote: str = "`"
) -> Iterator[Problem]:
    for ref, place in links:
        if ref not in refs:
            yield place.problem(f"there is no {noun} {called(ref, quote)}", hint)
