"""Reports for every edition in which each text that a person writes is the same nasty one."""

from datetime import date
from decimal import Decimal
from functools import cache

import attrs
from attrs import evolve
from editions_made import public
from reports_made import made_report

from cptracker.model.actions import Colour, Commentary, Meeting
from cptracker.model.plan import Commitment, Statement, Term
from cptracker.model.plan_sections import (
    CommitteeReport,
    ContactDetails,
    PlainPromise,
    PlainWords,
    Quotation,
    QuotationAudience,
)
from cptracker.model.stated import Contradiction, DocumentStatement, StatedTarget
from cptracker.reports.editions.editions import EDITIONS
from cptracker.reports.writers.formats import FORMATS, render
from cptracker.status.profiles import BY_MONTH, BY_YEAR
from cptracker.status.tracker_lines import ActionLine

ALSO = tuple(part for edition in EDITIONS.values() for part in edition.also)

WRITTEN = {
    "analysis", "area", "body", "by", "council", "data_says", "decision_maker", "definition",
    "detail", "email", "hint", "meaning", "message", "name", "next_steps", "note", "owner",
    "path", "plan_title",
    "plan_vision", "plan_young_people_said",
    "rating_words", "reason", "recommendations", "report_of", "report_says", "role",
    "says", "source", "statement", "telephone", "term", "text", "title", "unit",
    "value", "what", "words", "young_people_said",
}  # fmt: skip
"""Attributes that hold what a person wrote, in whatever value they stand."""

A_GROUP = "male"
"""One group of each breakdown has a nasty name, so that groups stay apart."""


def spoiled(value, nasty):
    """A value in which all that was written is nasty."""
    if isinstance(value, tuple):
        return tuple(spoiled(item, nasty) for item in value)
    if not attrs.has(type(value)):
        return value
    fields = [field.name for field in attrs.fields(type(value)) if field.init]
    spoiled_fields = {name: _spoiled(value, name, nasty) for name in fields}
    return evolve(value, **{name: new for name, new in spoiled_fields.items()
                            if new is not getattr(value, name)})  # fmt: skip


def _spoiled(value, name, nasty):
    old = getattr(value, name)
    if name == "recommendations":
        return (nasty,) * len(old)
    if not isinstance(old, str):
        return spoiled(old, nasty)
    about = name == "about" and isinstance(value, PlainWords | Contradiction)
    return nasty if old and (about or name in WRITTEN or old == A_GROUP) else old


def _words():
    return Commentary(
        success_measure="1.1", period="202425", date=made_report().as_at, by="b", data_says="d",
        analysis="a", next_steps="n", rating=Colour.RED, rating_words="r",
    )  # fmt: skip


def _action(report):
    meeting = Meeting(ref="m", body="b", date=report.as_at)
    return ActionLine(
        ref="CP-1", kind="action", title="t", meeting=meeting, owner="o", due=report.as_at,
        slipped=0, status="in_progress", rating=report.priorities[0].deliverables[0].rating,
        reason="r", priorities=(1,),
    )  # fmt: skip


def _stated_target():
    return StatedTarget(
        what="w", unit="u", period="202425", source="s", place="p", value=Decimal(9), note="n"
    )


def _head():
    contact = ContactDetails(role="r", name="n", email="e", telephone="t")
    return CommitteeReport(
        report_of="o", decision_maker="d", contacts=(contact,), recommendations=("r",)
    )


def _contradiction():
    said = DocumentStatement(source="s", place="p", value="v")
    return Contradiction(about="a", says=(said, said), note="n")


def _appendix():
    """A measure of each part, of those in groups that by sex."""
    many = public(*ALSO).appendix
    parts = dict.fromkeys(profile.part for profile in many)
    firsts = [next(profile for profile in many if profile.part == part) for part in parts]
    grouped = next(
        profile
        for profile in many
        if any(figure.group == A_GROUP for figure in profile.series.figures)
    )
    assert {BY_MONTH, BY_YEAR} <= set(parts)
    return (*firsts, grouped)


def _quotation():
    return Quotation(
        priority=1, words="w", said_by="s", date=date(2025, 3, 1), consent="c",
        audience=QuotationAudience.PUBLIC, source="s", place="p",
    )  # fmt: skip


@cache
def whole():
    """The made-up status with everything that an edition may say beside it."""
    report = made_report()
    said = (Statement(number=1, text="t"),)
    first, *others = report.priorities
    success, *rest = first.success_measures
    measures = [indicator.measure for indicator in success.indicators]
    success = evolve(success, commentary=_words(), detail="d")
    first = evolve(
        first,
        young_people_said="s",
        statement="s",
        commitments=(Commitment(ref="1.a", title="t"),),
        deliverables=tuple(
            evolve(deliverable, detail="d", report_says="s") for deliverable in first.deliverables
        ),
        success_measures=(success, *rest),
    )
    return evolve(
        report,
        council="c",
        plan_vision="v",
        plan_young_people_said="y",
        priorities=(first, *others),
        glossary=(Term(term="t", meaning="m"),),
        corporate_parent=said,
        good_care=said,
        principles=said,
        plain_promises=(PlainPromise(ref="1", words="w"), PlainPromise(ref="1.1", words="w")),
        plain_words=tuple(PlainWords(measure=measure, about="a", says="s") for measure in measures),
        action_list=(_action(report),),
        actions={"open": 1},
        appendix=_appendix(),
        stated_targets=(_stated_target(),),
        committee_report=_head(),
        contradictions=(_contradiction(),),
        quotations=(_quotation(),),
    )


@cache
def nasty_report(nasty, name):
    """Made by hand for everybody where the edition has no restricted form."""
    audience = "public" if EDITIONS[name].public_only else "restricted"
    return evolve(spoiled(whole(), nasty), audience=audience)


def written(nasty, suffix, name="panel"):
    """The file of an edition."""
    (content,) = render(nasty_report(nasty, name), [FORMATS[suffix]], name=name)
    return content
