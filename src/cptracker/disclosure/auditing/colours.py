"""What a colour tells: the rule in words, read back as limits of the value."""

import re
from fractions import Fraction

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
