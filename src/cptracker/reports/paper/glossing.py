"""Words of the glossary, found where they are used and linked to their entries."""

import re
from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from cptracker.model import Term
from cptracker.reports.document import Line, Span, TermLink, Words

_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")


def slug(text: str) -> str:
    """A name within a paper, such as `term-care-leaver`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def anchor_of(term: Term) -> str:
    """The name of a term's entry within a paper."""
    return f"term-{slug(term.term)}"


def names_of(term: Term) -> list[str]:
    """How a term may be written: `Child looked after (CLA)` in two ways, `EET and NEET` in two."""
    names = [_BRACKETS.sub(" ", term.term).strip(), *_BRACKETS.findall(term.term)]
    parts = [part for name in names for part in name.split(" and ")]
    return parts if all(part.isupper() for part in parts) else names


@frozen
class _Glossary:
    """All ways to write a term, longest first, as one pattern."""

    anchors: dict[str, str]
    pattern: re.Pattern[str] | None


def _glossary(terms: Iterable[Term]) -> _Glossary:
    anchors = {name.casefold(): anchor_of(term) for term in terms for name in names_of(term)}
    names = "|".join(re.escape(name) for name in sorted(anchors, key=len, reverse=True))
    pattern = re.compile(rf"\b(?P<name>{names})s?\b", re.IGNORECASE) if names else None
    return _Glossary(anchors, pattern)


@define
class Linker:
    """Links each term once, where it is first used; `afresh` begins anew for another part."""

    _glossary: _Glossary
    _told: set[str] = field(factory=set)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Linker":
        """A linker to the entries of a glossary."""
        return cls(_glossary(terms))

    def afresh(self) -> "Linker":
        """One that has linked nothing yet."""
        return Linker(self._glossary)

    def __call__(self, text: str) -> Line:
        """A text with its terms linked."""
        return tuple(self._spans(text))

    def _spans(self, text: str) -> Iterator[Span]:
        at = 0
        for found in self._glossary.pattern.finditer(text) if self._glossary.pattern else ():
            anchor = self._glossary.anchors[found["name"].casefold()]
            if anchor in self._told:
                continue
            self._told.add(anchor)
            if text[at : found.start()]:
                yield Words(text[at : found.start()])
            yield TermLink(found[0], anchor)
            at = found.end()
        if text[at:]:
            yield Words(text[at:])
