"""The status on a terminal: readable at any width, without colour, in ASCII, and harmless."""

import re
from io import BytesIO, TextIOWrapper

import pytest
from reports_made import gaps, made_report, priority, rated
from rich.console import Console

from cptracker.model.problems import Problem, ProblemKind, Severity
from cptracker.reports.terminal import status
from cptracker.reports.terminal.problems import exit_code, problems_text
from cptracker.wording.text import clean_text, encoder_for, in_ascii

ESCAPE = "\x1b"


def drawn(report, width=80, encoding="utf-8", **options):
    stream = BytesIO()
    file = TextIOWrapper(stream, encoding=encoding, newline="\n")
    status.print_status(report, Console(file=file, width=width, **options))
    file.flush()
    return stream.getvalue().decode(encoding)


def words(text):
    """The text as one line, however it was wrapped."""
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 120])
def test_the_board_sees_this(snapshot, width):
    snapshot(drawn(made_report(), width), f"status-{width}.txt")


def test_the_board_sees_this_in_ascii(snapshot):
    snapshot(drawn(made_report(), 80, encoding="ascii"), "status-80-ascii.txt")


@pytest.mark.parametrize("width", [40, 50, 64, 80, 100, 110, 120, 200])
def test_nothing_is_wider_than_the_screen(width):
    lines = drawn(made_report(), width).splitlines()

    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [40, 64, 80, 120])
def test_nothing_is_lost_at_any_width(width):
    """Rating, reason, value and every kind of nothing are words at each width."""
    text = words(drawn(made_report(), width))

    for said in ("Green", "Amber", "Red", "No target", "No data", "88.3%", "279 of 316", "2.31",
                 "0.31 over 2", "green at 2 or fewer, amber up to 2.5", "19 not known",
                 "between 88.3% and 94.3%", "1 died, 2 moved abroad", "no cases", "not due yet",
                 "needs table `sdq`", "hidden"):  # fmt: skip
        assert said in text or said.replace(" ", "") in text.replace(" ", ""), said


def test_colour_is_only_for_screens():
    """A pipe gets no escape codes; a screen gets colour, and NO_COLOR takes it away."""
    assert ESCAPE not in drawn(made_report())
    assert "[1;31m" in drawn(made_report(), force_terminal=True, color_system="standard")
    grey = drawn(made_report(), force_terminal=True, color_system="standard", no_color=True)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", grey)


def test_a_pipe_gets_no_trailing_blanks():
    assert not re.search(r" +$", drawn(made_report()), re.MULTILINE)


def test_ascii_where_the_screen_knows_no_more():
    text = drawn(made_report(), encoding="ascii")

    assert text.isascii()
    assert "1,062 / 460" in text
    assert "# Red" in text


def test_the_words_that_must_be_on_it():
    text = words(drawn(made_report()))

    assert "RESTRICTED: exact figures, not for publication" in text
    assert "EXAMPLE DATA" in text
    assert "Status as at 31 March 2025" in text
    assert "1 problem in the measures, 12 problems in the records and 1 warning: run" in text
    assert "Actions" not in text


def test_nothing_is_claimed_that_is_not_so():
    text = drawn(made_report(example_data=False, problems=()))

    assert "EXAMPLE DATA" not in text
    assert "problem" not in text


def test_actions_have_a_line_once_there_are_some():
    counts = {"open": 7, "overdue": 2, "complete": 11, "closed_since_last_meeting": 1}
    text = drawn(made_report(actions=counts))

    assert "Actions: 7 open, 2 overdue, 11 complete, 1 closed since last meeting" in text


def test_a_measure_counts_once_in_the_summary():
    """Two success measures that name one measure do not make it two."""
    twice = (priority(1, "One", rated()), priority(2, "Two", rated() + gaps()))

    assert "9 measures: 1 green, 1 amber, 1 red" in drawn(made_report(priorities=twice))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("[bold red]No markup[/] [link=file:///etc/passwd]x[/link]", id="markup"),
        pytest.param(":warning: no emoji", id="emoji"),
        pytest.param("a" * 300, id="one endless word"),
        pytest.param("Ümläut ½ 漢字 🙂", id="wide characters"),
    ],
)
def test_a_title_is_only_text(title):
    text = drawn(made_report(plan_title=title))

    assert title.replace(" ", "") in re.sub(r"\s", "", text)


def test_a_title_cannot_steer_the_terminal():
    title = "Plan\x1b[2J\x1b]8;;http://x\x07 \x9b31m\r\u202etxt\x00"
    text = drawn(made_report(plan_title=title), force_terminal=True, color_system=None)

    assert not set("\x1b\x07\x9b\r\u202e\x00") & set(text)


def test_ascii_keeps_what_is_meant():
    assert in_ascii("2½ years \N{EN DASH} “Café”") == '2 1/2 years - "Cafe"'
    assert in_ascii("50 £… ≥ 漢") == "50 GBP ... >= ?"
    assert clean_text("a\tb\nc\ud800") == "a b c\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("encoding", "ascii_only"),
    [("utf-8", False), ("UTF8", False), ("ascii", True), ("cp1252", True), (None, True)],
)
def test_which_streams_get_ascii(encoding, ascii_only):
    assert encoder_for(encoding).ascii_only is ascii_only


def bad_cells(lines, **fields):
    return [
        Problem(
            kind=ProblemKind.RECORDS,
            path="e.csv",
            line=line,
            column=3,
            message="DECOM is no date",
            **fields,
        )
        for line in lines
    ]


def test_alike_problems_stand_together():
    """One line for each mistake, with how many and where the first are; the place is clickable."""
    problems = bad_cells([31, 14, 20, 44], hint="write 31/03/2025")

    assert problems_text(problems, ["2025: in the name"], "utf-8") == (
        "e.csv:31:3: DECOM is no date: 4 cells, lines 14, 20, 31 …\n"
        "    hint: write 31/03/2025\n"
        "\n"
        "Found 4 problems in the records.\n"
        "Collection year 2025: in the name\n"
    )


def test_mistakes_of_a_plan_stay_apart():
    """Thirty alike are thirty places to click, because each is mended by hand."""
    alike = [
        Problem(kind=ProblemKind.PLAN, path="p.yaml", line=line, message="no") for line in (1, 2)
    ]

    assert problems_text(alike, [], "utf-8").splitlines()[:2] == ["p.yaml:1: no", "p.yaml:2: no"]


def test_lines_without_a_column_are_lines():
    problem = Problem(kind=ProblemKind.RECORDS, path="e.csv", message="has too few cells", count=7)

    assert "e.csv: has too few cells: 7 lines\n" in problems_text([problem], [], "utf-8")


def test_problems_come_in_the_order_of_their_parts():
    plan = Problem(kind=ProblemKind.PLAN, path="p.yaml", line=1, column=1, message="no")
    text = problems_text([*bad_cells([1]), plan], [], "ascii")

    assert text.index("p.yaml:1:1: no") < text.index("e.csv:1:3: DECOM is no date\n")


def test_the_first_part_with_an_error_decides_the_exit_code():
    records = bad_cells([1])
    plan = Problem(kind=ProblemKind.PLAN, message="no")
    measure = Problem(kind=ProblemKind.MEASURE, message="no")
    warning = Problem(kind=ProblemKind.PLAN, message="well", severity=Severity.WARNING)

    assert exit_code([]) == 0
    assert exit_code([warning]) == 0
    assert exit_code([*records, warning]) == 5
    assert exit_code([*records, measure]) == 4
    assert exit_code([*records, measure, plan]) == 3


def test_no_problems_are_told_too():
    assert problems_text([], [], "utf-8") == "Found no problems.\n"
