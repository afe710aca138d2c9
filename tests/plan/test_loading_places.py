"""`place` is asked only of a plan that names the document it was taken from."""

import attrs
import pytest

from cptracker.model.plan import StatedRecords
from cptracker.model.plan_sections import Quotation
from cptracker.model.published import PublishedFigure
from cptracker.model.stated import DocumentStatement, StatedTarget
from cptracker.model.targets import (
    Baseline,
    ChartBaseline,
    Recalculation,
    RevisedFigure,
    Target,
)
from cptracker.plan.reading import read_plan
from cptracker.plan.structure import NAMES

WRITTEN_HERE = """\
plan: {identifier: send, title: A SEND strategy, council: Anywhere, period: 2026-2029}
priorities:
  - number: 1
    title: Being included
    deliverables:
      - {ref: "1.1", title: A quiet room}
    success_measures:
      - {ref: "1.1", title: Rooms, measures: [rooms]}
"""
TRANSCRIBED = WRITTEN_HERE.replace("2026-2029}", "2026-2029, source: Board of March}")


def problems(tmp_path, text):
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    return [(problem.line, problem.message) for problem in read_plan(file).problems]


def test_a_plan_written_here_needs_neither_source_nor_place(tmp_path):
    assert problems(tmp_path, WRITTEN_HERE) == []
    plan = read_plan(tmp_path / "plan.yaml").plan
    assert (plan.source, plan.priorities[0].deliverables[0].place) == ("", "")


def test_each_part_of_a_transcribed_plan_says_its_place(tmp_path):
    """All are told at once, each at its own line."""
    assert problems(tmp_path, TRANSCRIBED) == [
        (3, "`place` is missing from this priority"),
        (6, "`place` is missing from this deliverable"),
        (8, "`place` is missing from this success measure"),
    ]


@pytest.mark.parametrize("part", ["title: Being included", "title: A quiet room", "title: Rooms"])
def test_a_place_that_is_there_is_enough(part, tmp_path):
    separator = "\n    " if part.endswith("included") else ", "
    text = TRANSCRIBED.replace(part, f"{part}{separator}place: page 4")

    assert len(problems(tmp_path, text)) == 2


def test_a_misspelt_place_is_told_once(tmp_path):
    text = TRANSCRIBED.replace("title: A quiet room", "title: A quiet room, plaec: page 4")
    messages = [message for _, message in problems(tmp_path, text)]

    assert "unknown key `plaec`" in messages
    assert "`place` is missing from this deliverable" not in messages


COMPARATORS = """\
comparators:
  neighbours_of: Anywhere
  neighbours: [Derby, Leeds]
"""


def test_neighbours_need_their_model_only_in_a_transcribed_plan(tmp_path):
    missing = (9, "`source` is missing from this list of comparators")

    assert missing not in problems(tmp_path, WRITTEN_HERE + COMPARATORS)
    assert missing in [(line - 1, message) for line, message in
                       problems(tmp_path, TRANSCRIBED + COMPARATORS)]  # fmt: skip


def test_a_region_alone_can_be_named(tmp_path):
    """For a council that no list has; neighbours say whose they are."""
    assert problems(tmp_path, WRITTEN_HERE + "comparators: {region: South West}\n") == []
    nobody = WRITTEN_HERE + "comparators: {neighbours: [Derby]}\n"
    assert problems(tmp_path, nobody) == [
        (9, "`neighbours_of` is missing from this list of comparators")
    ]


QUOTING = (StatedTarget, DocumentStatement)
"""What is nothing without the document that it quotes."""


DECIDED = (
    Target, Baseline, RevisedFigure, Recalculation, ChartBaseline, PublishedFigure, StatedRecords,
    Quotation,
)  # fmt: skip
"""What somebody decided, published or said, which is never taken without saying who and where."""


@pytest.mark.parametrize("model", NAMES, ids=lambda model: model.__name__)
def test_a_place_is_asked_of_nothing_but_what_quotes_a_document(model):
    """By the model alone; where a plan names its document, a rule asks for it."""
    needed = {
        field.name
        for field in attrs.fields(model)
        if field.default is attrs.NOTHING and field.name in ("place", "source")
    }

    assert needed == (
        {"place", "source"} if model in QUOTING else {"source"} if model in DECIDED else set()
    )
