"""What must hold for definitions that a panel agreed: one of each, by a meeting that is known."""

import re
from collections.abc import Iterator, Mapping

from cptracker.errors import Problem
from cptracker.loading.looking import mappings, readable, repeats, texts
from cptracker.loading.nodes import Node, called
from cptracker.loading.scalars import text_of

FORM = re.compile(r"d[0-9]+-[0-9a-f]{12}")
FORM_HINT = "copy it from what `cptracker explain MEASURE` says, called as d1-3f2a91bc04de"

Sections = Mapping[str, list[Node]]


def check_agreed(sections: Sections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; meetings are looked for only where no file is missing (`whole`)."""
    agreed = mappings(sections["agreed_definitions"])
    measures = texts(one.entries.get("measure") for one in agreed)
    hint = "keep the one that the panel agreed last"
    yield from repeats(measures, "the agreed definition of `{}`", hint)
    for text, place in texts(one.entries.get("fingerprint") for one in agreed):
        if not FORM.fullmatch(text):
            yield place.problem("`fingerprint` has not the form of one", FORM_HINT)
    if whole:
        yield from _meetings(sections)


def _meetings(sections: Sections) -> Iterator[Problem]:
    refs = (meeting.entries.get("ref") for meeting in mappings(sections["meetings"]))
    known = {readable(ref, text_of) for ref in refs}
    agreed = mappings(sections["agreed_definitions"])
    for text, place in texts(one.entries.get("meeting") for one in agreed):
        if text not in known:
            message = f"there is no meeting {called(text)}"
            yield place.problem(message, "add it under `meetings`, or correct the reference")
