"""Figures and relations that contradict each other: which of them a reader cannot calculate with.

Records have mistakes, and of related measures some are found by chance, which other periods need
not bear out. As little as possible is left aside: one relation, who came and left, all relations of
a measure, earlier figures.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

from attrs import evolve

from cptracker.audit.observed import Observed
from cptracker.audit.reader import contradicts, known_from
from cptracker.audit.search_memory import SearchMemory
from cptracker.model.arguments import without_progress
from cptracker.model.figure_keys import FigureKey
from cptracker.model.periods import from_key
from cptracker.model.protection import Rules
from cptracker.model.related import (
    SAME,
    UNRELATED,
    Related,
    RelatedMeasures,
    SharedBase,
    SharedItems,
)

Item = TypeVar("Item")


def consistent(
    shown: list[Observed],
    before: list[Observed],
    relations: list[Related],
    rules: Rules,
    memory: SearchMemory,
) -> tuple[list[Observed], list[Observed], list[Related]]:
    """The figures without the relations, and the earlier ones, that contradict what is shown."""
    while wrong := known_from(shown, rules, relations, without_progress, memory).measures():
        fewer = _without_conflicts(shown, relations, rules, wrong)
        if fewer != relations:
            memory.left_aside += [relation for relation in relations if relation not in fewer]
            relations = fewer
        elif any(_out_of_balance(figure, wrong) for figure in shown):
            cells = _out_of_line(shown, relations, rules, wrong)
            shown = [_without_balance(figure, cells, wrong) for figure in shown]
            before = [_without_balance(figure, cells, wrong) for figure in before]
        else:
            free = [_unrelated(figure, wrong) for figure in shown]
            if free == shown:
                break
            shown, before = free, [_unrelated(figure, wrong) for figure in before]
    while wrong := known_from(
        [*shown, *before], rules, relations, without_progress, memory
    ).measures():
        figures = [figure for figure in before if figure.cell.measure not in wrong]
        if len(figures) == len(before):
            break
        before = figures
    return shown, before, relations


def _without_conflicts(
    figures: list[Observed], relations: list[Related], rules: Rules, wrong: set[str]
) -> list[Related]:
    """The relations without the least trusted of those that contradict each other.

    All of them where figures contradict each other without any, which is for others to mend.
    """
    figures = [figure for figure in figures if wrong & {*_speaks_of(figure)}]
    if contradicts(figures, rules, ()):
        return relations
    touching = sorted(
        (relation for relation in relations if {*wrong} & {*measures_of(relation)}), key=_trust
    )
    removed = _misfits(touching, lambda tried: contradicts(figures, rules, tried))
    return [relation for relation in relations if relation not in removed]


def _misfits(items: Sequence[Item], contradict: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """The items without which the others fit, those at the end sooner than those at the beginning.

    Args:
        items: The most trusted first; none of them contradicts by itself what else is shown.
        contradict: Whether some of the items contradict each other.
    """
    fitting, misfits = [*items], list[Item]()
    while contradict(fitting):
        fits, fails = 0, len(fitting)  # so many of the first fit, so many do not
        while fails - fits > 1:
            middle = (fits + fails) // 2
            if contradict(fitting[:middle]):
                fails = middle
            else:
                fits = middle
        misfits.append(fitting.pop(fits))
    return misfits


def _speaks_of(figure: Observed) -> tuple[str, ...]:
    return (figure.cell.measure, *figure.related.measures)


def _trust(relation: Related) -> int:
    """Declared ones come first, then the same bases; one base is within another by chance too."""
    if not isinstance(relation, SharedBase):
        return 0
    return 1 if relation.how == SAME else 2


def measures_of(relation: Related) -> Iterator[str]:
    """The measures that a relation speaks of."""
    if isinstance(relation, SharedBase):
        yield from (relation.measure, relation.of)
    elif isinstance(relation, SharedItems):
        yield from (relation.mean, relation.share)
    else:
        yield from relation.measures


def _out_of_balance(figure: Observed, wrong: Collection[str]) -> bool:
    """Whether who is there does not fit who came and who left."""
    return (
        figure.related.balanced
        and figure.balances
        and bool({figure.related.inflow, figure.related.outflow} & {*wrong})
    )


def _out_of_line(
    shown: list[Observed], relations: list[Related], rules: Rules, wrong: set[str]
) -> Collection[FigureKey]:
    """The fewest numbers of a day, later ones first, without which the others balance.

    None where they do not balance even so: then the relation as a whole goes.
    """
    figures = [figure for figure in shown if wrong & {*_speaks_of(figure)}]
    days = [figure for figure in figures if _out_of_balance(figure, wrong)]
    # What is hidden contradicts nothing by itself, so that it is the last to go.
    days.sort(key=lambda figure: (not figure.hidden, from_key(figure.cell.period).end))
    cells = list(dict.fromkeys(figure.cell for figure in days))

    def contradict(balancing: Sequence[FigureKey]) -> bool:
        aside = {*cells} - {*balancing}
        tried = [_aside(figure) if figure.cell in aside else figure for figure in figures]
        return contradicts(tried, rules, relations)

    return () if contradict(()) else _misfits(cells, contradict)


def _without_balance(
    figure: Observed, cells: Collection[FigureKey], wrong: Collection[str]
) -> Observed:
    """A figure that is set aside alone; with no such, without the relation, whatever else it has.

    What else its movements are related to may well fit.
    """
    if not _out_of_balance(figure, wrong):
        return figure
    if cells:
        return _aside(figure) if figure.cell in cells else figure
    return _with_related(figure, evolve(figure.related, inflow="", outflow=""))


def _aside(figure: Observed) -> Observed:
    """A number of a day that is not reckoned to be who came less who left."""
    return evolve(figure, balances=False)


def _with_related(figure: Observed, related: RelatedMeasures) -> Observed:
    return evolve(figure, nature=evolve(figure.nature, related=related))


def _related_names(figure: Observed) -> tuple[str, ...]:
    """The measures that a figure is related to."""
    return (figure.cell.measure, *figure.related.measures) if figure.related.measures else ()


def _unrelated(figure: Observed, wrong: Collection[str]) -> Observed:
    """A figure without the related measures of its measure, where figures do not fit them."""
    return _with_related(figure, UNRELATED) if {*wrong} & {*_related_names(figure)} else figure
