"""What vanishes from a plan's files is told, though what is left is a whole plan to YAML."""

import os
import subprocess
from datetime import date

import pytest
from attrs import evolve
from command_line import run
from sound_plan import FILES, write_plan

from cptracker.model.problems import Severity
from cptracker.plan.history.revisions import vanished
from cptracker.plan.reading import read_plan

TODAY = date(2025, 9, 30)


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """The sound plan, committed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = write_plan(tmp_path / "plan")
    for words in (
        ["init", "-q"],
        ["add", "plan"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first"],
    ):
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)
    return folder


def warnings(folder):
    problems = vanished(read_plan(folder), TODAY)
    assert all(problem.severity is Severity.WARNING and problem.hint for problem in problems)
    return [
        (problem.path.removeprefix(f"{folder.parent}/"), problem.line, problem.message)
        for problem in problems
    ]


def cut(folder, name, piece):
    """The file up to a piece of it."""
    text = FILES[name]
    (folder / name).write_text(text[: text.index(piece)], encoding="utf-8")


def drop(folder, name, piece):
    """The file without a piece of it."""
    assert piece in FILES[name]
    (folder / name).write_text(FILES[name].replace(piece, ""), encoding="utf-8")


def test_nothing_is_gone_and_nothing_told(committed):
    """Nor where something was added, or is not yet known to git."""
    assert warnings(committed) == []
    with (committed / "words.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {measure: convicted, about: trouble, says: '{value} of 100'}\n")
    (committed / "more.yaml").write_text("glossary:\n  - {term: X1, meaning: Y}\n", "utf-8")
    assert warnings(committed) == []


def test_a_file_that_is_cut_between_two_entries(committed):
    """YAML sees nothing; the last commit tells where it went on."""
    cut(committed, "published.yaml", "  - {measure: dental, area: South East")

    assert read_plan(committed).problems == ()
    assert warnings(committed) == [
        (
            "plan/published.yaml",
            8,
            "the file ends here; in the last commit it went on for 15 lines",
        ),
        (
            "plan",
            None,
            "published figure gone since the last commit: `dental`, South East, 202425; "
            "`dental`, Derby, 202425; `convicted`, England, 202425 and 1 more",
        ),
    ]


def test_a_file_that_is_cut_within_a_word(committed):
    """The last entry still looks whole."""
    cut(committed, "published.yaml", "eighbours of 2025")

    assert read_plan(committed).problems == ()
    assert warnings(committed)[0][:2] == ("plan/published.yaml", 23)


def test_a_file_that_is_cut_so_that_it_cannot_be_read(committed):
    """Its end is told beside what YAML says."""
    cut(committed, "tracker.yaml", "Find a second dentist")

    assert read_plan(committed).plan is None
    assert [warning[0] for warning in warnings(committed)] == ["plan/tracker.yaml"]


def test_a_file_that_is_gone(committed):
    """With all that stood in it."""
    (committed / "targets.yaml").unlink()
    lines = warnings(committed)

    assert lines[0] == (
        "plan/targets.yaml", None, "this file stood in the last commit and is gone"
    )  # fmt: skip
    assert {message.split(" gone since")[0] for _, _, message in lines[1:]} > {
        "exception", "provisional figure", "revised figure", "recalculation", "chart baseline",
    }  # fmt: skip
    assert sum("the target for" in message for _, _, message in lines) == 4


@pytest.mark.parametrize(
    ("name", "piece", "expected"),
    [
        pytest.param(
            "targets.yaml",
            "  - measure: dental\n    since: 2022-04-01\n    value: 75\n    within: 5\n"
            "    source: Panel, March 2022\n",
            "the target for `dental` from 2022-04-01",
            id="an older target",
        ),
        pytest.param(
            "tracker.yaml",
            "      - {date: 2024-06-03, by: Head of Service, note: Half of them asked}\n",
            "CPP-2024-01 had 2 updates in the last commit, now 1",
            id="an update",
        ),
        pytest.param(
            "tracker.yaml",
            "recommendations:\n  - ref: CPP-2025-03\n"
            "    title: Health to open a clinic on Saturdays\n    meeting: cpp-2025-06-12\n",
            "CPP-2025-03 stood in the last commit and is gone",
            id="the last recommendation",
        ),
        pytest.param(
            "plan.yaml",
            "  - {number: 2, text: Keep promises}\n",
            "principle gone since the last commit: 2",
            id="the last principle",
        ),
        pytest.param(
            "words.yaml",
            '  - {term: EET, meaning: "In education, employment or training"}\n',
            "term gone since the last commit: 'EET'",
            id="a term",
        ),
    ],
)
def test_an_entry_that_is_gone(committed, name, piece, expected):
    drop(committed, name, piece)

    assert any(message.startswith(expected) for _, _, message in warnings(committed)), warnings(
        committed
    )


def test_a_plan_that_git_does_not_know(tmp_path):
    """There is nothing to hold it against."""
    assert warnings(write_plan(tmp_path / "plan")) == []


def test_a_plan_of_one_file(committed):
    """Held against itself in the last commit."""
    cut(committed, "published.yaml", "  - {measure: dental, area: South East")
    problems = vanished(read_plan(committed / "published.yaml"), TODAY)

    assert [problem.line for problem in problems] == [8]


def test_check_tells_it_unasked(committed, council):
    """As a warning: what is not committed may be meant."""
    before = run("check", "--plan", committed, "--records", council)
    cut(committed, "published.yaml", "  - {measure: dental, area: South East")
    after = run("check", "--plan", committed, "--records", council)

    assert "last commit" not in before.output
    assert "went on for 15 lines" in after.output


# What only moved


def test_what_moved_to_another_file_of_the_plan_is_not_gone(committed):
    """A whole file, or the end of one."""
    (committed / "targets.yaml").rename(committed / "aims.yaml")
    piece = "  - {measure: dental, area: South East"
    text = FILES["published.yaml"]
    cut(committed, "published.yaml", piece)
    rest = text[text.index(piece) :]
    (committed / "more.yaml").write_text(f"published:\n{rest}", encoding="utf-8")

    assert warnings(committed) == []


def test_published_figures_that_moved_beside_the_plan_are_not_gone(committed):
    """To a file of comparators, or to those that ship; another value there takes no place."""
    was = read_plan(committed).plan.published
    row = '  - {measure: dental, area: Derby, period: "202425", value: 83, source: DfE 2025}\n'
    drop(committed, "published.yaml", row)
    loaded = read_plan(committed)
    left = [figure for figure in was if figure not in loaded.plan.published]
    arguments = []

    def next_to(measures):
        arguments.append(set(measures))
        return [evolve(figure, source="elsewhere") for figure in left]

    assert vanished(loaded, TODAY, next_to) == ()
    assert arguments == [{figure.measure for figure in left}]

    others = [evolve(left[0], value=left[0].value + 1), *left[1:]]
    (gone,) = [
        problem.message
        for problem in vanished(loaded, TODAY, lambda _: others)
        if "published" in problem.message
    ]
    assert gone == f"published figure gone since the last commit: `{left[0].measure}`, " + (
        f"{left[0].subject}, {left[0].period}"
    )


def test_a_day_on_which_a_duty_was_done_is_missed(tmp_path, committed):
    file = committed / "duties.yaml"
    day = "  done: [{date: 2024-06-01}]\n"
    file.write_text(
        f"duties:\n- ref: survey\n  title: Survey\n  every_months: 24\n  place: p\n{day}", "utf-8"
    )
    for words in (
        ["add", "plan"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "duty"],
    ):  # fmt: skip
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)
    file.write_text(file.read_text("utf-8").replace(day, ""), "utf-8")

    messages = [message for _, _, message in warnings(committed)]

    assert "duty survey had 1 days done in the last commit, now 0" in messages
    assert "duty survey, done 2024-06-01 stood in the last commit and is gone" in messages
