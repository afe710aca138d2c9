"""Members that contradict themselves or the facts of their measure: refused, never guessed at."""

from collections.abc import Iterator

from cptracker.authoring.measure import Measure
from cptracker.authoring.member_types import Events, Members, Ratio, Stock
from cptracker.engine.figures import statistic_of
from cptracker.engine.ratio_mistakes import ratio_mistakes
from cptracker.engine.shape_mistakes import shape_mistakes

Mistake = tuple[str, str]
"""What is wrong, and a hint."""


PERCENT = "%"


CHILD = "child_id"


def member_mistakes(measure: Measure, members: Members) -> Iterator[Mistake]:
    """What of a measure's members contradicts its facts, or itself."""
    yield from _of_subjects(measure, members)
    if isinstance(members, Ratio):
        yield from ratio_mistakes(measure, members)
        return
    yield from shape_mistakes(measure.identifier, members)
    yield from _of_unit(measure, members)


def _of_subjects(measure: Measure, members: Members) -> Iterator[Mistake]:
    """Children are protected in public papers by what the measure says that it counts."""
    counts = members.parts if isinstance(members, Ratio) else (members,)
    if measure.about != "children" and any(part.subject == CHILD for part in counts):
        message = f"`{measure.identifier}` counts children, and says that it is about "
        yield message + measure.about, "leave `about` out: small numbers of children are hidden"


def _of_unit(measure: Measure, members: Members) -> Iterator[Mistake]:
    """A share is told in percent, and nothing else is but a ratio for a hundred."""
    name, statistic = measure.identifier, statistic_of(members)
    if measure.unit == PERCENT and statistic != "share":
        message = f"`{name}` is a {statistic}, whose unit cannot be `%`"
        yield message, "name what is counted in `unit`, or give `met` for a share"
    plain = isinstance(members, Stock | Events) and members.amount is None
    if measure.unit != PERCENT and statistic == "share" and plain:
        message = f"`{name}` is a share, whose unit is `%` and not `{measure.unit}`"
        yield message, "write `%` in `unit`, or leave out what makes it a share for a count"
