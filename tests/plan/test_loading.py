"""A plan loads whole or not at all; each kind of mistake is told with its place and what to do."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from cptracker.model.plan import Deliverable, Plan, Priority, Statement, SuccessMeasure, Term
from cptracker.model.problems import PlanError, Problem, ProblemKind
from cptracker.model.published import PublishedFigure
from cptracker.model.targets import Target
from cptracker.plan.reading import LoadedPlan, load_plan, read_plan, unknown_measures

HEADING = """\
plan:
  identifier: our-plan
  title: Our plan
  council: Southampton
  period: 2022-2027
  source: The plan, 2022
"""
PRIORITY = """\
priorities:
  - number: 1
    title: Home
    place: page 4
    young_people_said: Be there.
    deliverables:
      - {ref: "1.1", title: A home, place: page 5}
    success_measures:
      - ref: "1.1"
        title: Placements
        place: page 6
        measures: [placements-per-child]
"""


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Reads a plan that is sound but for the given text, which stands in `plan/x.yaml`."""
    monkeypatch.chdir(tmp_path)

    def read(text: str, *, heading: str = HEADING, priority: str = PRIORITY) -> LoadedPlan:
        folder = Path("plan")
        folder.mkdir(exist_ok=True)
        for name, content in (("a.yaml", heading + priority), ("x.yaml", dedent(text))):
            if content:  # a file that holds nothing is told as such
                (folder / name).write_text(content, encoding="utf-8")
        return read_plan(folder)

    return read


def problem_lines(problems: tuple[Problem, ...]) -> list[str]:
    """Each problem as `path:line:column: message`."""
    return [f"{problem.place}: {problem.message}" for problem in problems]


def hints(problems: tuple[Problem, ...]) -> list[str | None]:
    return [problem.hint for problem in problems]


def test_a_sound_plan_is_the_model(load):
    """Every part lands in the model as it was written; the lists of all files are joined."""
    loaded = load(
        """\
        principles:
          - {number: 1, text: Listen}
        corporate_parent:
          - {number: 1, text: Care}
        good_care:
          - {number: 1, text: Stay}
        targets:
          - measure: placements-per-child
            since: 2024-04-01
            value: 90.10
            within_percent: 5
            source: Board
          - {measure: a, since: "2024-04-01", low: -1, high: .5, source: Board}
        published:
          - measure: placements-per-child
            area: England
            period: "202425"
            value: 2
            source: DfE
            like_for_like: false
            note: yes
        glossary:
          - {term: PEP, meaning: A plan for school}
        """
    )
    assert loaded.problems == ()
    assert loaded.plan == Plan(
        identifier="our-plan",
        title="Our plan",
        council="Southampton",
        period="2022-2027",
        source="The plan, 2022",
        priorities=(
            Priority(
                number=1,
                title="Home",
                place="page 4",
                young_people_said="Be there.",
                deliverables=(Deliverable(ref="1.1", title="A home", place="page 5"),),
                success_measures=(
                    SuccessMeasure(
                        ref="1.1",
                        title="Placements",
                        place="page 6",
                        measures=("placements-per-child",),
                    ),
                ),
            ),
        ),
        principles=(Statement(number=1, text="Listen"),),
        corporate_parent=(Statement(number=1, text="Care"),),
        good_care=(Statement(number=1, text="Stay"),),
        targets=(
            Target(
                measure="placements-per-child",
                since=date(2024, 4, 1),
                value=Decimal("90.10"),
                within_percent=Decimal(5),
                source="Board",
            ),
            Target(
                measure="a",
                since=date(2024, 4, 1),
                low=Decimal(-1),
                high=Decimal("0.5"),
                source="Board",
            ),
        ),
        published=(
            PublishedFigure(
                measure="placements-per-child",
                area="England",
                period="202425",
                value=Decimal(2),
                source="DfE",
                like_for_like=False,
                note="yes",
            ),
        ),
        glossary=(Term(term="PEP", meaning="A plan for school"),),
    )
    assert str(loaded.plan.targets[0].value) == "90.10"


VALUES = [
    pytest.param("value: '90'", "`value` must be a number, not the text '90'", id="quoted number"),
    pytest.param("value: ninety", "`value` must be a number, not text", id="word"),
    pytest.param("value: 90%", "`value` must be a number, not '90%'", id="percent sign"),
    pytest.param("value: true", "`value` must be a number, not `true`", id="boolean as number"),
    pytest.param("value: yes", "`value` must be a number, not 'yes'", id="yes as number"),
    pytest.param("value: [1]", "`value` must be a number, not a list", id="list as number"),
    pytest.param("value: {a: 1}", "`value` must be a number, not a mapping", id="mapping as value"),
    pytest.param("value:", "`value` is empty", id="nothing"),
    pytest.param("value: ~", "`value` is empty", id="null"),
    pytest.param(
        "value: 1e3",
        "`value` must be a number written out with its digits, such as 90.5, not the number 1e3",
        id="exponent",
    ),
    pytest.param(
        "value: .inf",
        "`value` must be a number written out with its digits, such as 90.5, not the number .inf",
        id="infinity",
    ),
    pytest.param(
        "value: 2024-04-01", "`value` must be a number, not the date 2024-04-01", id="date as value"
    ),
]


@pytest.mark.parametrize(("line", "message"), VALUES)
def test_a_number_is_a_number(load, line, message):
    """A number is written plainly, with its digits; nothing else is turned into one."""
    loaded = load(f"targets:\n  - measure: a\n    since: 2024-04-01\n    source: b\n    {line}\n")
    assert loaded.plan is None
    column = 5 if message.endswith("empty") and line == "value:" else 12
    assert problem_lines(loaded.problems) == [f"plan/x.yaml:5:{column}: {message}"]


DATES = [
    pytest.param(
        "2024-02-30",
        "`since` is 2024-02-30, a day that is not in the calendar",
        "check the day and the month",
        id="30 February",
    ),
    pytest.param(
        "31/03/2024",
        "`since` must be a date such as 2024-04-01, not '31/03/2024'",
        "write 2024-03-31",
        id="British order",
    ),
    pytest.param(
        "31/02/2024",
        "`since` must be a date such as 2024-04-01, not '31/02/2024'",
        "write the year, then the month, then the day",
        id="British order, no such day",
    ),
    pytest.param(
        "2024-4-1",
        "`since` must be a date such as 2024-04-01, not '2024-4-1'",
        "write 2024-04-01",
        id="one digit",
    ),
    pytest.param(
        "2024-04-01T09:00:00",
        "`since` must be a date such as 2024-04-01, not the date 2024-04-01T09:00:00",
        "write 2024-04-01",
        id="date and time",
    ),
    pytest.param(
        "2024",
        "`since` must be a date such as 2024-04-01, not the number 2024",
        None,
        id="year only",
    ),
    pytest.param(
        "April 2024",
        "`since` must be a date such as 2024-04-01, not text",
        None,
        id="in words",
    ),
]


@pytest.mark.parametrize(("day", "message", "hint"), DATES)
def test_a_date_is_a_day_of_the_calendar(load, day, message, hint):
    loaded = load(f"targets:\n  - {{measure: a, since: {day}, value: 1, source: b}}\n")
    assert problem_lines(loaded.problems) == [f"plan/x.yaml:2:25: {message}"]
    assert hints(loaded.problems) == [hint]


TEXTS = [
    pytest.param("12", "must be text, not the number 12", 'put it in quotes: "12"', id="number"),
    pytest.param(
        "1.10",
        "must be text, not the number 1.10",
        'put it in quotes: "1.10"; without them 1.1 and 1.10 are the same number',
        id="number with a point",
    ),
    pytest.param("true", "must be text, not `true`", 'put it in quotes: "true"', id="boolean"),
    pytest.param(
        "2024-04-01",
        "must be text, not the date 2024-04-01",
        'put it in quotes: "2024-04-01"',
        id="a real date",
    ),
    pytest.param("0x1F", "must be text, not the number 0x1F", 'put it in quotes: "0x1F"', id="hex"),
    pytest.param("null", "is empty", "give it a value, or delete the line", id="null"),
    pytest.param('""', "is empty", "give it a value", id="no letters"),
    pytest.param("'  '", "is empty", "give it a value", id="spaces only"),
    pytest.param("[a]", "must be text, not a list", None, id="list"),
    pytest.param("{a: b}", "must be text, not a mapping", None, id="mapping"),
    pytest.param(
        r'"a\0b"', "holds the character U+0000, which cannot be shown", "delete it", id="NUL"
    ),
    pytest.param(
        r'"\ud800"',
        "holds the character U+D800, which cannot be shown",
        "delete it",
        id="half a character",
    ),
]


@pytest.mark.parametrize(("value", "message", "hint"), TEXTS)
def test_text_is_text(load, value, message, hint):
    """Whatever YAML 1.2 takes for a number, a boolean or nothing is no text without quotes."""
    loaded = load(f"glossary:\n  - term: PEP\n    meaning: {value}\n")
    assert problem_lines(loaded.problems) == [f"plan/x.yaml:3:14: `meaning` {message}"]
    assert hints(loaded.problems) == [hint]


@pytest.mark.parametrize(
    ("value", "meant"),
    [("yes", "true"), ("No", "false"), ("on", "true"), ("OFF", "false"), ("'true'", "true")],
)
def test_yes_is_no_boolean_but_understood(load, value, meant):
    """In YAML 1.2 `yes` is text; the hint says what to write."""
    loaded = load(
        f"""\
        published:
          - measure: a
            area: England
            period: "202425"
            value: 1
            source: DfE
            like_for_like: {value}
        """
    )
    shown = value.strip("'")
    named = f"the text '{shown}'" if value != shown else f"'{shown}'"
    place = "plan/x.yaml:7:20"
    assert problem_lines(loaded.problems) == [
        f"{place}: `like_for_like` must be true or false, not {named}"
    ]
    assert hints(loaded.problems) == [f"write `{meant}` without quotes"]


@pytest.mark.parametrize(
    ("number", "named"),
    [("3.9", "the number 3.9"), ("'1'", "the text '1'"), ("true", "`true`"), ("one", "text")],
)
def test_a_whole_number_is_whole(load, number, named):
    loaded = load(f"principles:\n  - {{number: {number}, text: Listen}}\n")
    message = f"`number` must be a whole number, not {named}"
    assert problem_lines(loaded.problems) == [f"plan/x.yaml:2:14: {message}"]


MISTAKES = [
    pytest.param(
        """\
        targts: []
        """,
        ["plan/x.yaml:1:1: unknown key `targts`"],
        ["did you mean `targets`?"],
        id="unknown key at the top",
    ),
    pytest.param(
        """\
        glossary:
          - term: PEP
            colour: red
            meaning: A plan
        """,
        ["plan/x.yaml:3:5: unknown key `colour`"],
        ["the keys here are `term`, `meaning`"],
        id="unknown key like no other",
    ),
    pytest.param(
        """\
        glossary:
          - {term: PEP, meanings: A plan}
        """,
        ["plan/x.yaml:2:17: unknown key `meanings`"],
        ["did you mean `meaning`?"],
        id="misspelt key is not missed as well",
    ),
    pytest.param(
        """\
        glossary:
          - term: PEP
        """,
        ["plan/x.yaml:2:5: `meaning` is missing from this term"],
        ["add a line `meaning: …`"],
        id="missing key",
    ),
    pytest.param(
        """\
        glossary:
          PEP: A plan
        """,
        ["plan/x.yaml:2:3: `glossary` must be a list, not a mapping"],
        ["begin each item with a dash: `- `"],
        id="mapping for a list",
    ),
    pytest.param(
        """\
        glossary:
          - PEP
        """,
        ["plan/x.yaml:2:5: `glossary` item 1 must be a mapping of keys and values, not text"],
        [None],
        id="word for a mapping",
    ),
    pytest.param(
        """\
        glossary:
        """,
        ["plan/x.yaml:1:1: `glossary` is empty"],
        ["give it a value, or delete the line"],
        id="list without items",
    ),
    pytest.param(
        """\
        - glossary
        """,
        ["plan/x.yaml:1:1: a plan file must be a mapping of keys and values, not a list"],
        [None],
        id="a list for a file",
    ),
    pytest.param(
        """\
        glossary:
          - term: PEP
            meaning: A plan
            term: EHCP
        """,
        ["plan/x.yaml:4:5: key `term` stands here twice, first in line 2"],
        ["delete one of them"],
        id="key twice",
    ),
    pytest.param(
        """\
        glossary:
          - {term: PEP, meaning: A plan}
          - {term: pep, meaning: Another}
        """,
        ["plan/x.yaml:3:5: the term 'pep' is given twice, first in line 2"],
        ["keep one of them"],
        id="term twice",
    ),
    pytest.param(
        """\
        ? [a, b]
        : c
        """,
        ["plan/x.yaml:1:3: a key must be a word, not a list or mapping"],
        [None],
        id="list as a key",
    ),
    pytest.param(
        """\
        plan:
          identifier: b
          title: b
          council: b
          period: 2022-2027
          source: b
        """,
        ["plan/x.yaml:1:1: `plan` is given twice, first in plan/a.yaml:1:1"],
        ["keep one of them"],
        id="two headings",
    ),
    pytest.param(
        """\
        principles:
          - {number: 1, text: Listen}
          - {number: 3, text: Care}
        """,
        ["plan/x.yaml:3:14: `number` 3 leaves a gap: 2 is missing"],
        ["numbers run from 1 without a gap"],
        id="gap between statements",
    ),
    pytest.param(
        """\
        good_care:
          - {number: 2, text: Listen}
        """,
        ["plan/x.yaml:2:14: `number` 2 leaves a gap: 1 is missing"],
        ["numbers run from 1 without a gap"],
        id="numbering does not begin at 1",
    ),
    pytest.param(
        """\
        corporate_parent:
          - {number: 1, text: Listen}
          - {number: 1, text: Care}
        """,
        ["plan/x.yaml:3:14: `number` 1 is given twice, first in line 2"],
        ["give each its own number"],
        id="number twice",
    ),
    pytest.param(
        """\
        principles:
          - {number: 0, text: Listen}
        """,
        ["plan/x.yaml:2:14: `number` must be 1 or more, not 0"],
        [None],
        id="number nought",
    ),
    pytest.param(
        """\
        priorities:
          - number: 3
            title: Work
            place: page 9
            young_people_said: Jobs.
            deliverables: []
            success_measures: []
        """,
        ["plan/x.yaml:2:13: `number` 3 leaves a gap: 2 is missing"],
        ["numbers run from 1 without a gap"],
        id="gap between priorities",
    ),
    pytest.param(
        """\
        priorities:
          - number: 1
            title: Work
            place: page 9
            young_people_said: Jobs.
            deliverables: []
            success_measures: []
        """,
        ["plan/x.yaml:2:13: `number` 1 is given twice, first in plan/a.yaml:8:13"],
        ["give each its own number"],
        id="priority twice, in two files",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, value: 1, source: b}
          - {measure: a, since: 2025-04-01, value: 2, source: b}
          - {measure: a, since: "2024-04-01", value: 3, source: c}
        """,
        ["plan/x.yaml:4:5: the target for `a` from 2024-04-01 is given twice, first in line 2"],
        ["keep one of them"],
        id="two targets from one date",
    ),
    pytest.param(
        """\
        targets:
          - measure: a
            since: 2024-04-01
            value: 1
            within: 5
            floor: 80
            source: b
        """,
        ["plan/x.yaml:6:5: a target has one tolerance, but `floor` stands beside `within`"],
        ["keep one of `within`, `within_percent`, `floor`"],
        id="two tolerances",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, value: 1, low: 0, high: 2, source: b}
        """,
        ["plan/x.yaml:2:47: `low` cannot stand beside `value`"],
        ["`value` is for higher or lower is better, `low` and `high` for near is better"],
        id="value and range",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, low: 0, source: b}
        """,
        ["plan/x.yaml:2:37: `low` needs `high` beside it"],
        [None],
        id="half a range",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, low: 3, high: 2, source: b}
        """,
        ["plan/x.yaml:2:42: `low` 3 is above `high` 2"],
        [None],
        id="range upside down",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, source: b}
        """,
        ["plan/x.yaml:2:5: a target needs `value`, or `low` and `high`"],
        [None],
        id="target without a value",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, value: 1, within: -5, source: b}
        """,
        ["plan/x.yaml:2:55: `within` must be 0 or more, not -5"],
        [None],
        id="tolerance below nought",
    ),
    pytest.param(
        """\
        targets:
          - {measure: a, since: 2024-04-01, value: 0.0, within_percent: 5, source: b}
        """,
        ["plan/x.yaml:2:49: a percentage of a target of 0 is always 0"],
        ["use `within` or `floor`"],
        id="percentage of nought",
    ),
    pytest.param(
        """\
        published:
          - {measure: a, area: b, period: 202425, value: 1, source: c}
        """,
        ["plan/x.yaml:2:35: `period` must be text, not the number 202425"],
        ['put it in quotes: "202425"'],
        id="period without quotes",
    ),
    pytest.param(
        """\
        published:
          - {measure: a, area: b, period: "202425", value: 1, source: c}
          - {measure: a, area: b, period: "202425", value: 1, source: d}
          - {measure: a, area: b, period: "202425", value: 2, source: c}
        """,
        [
            "plan/x.yaml:4:5: the figure for `a`, b, 202425, from this source, is given twice, "
            "first in line 2"
        ],
        ["keep one of them"],
        id="published twice",
    ),
    pytest.param(
        """\
        glossary:
          - &pep {term: PEP, meaning: A plan}
          - *pep
        """,
        [
            "plan/x.yaml:2:5: anchors and aliases (`&`, `*`) are not read in a plan",
            "plan/x.yaml:3:5: anchors and aliases (`&`, `*`) are not read in a plan",
        ],
        ["write the value out in each place"] * 2,
        id="anchor and alias",
    ),
    pytest.param(
        """\
        glossary:
          - {term: !!str PEP, meaning: A plan}
        """,
        ["plan/x.yaml:2:12: the tag `tag:yaml.org,2002:str` is not read in a plan"],
        ["delete the tag"],
        id="tag",
    ),
    pytest.param(
        """\
        # A plan of long ago
        %YAML 1.1
        ---
        glossary: []
        """,
        ["plan/x.yaml:2:1: directives (`%`) are not read"],
        ["delete the line"],
        id="directive",
    ),
    pytest.param(
        """\
        glossary: []
        ---
        targets: []
        """,
        ["plan/x.yaml:2:1: a second document (`---`) begins, expected one in a file"],
        ["split it: a plan may be a folder of several files"],
        id="two documents",
    ),
]


@pytest.mark.parametrize(("text", "messages", "advice"), MISTAKES)
def test_mistake(load, text, messages, advice):
    """Each kind of mistake has a message with its place, and says what to do."""
    loaded = load(text)
    assert loaded.plan is None
    assert problem_lines(loaded.problems) == messages
    assert hints(loaded.problems) == advice
    assert {problem.kind for problem in loaded.problems} == {ProblemKind.PLAN}


REFS = [
    pytest.param(
        "1.10",
        "plan/a.yaml:13:15: `ref` must be text, not the number 1.10",
        'put it in quotes: "1.10"; without them 1.1 and 1.10 are the same number',
        id="without quotes",
    ),
    pytest.param(
        '"2.1"',
        "plan/a.yaml:13:15: `ref` 2.1 stands in priority 1",
        'a reference here begins with "1."',
        id="of another priority",
    ),
    pytest.param(
        '"1.2"',
        "plan/a.yaml:13:15: `ref` 1.2 leaves a gap: 1.1 is missing",
        "numbers run from 1 without a gap",
        id="gap",
    ),
    pytest.param(
        '"1.01"',
        "plan/a.yaml:13:15: `ref` must be the priority, a point and a number, not '1.01'",
        'such as "1.3", in quotes',
        id="with a nought",
    ),
    pytest.param(
        "first",
        "plan/a.yaml:13:15: `ref` must be the priority, a point and a number, not this text",
        'such as "1.3", in quotes',
        id="word",
    ),
]


@pytest.mark.parametrize(("ref", "message", "hint"), REFS)
def test_references_belong_to_their_priority(load, ref, message, hint):
    """A reference is text, `priority.number`, counted from 1 in each priority."""
    loaded = load("", priority=PRIORITY.replace('ref: "1.1", title', f"ref: {ref}, title"))
    assert problem_lines(loaded.problems) == [message]
    assert hints(loaded.problems) == [hint]


def test_a_reference_is_given_once(load):
    """Twice in one list is a mistake; a deliverable and a success measure may share a number."""
    double = '      - {ref: "1.1", title: Another, place: page 5}\n'
    loaded = load("", priority=PRIORITY.replace("    success", double + "    success"))
    assert problem_lines(loaded.problems) == [
        "plan/a.yaml:14:15: `ref` 1.1 is given twice, first in line 13"
    ]


def test_a_success_measure_names_a_measure_once(load):
    loaded = load("", priority=PRIORITY.replace("[placements-per-child]", "[a, b, a]"))
    assert problem_lines(loaded.problems) == [
        "plan/a.yaml:18:26: the measure `a` is given twice, first in line 18"
    ]


@pytest.mark.parametrize("key", ["202425", "202425Q2", "2024-06", "202425AY", "2024-06T12"])
def test_period_keys(load, key):
    loaded = load(
        f'published:\n  - {{measure: a, area: b, period: "{key}", value: 1, source: c}}\n'
    )
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        pytest.param("2024/25", "did you mean `202425`?", id="slash"),
        pytest.param("2024-25", "did you mean `202425`?", id="dash"),
        pytest.param("2024-2025", "did you mean `202425`?", id="both years"),
        pytest.param("202426", None, id="two years long"),
        pytest.param("202425Q5", None, id="fifth quarter"),
        pytest.param("2024-13", None, id="thirteenth month"),
        pytest.param("2024-06T6", None, id="half a year"),
        pytest.param("2024", None, id="year alone"),
    ],
)
def test_what_is_no_period_key(load, key, hint):
    loaded = load(
        f'published:\n  - {{measure: a, area: b, period: "{key}", value: 1, source: c}}\n'
    )
    message = f"plan/x.yaml:2:35: `period` must be a period's key, not '{key}'"
    assert problem_lines(loaded.problems) == [message]
    written = "write 202425, 202425Q2, 2024-06, 202425AY or 2024-06T12, in quotes"
    assert hints(loaded.problems) == [hint or written]


SYNTAX = [
    pytest.param("a: 'b\n", "1:4", "a quotation mark is opened here and never closed", id="quote"),
    pytest.param("a:\n\tb: c\n", "2:1", "indent with spaces, not with tabs", id="tab"),
    pytest.param("a: @b\n", "1:4", "put the text in quotes", id="a sign that begins nothing"),
    pytest.param(
        "a: b: c\n", "1:5", "put text that holds a colon in quotes, and line keys up", id="colon"
    ),
    pytest.param(
        "a: b\nc\nd: e\n", "2:1", "a key is followed by a colon and a space", id="no colon"
    ),
    pytest.param(
        "- a\nb: c\n",
        "2:1",
        "line up the keys of a mapping, and the dashes of a list",
        id="indentation",
    ),
    pytest.param("a: [b, c", "1:9", "a bracket is opened and never closed", id="bracket"),
    pytest.param(
        'a: "\\q"\n', "1:6", "write a backslash twice, or use single quotes", id="backslash"
    ),
    pytest.param('a: "\\UFFFFFFFF"\n', "1:1", None, id="no such character"),
]


@pytest.mark.parametrize(("text", "place", "hint"), SYNTAX)
def test_what_is_not_yaml(load, text, place, hint):
    """A file that is no YAML says where and why, and the other files are still read."""
    loaded = load(text, heading=HEADING.replace("period: 2022-2027", "period: 2022"))
    assert [problem.place for problem in loaded.problems] == [
        "plan/a.yaml:5:11",
        f"plan/x.yaml:{place}",
    ]
    assert loaded.problems[1].message.startswith("not valid YAML: ")
    assert loaded.problems[1].hint == hint


def test_a_broken_file_is_not_missed_as_well(load):
    """What may stand in the file that cannot be read is not called missing, nor a gap."""
    text = PRIORITY.replace("number: 1", "number: 2").replace('"1.1"', '"2.1"')
    loaded = load("a: 'b", heading="", priority=text)
    assert [problem.place for problem in loaded.problems] == ["plan/x.yaml:1:4"]


def test_a_plan_without_its_main_parts(load):
    loaded = load("glossary: []\n", heading="", priority="")
    assert problem_lines(loaded.problems) == [
        "plan: `plan` is missing from the plan",
        "plan: `priorities` is missing from the plan",
    ]


def test_a_misspelt_main_part_is_not_missed_as_well(load):
    loaded = load("", heading=HEADING.replace("plan:", "plam:", 1))
    assert problem_lines(loaded.problems) == ["plan/a.yaml:1:1: unknown key `plam`"]


def test_thirty_mistakes_are_told_at_once(load):
    """An officer mends them all in one sitting, in the order of the lines."""
    loaded = load(
        """\
        targts: []
        principles:
          - {number: 1.5, text: Listen}
          - {number: 2, text: ""}
          - {number: 3, txt: Care}
          - Stay
        good_care:
          - {number: 1, text: 5}
          - {number: 3, text: a}
        corporate_parent: none
        priorities:
          - number: 2
            title: yes
            place: 7
            young_people_said:
            deliverables:
              - {ref: 2.1, title: a, place: b}
              - {ref: "1.2", title: a, place: b}
              - {title: a, place: b}
            success_measures:
              - {ref: "2.1", title: a, place: b, measures: c}
              - {ref: "2.3", title: a, place: b, measures: [d, 4, d]}
        targets:
          - {measure: a, since: 2024-02-30, value: 1, source: b}
          - {measure: a, since: 01/04/2024, value: 9%, source: b}
          - {measure: a, since: 2024-04-01, value: 1, high: 2, source: b}
          - {measure: a, since: 2024-04-01, value: 1, within: 1, floor: 0, source: b}
          - {measure: c, since: 2024-04-01, source: b, source: c}
        published:
          - {measure: a, area: b, period: 2024/25, value: 1, source: c}
          - {measure: a, area: b, period: "202425", value: 1,000, source: c}
          - {measure: a, area: 1, period: "202425", value: "1", source: c}
          - {measure: a, area: b, period: "202425", value: 1, source: c, like_for_like: no}
        glossary: {}
        """
    )
    places = [problem.place.removeprefix("plan/x.yaml:") for problem in loaded.problems]
    assert places == [
        *["1:1", "3:14", "4:23", "5:17", "6:5", "8:23", "9:14", "10:19", "14:12", "15:5"],
        *["17:15", "18:15", "19:9", "21:52", "22:15", "22:56", "22:59"],
        *["24:25", "25:25", "25:44", "26:47", "27:5", "27:58", "28:5", "28:48"],
        *["30:35", "31:54", "32:24", "32:52", "33:5", "33:81", "34:11"],
    ]
    assert len(places) >= 30


def test_priorities_come_in_order_of_number(load):
    """Files are joined by name, where ten stands before two; the plan counts as people do."""
    second = PRIORITY.replace("number: 1", "number: 2").replace('"1.1"', '"2.1"')
    loaded = load(PRIORITY, priority=second)
    assert loaded.plan is not None
    assert [priority.number for priority in loaded.plan.priorities] == [1, 2]


def test_one_file_can_hold_a_plan(tmp_path):
    """A single file stands for itself, whatever its name."""
    path = tmp_path / "ours.txt"
    path.write_text(HEADING + PRIORITY, encoding="utf-8")
    assert load_plan(path).title == "Our plan"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADING + PRIORITY).replace("\n", "\r\n").encode())
    assert load_plan(path).title == "Our plan"


def test_the_error_carries_every_problem(tmp_path):
    """`load_plan` raises the error of exit code 3, with all that `read_plan` tells."""
    path = tmp_path / "plan.yaml"
    path.write_text("plam:\ntargts: []\n", encoding="utf-8")
    with pytest.raises(PlanError, match="did you mean `targets`") as raised:
        load_plan(path)
    assert raised.value.problems == read_plan(path).problems
    assert raised.value.exit_code == 3


def test_measures_that_nobody_provides(load):
    """A measure without a plug-in is told at each place that names it."""
    loaded = load(
        """\
        targets:
          - {measure: placement-per-child, since: 2024-04-01, value: 2, source: b}
          - {measure: unheard-of, since: 2024-04-01, value: 2, source: b}
        published:
          - {measure: unheard-of, area: b, period: "202425", value: 1, source: c}
          - {measure: placements-per-child, area: b, period: "202425", value: 1, source: c}
        """
    )
    problems = unknown_measures(loaded, ["placements-per-child", "peps-in-timescale"])
    assert problem_lines(problems) == [
        "plan/x.yaml:2:15: no plug-in provides the measure `placement-per-child`",
        "plan/x.yaml:3:15: no plug-in provides the measure `unheard-of`",
        "plan/x.yaml:5:15: no plug-in provides the measure `unheard-of`",
    ]
    assert hints(problems) == [
        "did you mean `placements-per-child`?",
        *["correct the name, or add a plug-in for it"] * 2,
    ]
    assert len(loaded.measure_places["placements-per-child"]) == 2


def test_measures_are_placed_even_in_a_plan_with_mistakes(load):
    loaded = load("targets:\n  - {measure: unheard-of, since: never}\n")
    assert loaded.plan is None
    assert problem_lines(unknown_measures(loaded, ["placements-per-child"])) == [
        "plan/x.yaml:2:15: no plug-in provides the measure `unheard-of`"
    ]


def test_messages_are_one_line(load):
    """Whatever stands in the file, a message fits a terminal's line and cannot steer it."""
    loaded = load('"\\e[31m\\nx\\tlong long long long long long long long key": 1\n')
    (problem,) = loaded.problems
    assert problem.message == "unknown key of this name"
