"""What must hold of figures from elsewhere: published ones, comparators, agreed definitions.

A council is one by any of the names that it is known by, so `Bristol` is `Bristol, City of`.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from cptracker.files.yaml_nodes import ListNode, MapNode, Node, SourcePlace, called
from cptracker.files.yaml_values import date_in, text_in
from cptracker.model.comparisons import BenchmarkArea
from cptracker.model.measure_info import FINGERPRINT
from cptracker.model.periods import from_key
from cptracker.model.problems import Problem
from cptracker.plan.councils import area_key, regions
from cptracker.plan.document import Named, items_of, mappings, readable, repeats, texts
from cptracker.plan.keys import group_of, is_period_key, period_problem

Sections = Mapping[str, list[Node]]
"""The items of each top-level list, joined from all files."""


IDENTIFYING = ("measure", "area", "period", "source")


def check_published(sections: Sections) -> Iterator[Problem]:
    """Every broken rule in the list `published`."""
    figures = mappings(sections["published"])
    for figure in figures:
        yield from period_problem(figure.entries.get("period"))
        yield from _too_early(figure)
    name = "the figure for {}, from this source,"
    yield from repeats(_identified(figures), name, "keep one of them")


def _too_early(figure: MapNode) -> Iterator[Problem]:
    """Nobody publishes a period's figure before the period is over."""
    node = figure.entries.get("published")
    day, key = readable(node, date_in), readable(figure.entries.get("period"), text_in)
    if node is None or day is None or key is None or not is_period_key(key):
        return
    end = from_key(key).end
    if day < end:
        message = f"`published` is {day}, before the period {key} ends on {end}"
        yield node.place.problem(message, "correct the day of publication or the period")


@frozen
class _Identity:
    """What a figure is of and from where; a council is one by any of its names.

    Attributes:
        key: What makes it one.
        words: The same for people.
    """

    key: tuple[str, ...]
    words: str = field(eq=False)

    def __format__(self, _: str) -> str:
        return self.words


def _identity(identities: Mapping[str, str], group: str) -> _Identity:
    measure, area, period, source = (identities[name] for name in IDENTIFYING)
    words = ", ".join(part for part in (f"`{measure}`", area, group, period) if part)
    return _Identity((measure, area_key(area), period, source, group), words)


def _identified(figures: list[MapNode]) -> Iterator[tuple[_Identity, SourcePlace]]:
    """What identifies each figure, where all of it can be read."""
    for figure in figures:
        texts = {name: readable(figure.entries.get(name), text_in) for name in IDENTIFYING}
        identities = {name: text for name, text in texts.items() if text is not None}
        group = readable(figure.entries.get("group"), group_of)
        if len(identities) == len(texts):
            yield _identity(identities, str(group or "")), figure.place


ENGLAND = "England"
"""As published figures name it; every council is compared with it, so no list needs to say so."""


def check_comparators(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule in the parts `comparators` of a plan's files."""
    files = list(roots)
    councils = _texts_of(files, "plan", "council")
    for node in mappings(root.entries.get("comparators") for root in files):
        of = list(texts([node.entries.get("neighbours_of")]))
        region = {name for name, _ in texts([node.entries.get("region")])}
        neighbours = list(texts(items_of(node, "neighbours")))
        yield from _of_nobody(node)
        yield from _of_another(of, councils)
        yield from _repeated(neighbours)
        yield from _not_neighbours(neighbours, {*councils, *(name for name, _ in of)}, region)


NEIGHBOURS = str(BenchmarkArea.NEIGHBOURS)


def check_benchmark(roots: Iterable[MapNode]) -> Iterator[Problem]:
    """Every broken rule in the parts `benchmark` of a plan's files."""
    files = list(roots)
    neighbours = [
        name
        for node in mappings(root.entries.get("comparators") for root in files)
        for name in texts(items_of(node, "neighbours"))
    ]
    for node in mappings(root.entries.get("benchmark") for root in files):
        areas = list(texts(items_of(node, "compare_with")))
        hint = "name `neighbours`, `region` or `england`, whom to ask first at the head"
        if not areas and isinstance(node.entries.get("compare_with"), ListNode):
            yield node.place.problem("`compare_with` of the benchmark names nobody", hint)
        yield from repeats(areas, "`{}` of the benchmark", "name each once")
        for name, place in areas:
            if name == NEIGHBOURS and not neighbours:
                message = "the benchmark names neighbours, and `comparators` has none"
                yield place.problem(message, "add `comparators` with `neighbours`, or leave it out")


def _texts_of(files: Iterable[MapNode], part: str, key: str) -> list[str]:
    nodes = mappings(root.entries.get(part) for root in files)
    return [text for text, _ in texts(node.entries.get(key) for node in nodes)]


def _of_nobody(node: MapNode) -> Iterator[Problem]:
    """Neighbours of which it is not said whose they are, and so could be another council's."""
    if "neighbours" in node.keys and "neighbours_of" not in node.keys:
        message = "`neighbours_of` is missing from this list of comparators"
        yield node.place.problem(message, "add a line `neighbours_of: …` with the plan's council")


def _of_another(of: Iterable[Named], councils: list[str]) -> Iterator[Problem]:
    for name, place in of:
        if councils and area_key(name) not in map(area_key, councils):
            message = f"these are the neighbours of {name}, but the plan is that of {councils[0]}"
            hint = f"name the neighbours of {councils[0]}; each council has its own"
            yield place.problem(message, hint)


def _repeated(neighbours: Iterable[Named]) -> Iterator[Problem]:
    """A neighbour named again, under whichever of its names."""
    first: dict[str, tuple[str, SourcePlace]] = {}
    for name, place in neighbours:
        before, first_place = first.setdefault(area_key(name), (name, place))
        if first_place is not place:
            known_as = "" if name == before else f" as `{before}`"
            where = f"first{known_as} in {first_place.seen_from(place)}"
            yield place.problem(f"the neighbour `{name}` is given twice, {where}", "name it once")


def _not_neighbours(
    neighbours: Iterable[Named], own: set[str], region: set[str]
) -> Iterator[Problem]:
    own_keys = {area_key(name) for name in own}
    others = {area_key(name) for name in (ENGLAND, *regions(), *region)}
    for name, place in neighbours:
        if area_key(name) in own_keys:
            yield place.problem(f"{name} is no neighbour of its own", "name other councils only")
        elif area_key(name) in others:
            hint = "England is always compared with; `region` names the region"
            yield place.problem(f"{name} is no council", hint)


FORM_HINT = "copy it from what `cptracker explain MEASURE` says, called as d1-3f2a91bc04de"


AgreedSections = Mapping[str, list[Node]]


def check_agreed(sections: AgreedSections, whole: bool) -> Iterator[Problem]:
    """Every broken rule; meetings are looked for only where no file is missing (`whole`)."""
    agreed = mappings(sections["agreed_definitions"])
    measures = texts(mapping.entries.get("measure") for mapping in agreed)
    hint = "keep the one that the panel agreed last"
    yield from repeats(measures, "the agreed definition of `{}`", hint)
    for text, place in texts(mapping.entries.get("fingerprint") for mapping in agreed):
        if not FINGERPRINT.fullmatch(text):
            yield place.problem("`fingerprint` has not the form of one", FORM_HINT)
    if whole:
        yield from _meetings(sections)


def _meetings(sections: AgreedSections) -> Iterator[Problem]:
    refs = (meeting.entries.get("ref") for meeting in mappings(sections["meetings"]))
    refs_known = {readable(ref, text_in) for ref in refs}
    agreed = mappings(sections["agreed_definitions"])
    for text, place in texts(mapping.entries.get("meeting") for mapping in agreed):
        if text not in refs_known:
            message = f"there is no meeting {called(text)}"
            yield place.problem(message, "add it under `meetings`, or correct the reference")
