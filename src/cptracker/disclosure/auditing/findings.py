"""What an audit finds: a number that can be worked out, and from what."""

from attrs import frozen

from cptracker.disclosure.auditing.seen import Cell
from cptracker.errors import BETRAYS, CptrackerError

MOST_NAMED = 6


@frozen(kw_only=True)
class Option:
    """Figures that together show one number: hidden together they show it no more.

    Attributes:
        base: Whether the number is a base, so that values without counts may stay.
        far: How many constraints lie between it and what is found.
        cells: The figures.
    """

    base: bool
    far: int
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class Finding:
    """A number of children that a reader can work out.

    Attributes:
        cell: The figure it is of.
        place: Where that stands, for people.
        number: Which of its numbers: `the number who met it` and the like.
        least: The least it can be.
        most: The most it can be.
        told_by: The figures that betray it.
        cells: The same, as cells of the paper that is audited.
        options: What of it could be hidden, the nearest first.
        open: Whether it was not worked out, but could not be proved to be safe either.
        why: Where it is no range but something else, what.
    """

    cell: Cell
    place: str
    number: str
    least: int
    most: int
    told_by: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    options: tuple[Option, ...] = ()
    open: bool = False
    why: str = ""

    def __str__(self) -> str:
        values = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        what = self.why or f"{self.number} can only be {values}"
        named = "; ".join(self.told_by[:MOST_NAMED])
        more = len(self.told_by) - MOST_NAMED
        others = f" and {more} more" if more > 0 else ""
        return f"{self.place}: {what}" + (f"\n    told by: {named}{others}" if named else "")


class DisclosureError(CptrackerError):
    """A paper from which a child might be found; it is not written."""

    exit_code = BETRAYS

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        number = len(findings)
        numbers = "a protected number" if number == 1 else f"{number} protected numbers"
        told = "\n".join(str(one) for one in findings)
        super().__init__(f"{numbers} could be worked out from this paper\n{told}")
