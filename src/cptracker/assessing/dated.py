"""Each period judged by what was in force then: an old rating is never rewritten."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from cptracker.assessing.matters import Matter
from cptracker.display import exactly, percent_sign
from cptracker.judging import judge, long_date, target_in_force
from cptracker.model import Plan
from cptracker.results import Judgement, Rating
from cptracker.targets import AcceptedException

MISSED = (Rating.AMBER, Rating.RED)
"""The colours that can be accepted for a time."""


def judgements(matter: Matter) -> tuple[Judgement, ...]:
    """The judgement of each figure for everyone, by the target in force on its period's last day.

    An exception is told with the periods on whose last day it was in force.
    """
    plan, name = matter.setting.plan, matter.measure.identifier
    targets = [one for one in plan.targets if one.measure == name]
    exceptions = [one for one in plan.exceptions if one.measure == name]
    told = _told(matter)
    found = []
    for figure in matter.series.whole:
        target = target_in_force(targets, name, figure.period.end)
        judged = judge(figure, matter.measure.better, target, unit=matter.measure.unit)
        judged = accepted(judged, exceptions, plan, figure.period.end, matter.measure.unit)
        if figure.value is not None:
            judged = evolve(judged, **told.get(figure.period.key, {})) if told else judged
        found.append(judged)
    return tuple(found)


def accepted(
    judged: Judgement,
    exceptions: Sequence[AcceptedException],
    plan: Plan,
    day: date,
    unit: str = "",
) -> Judgement:
    """A judgement with the exception in force on a day, if it misses its target.

    Of several the one that was agreed last is told, with the level that was accepted where the
    plan records it. It changes no colour.
    """
    if not exceptions:
        return judged
    meetings = {meeting.ref: meeting for meeting in plan.meetings}
    in_force = [
        (meetings[one.meeting].date, one)
        for one in exceptions
        if one.meeting in meetings and meetings[one.meeting].date <= day <= one.until
    ]
    if not in_force or judged.rating not in MISSED:
        return evolve(judged, accepted=None)
    _, last = max(in_force, key=lambda pair: pair[0])
    meeting = meetings[last.meeting]
    level = "" if last.accepted is None else f" at {_told_as(Fraction(last.accepted), unit)}"
    words = (
        f"accepted{level} until {long_date(last.until)} by {last.by}, "
        f"{meeting.body} of {long_date(meeting.date)}: {last.reason}"
    )
    return evolve(judged, accepted=words)


def _told(matter: Matter) -> Mapping[str, dict[str, Any]]:
    """What the plan says of single figures, by period: still to change, or told otherwise."""
    plan, name, unit = matter.setting.plan, matter.measure.identifier, matter.measure.unit
    told: dict[str, dict[str, Any]] = {}
    for provisional in plan.provisional:
        if provisional.measure == name:
            told.setdefault(provisional.period, {})["provisional"] = provisional.reason
    for revised in plan.revised:
        if revised.measure == name:
            was = _told_as(Fraction(revised.was), unit)
            words = f"was {was} in {revised.source}: {revised.reason}"
            told.setdefault(revised.period, {})["revised"] = words
    return told


def _told_as(value: Fraction, unit: str) -> str:
    return f"{exactly(value)}{percent_sign(unit)}"
