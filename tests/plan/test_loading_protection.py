"""A plan names the rules by which its papers protect small numbers."""

import pytest
from small_plan import PLAN, indicators, small_inputs, status

from cptracker.disclosure.release import release
from cptracker.model.plan import Protection
from cptracker.model.protection import profile_names
from cptracker.plan.reading import read_plan


def plan(folder, words):
    text = PLAN.replace("source: Board}", f"source: Board{words}}}", 1)
    path = folder / "named.yaml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def test_the_words_of_a_plan_are_those_that_are_known():
    assert tuple(map(str, Protection)) == profile_names()


@pytest.mark.parametrize("name", profile_names())
def test_a_plan_names_one(tmp_path, name):
    assert plan(tmp_path, f", protection: {name}").plan.protection == name


def test_without_a_word_it_is_for_the_public(tmp_path):
    assert plan(tmp_path, "").plan.protection == "public"


def test_a_slip_is_told_with_its_place(tmp_path):
    (problem,) = plan(tmp_path, ", protection: publik").problems

    assert problem.place.endswith("named.yaml:2:106")
    assert "public" in str(problem)


def test_papers_of_a_plan_follow_it(tmp_path):
    """Nine of ten were seen and one was not: the DfE shows it, council practice does not."""
    report = status(small_inputs(tmp_path))
    assert report.protect_by == "public"

    public = indicators(release(report))["dental"].figure
    dfe = indicators(release(report, profile="dfe"))["dental"].figure

    assert (public.value, dfe.value) == (None, 90)
