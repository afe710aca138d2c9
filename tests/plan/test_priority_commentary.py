"""What is said of a priority as a whole, and of areas beside the plan, with the writer's rating."""

from datetime import date
from pathlib import Path

import pytest
from command_line import TARGET, run
from reports_made import made_report
from small_plan import status

from cptracker.disclosure.release import release
from cptracker.model.actions import Colour
from cptracker.plan.reading import load_plan, read_plan
from cptracker.reports.editions.rag import rag_pages
from cptracker.status.consistency.checking import inconsistencies

SAID = """
commentary:
  - priority: 1
    period: "202425"
    date: 2025-04-10
    by: Head of Service
    data_says: Most children saw a dentist
    next_steps: A second clinic from May
    rating: amber
    rating_words: medium risk
"""

AREA = """
commentary:
  - {about: Purposeful contact, period: "2025-02", date: 2025-03-20, by: Deputy Director,
     data_says: Visits rise, rating: red, rating_words: high risk, source: Board papers}
  - {about: Purposeful contact, period: "2023-02", date: 2023-03-20, by: Deputy Director,
     data_says: Visits fall, rating: amber, source: Board papers}
"""


def words(document):
    """All words of a paper's blocks."""
    return str(document.blocks)


def test_a_priority_has_the_last_commentary_of_its_tracker(make_inputs):
    inputs = make_inputs(SAID)
    after, before = (status(inputs, tracker_at=date(2025, 4, day)) for day in (10, 9))

    assert after.priorities[0].commentary.rating is Colour.AMBER
    assert before.priorities[0].commentary is None
    assert before.later_changes == 1


def test_priority_pages_name_it_as_the_writers_judgement(make_inputs):
    pages = words(rag_pages(status(make_inputs(SAID), tracker_at=date(2025, 6, 18))))

    assert "Judgement of the writer" in pages
    assert "Amber, medium risk" in pages
    assert "Most children saw a dentist" in pages


def test_a_priority_seen_better_than_its_worst_measure_needs_a_reason(make_inputs):
    """The measure is amber; a green priority says why, or is a problem."""
    inputs = make_inputs(TARGET.replace("teeth", "dental"), SAID.replace("amber", "green"))
    loaded, registry, records = inputs
    problems = inconsistencies(
        loaded, status(inputs, tracker_at=date(2025, 6, 18)), registry, records
    )  # fmt: skip

    assert ["better-rating-without-reason" in problem.message for problem in problems].count(
        True
    ) == 1
    assert "priority 1 is rated green, and something of it is red" in str(problems)


def test_areas_of_the_last_year_have_their_own_pages(make_inputs):
    report = status(make_inputs(AREA), tracker_at=date(2025, 6, 18))
    pages = words(rag_pages(report))

    assert [area.data_says for area in report.areas] == ["Visits rise"]
    assert "Red, high risk" in pages
    assert "Visits fall" not in pages


def test_the_ten_areas_of_june_2022_stand_in_the_pages_of_that_day(tmp_path, monkeypatch):
    """As the shipped plan has them, and as the public sees them."""
    monkeypatch.chdir(tmp_path)
    run("report", "--edition", "rag", "--as-at", "2022-06-30", "-o", "rag.md")
    text = Path("rag.md").read_text(encoding="utf-8").split("## Other areas")[1]

    assert text.count("\n### ") >= 10
    assert text.count("**RAG:**") == 10


def test_free_words_on_a_priority_that_state_a_hidden_number_are_left_out():
    from attrs import evolve
    from tables_made import count, indicator, report

    exact = report(indicator([count(3)], over_time="level"))
    said = load_plan(Path(__file__).parents[2] / "strategy").commentary[0]
    priority = evolve(
        exact.priorities[0], commentary=evolve(said, data_says="There are 3 children", source=None)
    )
    public = release(evolve(exact, priorities=(priority,)))

    assert public.priorities[0].commentary is None
    assert any("priority 1 is left out" in words for words in public.protection.words)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            SAID.replace("priority: 1", "priority: 9"), "there is no priority 9", id="none"
        ),
        pytest.param(
            SAID.replace("priority: 1", "priority: 1\n    about: x"),
            "`about` cannot stand beside `priority`",
            id="two subjects",
        ),
        pytest.param(
            SAID.replace("    rating: amber\n", ""), "`rating_words` needs `rating`", id="no rating"
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_placed(tmp_path, text, message):
    from small_plan import PLAN

    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "said.yaml").write_text(text, encoding="utf-8")
    problems = read_plan(tmp_path).problems

    assert any(message in problem.message and problem.line for problem in problems), problems


def test_the_command_takes_a_priority(here):
    said = {
        "--period": "202425", "--by": "Head of Service", "--data-says": "Most saw a dentist",
        "--rating": "amber", "--rating-words": "medium risk",
    }  # fmt: skip
    run(
        "commentary",
        "add",
        "1",
        "--plan",
        "plan",
        *(part for pair in said.items() for part in pair),
    )
    (said,) = load_plan("plan").commentary

    assert (said.priority, said.success_measure, said.rating_words) == (1, None, "medium risk")
    assert "Priority 1" in run("commentary", "list", "--plan", "plan").stdout
    assert "Most saw a dentist" in run("commentary", "show", "1", "--plan", "plan").stdout
    full = run("status", "--plan", "plan", "--measures", "mine", "--full").stdout
    assert "rated amber (medium risk)" in " ".join(full.split())


def test_nothing_is_said_of_a_report_without_any():
    assert made_report().areas == ()
