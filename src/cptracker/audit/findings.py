"""What an audit finds, and what a colour alone tells of a value."""

import re
from fractions import Fraction

from attrs import frozen

from cptracker.model.exit_codes import ExitCode
from cptracker.model.figure_keys import FigureKey
from cptracker.model.problems import CptrackerError

MOST_NAMED = 6


@frozen(kw_only=True)
class PossibleValue:
    """Figures that together show one number: hidden together they show it no more.

    Attributes:
        base: Whether the number is a base, so that values without counts may stay.
        far: How many constraints lie between it and what is found.
        cells: The figures.
    """

    base: bool
    far: int
    cells: tuple[FigureKey, ...]


@frozen(kw_only=True)
class DisclosureFinding:
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

    Example:
        >>> import cptracker
        >>> plan, records = cptracker.read_plan("strategy"), cptracker.load_records("records")
        >>> report = cptracker.build_status(
        ...     plan, cptracker.find_measures(), records, priorities=[7], back=1
        ... )
        >>> findings = cptracker.audit_papers(cptracker.publish(report, plan=plan))
        >>> [finding.place for finding in findings]
        []
    """

    cell: FigureKey
    place: str
    number: str
    least: int
    most: int
    told_by: tuple[str, ...] = ()
    cells: tuple[FigureKey, ...] = ()
    options: tuple[PossibleValue, ...] = ()
    open: bool = False
    why: str = ""

    def __str__(self) -> str:
        values = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        disclosure = self.why or f"{self.number} can only be {values}"
        named = "; ".join(self.told_by[:MOST_NAMED])
        more = len(self.told_by) - MOST_NAMED
        others = f" and {more} more" if more > 0 else ""
        return f"{self.place}: {disclosure}" + (f"\n    told by: {named}{others}" if named else "")


class DisclosureError(CptrackerError):
    """A paper from which a child might be found; it is not written.

    Example:
        >>> import cptracker
        >>> error = cptracker.DisclosureError(())
        >>> int(error.exit_code), error.findings
        (7, ())
    """

    exit_code = ExitCode.DISCLOSES

    def __init__(self, findings: tuple[DisclosureFinding, ...]) -> None:
        self.findings = findings
        number = len(findings)
        numbers = "a protected number" if number == 1 else f"{number} protected numbers"
        text = "\n".join(str(finding) for finding in findings)
        super().__init__(f"{numbers} could be worked out from this paper\n{text}")


Span = tuple[Fraction | None, bool, Fraction | None, bool]
"""From a value, itself included or not, up to another, itself included or not."""


NUMBER = r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)%?"


MORE = re.compile(rf"green at {NUMBER} or more")


FEWER = re.compile(rf"green at {NUMBER} or (?:fewer|less)")


RANGE = re.compile(rf"green from {NUMBER} to {NUMBER}")


AMBER_FROM = re.compile(rf"amber from {NUMBER}")


AMBER_TO = re.compile(rf"amber up to {NUMBER}")


def span_of(colour: str, rule: str) -> Span | None:
    """The values that a colour allows; None where the rule cannot be read as one span."""
    more, fewer, both = MORE.search(rule), FEWER.search(rule), RANGE.search(rule)
    if both:
        return (_number(both[1]), True, _number(both[2]), True) if colour == "green" else None
    if more:
        edge, amber = _number(more[1]), AMBER_FROM.search(rule)
        return _upward(colour, edge, _number(amber[1]) if amber else edge)
    if fewer:
        edge, amber = _number(fewer[1]), AMBER_TO.search(rule)
        return _downward(colour, edge, _number(amber[1]) if amber else edge)
    return None


def _upward(colour: str, edge: Fraction, amber: Fraction) -> Span | None:
    return {
        "green": (edge, True, None, False),
        "amber": (amber, True, edge, False),
        "red": (None, False, amber, False),
    }.get(colour)


def _downward(colour: str, edge: Fraction, amber: Fraction) -> Span | None:
    return {
        "green": (None, False, edge, True),
        "amber": (edge, False, amber, True),
        "red": (amber, False, None, False),
    }.get(colour)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))
