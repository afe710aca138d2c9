"""Laws of loading: what is written is what is read, by whichever way it is read."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from planted_plan_faults import FAULTS
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from sound_plan import FILES

from cptracker.files import yaml_events
from cptracker.files.bundled import bundled
from cptracker.files.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from cptracker.files.yaml_parsers import _c_parser, c_events, python_events, shipped_yaml
from cptracker.model.plan import Deliverable, Plan, Priority, Statement, SuccessMeasure, Term
from cptracker.model.published import PublishedFigure
from cptracker.model.targets import Baseline, Target
from cptracker.plan.reading import LISTS, load_plan, read_plan

STRATEGY = bundled("strategy")
SOURCE = Path(yaml_events.__file__).parents[1]

TRICKY = [
    *["yes", "No", "on", "true", "null", "~", "1.10", "3", "0x1F", "0o17", ".5", "1e3", ".inf"],
    *["2024-04-01", "2024-4-1", "-", "- a", "a: b", "a #b", "#b", "'", '"', "{a}", "[a]", "&a"],
    *["*a", "!a", "%a", "@a", "`a", "|", ">", "? a", "a\nb", "a\n\n  b\n", " a ", "a, b", "\\n"],
    *[
        "Children\u2019s homes \u2013 £5",
        "tāmaki 🙂",
        "=",
        "<<",
        "a\tb",
        "Y",
        "1_000",
        "12:30:45",
        "---",
    ],
]
letters = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n")
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(letters, min_size=1, max_size=30).filter(lambda text: text.strip()),
)
numbers = st.decimals(-10_000, 10_000, places=3, allow_nan=False) | st.integers(0, 99).map(Decimal)
positive = st.decimals(1, 100, places=2)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
periods = st.sampled_from(["202425", "199900", "202425Q2", "2024-06", "202425AY", "2024-06T12"])

statements = st.lists(texts, max_size=3).map(
    lambda said: tuple(Statement(number=n, text=text) for n, text in enumerate(said, 1))
)
aims = st.one_of(
    st.fixed_dictionaries({"value": positive}),
    st.fixed_dictionaries({"low": st.just(Decimal("-1.50")), "high": positive}),
)
tolerances = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"within": positive}),
    st.fixed_dictionaries({"within_percent": positive}),
    st.fixed_dictionaries({"floor": numbers}),
)


@st.composite
def priorities(draw: Any, number: int) -> Priority:
    refs = [f"{number}.{at}" for at in range(1, draw(st.integers(0, 11)) + 1)]
    measures = st.lists(texts, max_size=3, unique=True).map(tuple)
    return Priority(
        number=number,
        title=draw(texts),
        place=draw(texts),
        young_people_said=draw(texts),
        deliverables=tuple(
            Deliverable(ref=ref, title=draw(texts), place=draw(texts)) for ref in refs
        ),
        success_measures=tuple(
            SuccessMeasure(ref=ref, title=draw(texts), place=draw(texts), measures=draw(measures))
            for ref in refs[:2]
        ),
    )


@st.composite
def targets(draw: Any) -> Target:
    aim = draw(aims) | draw(tolerances)
    baseline = st.builds(Baseline, value=numbers, period=periods, source=texts)
    return Target(
        measure=draw(texts),
        since=draw(days),
        source=draw(texts),
        baseline=draw(st.none() | baseline),
        **aim,
    )


figures = st.builds(
    PublishedFigure,
    measure=texts,
    area=texts,
    period=periods,
    value=numbers,
    source=texts,
    like_for_like=st.booleans(),
    note=st.none() | texts,
)


@st.composite
def plans(draw: Any) -> Plan:
    headings = {
        name: draw(texts)
        for name in (
            "identifier",
            "title",
            "council",
            "period",
            "source",
            "vision",
            "young_people_said",
        )
    }
    headings["period"] = f"{headings['period']} 2000-2031"  # no target is after its end
    return Plan(
        **headings,
        priorities=tuple(draw(priorities(n)) for n in range(1, draw(st.integers(0, 3)) + 1)),
        principles=draw(statements),
        corporate_parent=draw(statements),
        good_care=draw(statements),
        targets=tuple(
            draw(
                st.lists(
                    targets(), max_size=3, unique_by=lambda target: (target.measure, target.since)
                )
            )
        ),
        published=tuple(
            draw(
                st.lists(
                    figures, max_size=4, unique_by=lambda figure: (figure.measure, figure.source)
                )
            )
        ),
        glossary=tuple(
            draw(
                st.lists(
                    st.builds(Term, term=texts, meaning=texts),
                    max_size=2,
                    unique_by=lambda term: term.term.casefold(),
                )
            )
        ),
    )


def dumped(plan: Plan, flow: bool | None) -> str:
    """The plan as YAML: in blocks, or with the innermost mappings on one line, all texts quoted."""
    yaml = YAML()
    yaml.Representer = type("Representer", (RoundTripRepresenter,), {})  # to be changed freely
    yaml.default_flow_style = flow
    yaml.width = 5_000
    yaml.representer.add_representer(Decimal, _written)
    if flow is None:  # the writer leaves `? a` without quotes there, which nothing can read
        yaml.representer.add_representer(str, _quoted)
    yaml.representer.ignore_aliases = lambda _: True
    content = attrs.asdict(plan, filter=lambda _, value: value not in (None, ""))
    content |= {name: str(content[name]) for name in ("report_every", "protection")}
    content["measures"] = content.pop("typed_measures")
    lists = {name: content.pop(name) for name in LISTS}
    thresholds = {"check_thresholds": content.pop("check_thresholds")}
    out = StringIO()
    yaml.dump(_plain({"plan": content, **thresholds, **lists}), out)
    return out.getvalue()


def _written(representer: Any, value: Decimal) -> Any:
    text = f"{value:f}"
    kind = "float" if "." in text else "int"
    return representer.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _quoted(representer: Any, value: str) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:str", value, style='"')


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


@given(plan=plans(), flow=st.sampled_from([False, None]))
def test_loading_what_was_written_gives_the_same_plan(plan, flow, tmp_path_factory):
    """Every word, number and day comes back, and every number with the digits it was given."""
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    path.write_text(dumped(plan, flow), encoding="utf-8")
    loaded = load_plan(path)
    assert loaded == plan
    assert [str(figure.value) for figure in loaded.published] == [
        f"{figure.value:f}" for figure in plan.published
    ]


def plain_values(node: Node | None) -> Any:
    """A tree as plain values that can be compared."""
    match node:
        case MapNode():
            inner = [
                (key, plain_values(value), node.keys[key]) for key, value in node.entries.items()
            ]
            return "mapping", node.place, inner
        case ListNode():
            return "list", node.place, [plain_values(item) for item in node.items]
        case ScalarNode():
            return node.text, node.plain, node.place
        case _:
            return node and node.place


def by_the_parser(text: str) -> yaml_events.ParsedYaml:
    """The text read without the shortcut for mappings on one line."""
    return yaml_events._parsed(yaml_events._Builder(text, "x", {}, python_events(text)), "x")


def result(parsed: yaml_events.ParsedYaml) -> Any:
    return plain_values(parsed.root), parsed.problems, parsed.whole, parsed.values


def assert_read_alike(text: str) -> None:
    """By the parser in C, by the one in Python, and by the latter with its shortcut."""
    expected = result(by_the_parser(text))
    assert result(yaml_events._by_python(text, "x")) == expected
    assert result(yaml_events.parse_yaml(text, "x")) == expected


def taken_by_c(text: str) -> bool:
    """Whether what the parser in C gave is what a plan is made of."""
    events = c_events(text)
    assert _c_parser() is not None, "the tests need ruamel.yaml.clib"
    if events is None:
        return False
    builder = yaml_events._Builder(text, "x", {}, events)
    yaml_events._parsed(builder, "x")
    return not builder.uncertain


LINES = [
    *["published:", "  - {a: b}", "  - {a: b, c: 'd'}", '  - {a: "b, c", d: 1.5} # e', "- {a: b}"],
    *["  -   {a: b , c: d }  ", "  - {a: b, a: c}", "  - {}", "  - {a: [b]}", "  - {a: b}: c"],
    *["    - {a: b}", "  - a: b", "    c: d", "    c: |", "    c: >-", "    text", "  text", ""],
    *["  # remark", "# remark", "a: 'b", "  b'", 'a: "b', '  b"', "  - {a: b", "    , c: d}", "a:"],
    *["  - &a {a: b}", "  - *a", "  - !!map {a: b}", "  - {a: b} c", "  - {a:b}", "  - {a: }"],
    *["  -", "  ? a", "  : b", "[", "]", "  - {a: b#c}", "  - {a: b #c}", "  - {a: -1, b: -}"],
    *["  - {a: don't, b: it's}", "  - {'a': b}", "  - {a: b  c}", "  - {a: 5%, b: 1/2}", "---"],
    *["\t- {a: b}", "  - {a: b,}", "  - {a: 2024-04-01, b: x-y_z.1}", "  -\t{a: b}", "a: - {a: b}"],
    *["  - {a: 'it''s'}", '  - {a: "\\n"}', "  - {a: \x85}", "  - {a: \ue000}", "  - é", "..."],
]


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
@example("a: |\n  - {a: b}\n")
@example("a: '\n  - {a: b}\n  - {a: b}'\n")
@example("a: b\n  - {a: b}\n")
@example("- {a: b}\n  text\n")
@example("- {a: b}\n# remark\n\n- {c: d}\n - {e: f}\n")
def test_all_parsers_read_alike(text):
    """Whether the lines are taken out or not, the tree, the places and the problems are one."""
    assert_read_alike(text)


@given(st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\n  é1\U0001d4b3."), max_size=20))
@example("a: >#")
@example("a: |\n# b\n")
@example("a: >\n \n  ")
@example("a: ['':]")
@example("a\n...\n...")
@example("*b: c")
@example("&b?")
@example("!,!")
@example("- \n# c\n- a\n")
def test_all_parsers_read_any_signs_alike(text):
    """Where the parser in C is laxer or places otherwise, it is not the one that is believed."""
    assert_read_alike(text)


PROJECT = sorted([*STRATEGY.rglob("*.yaml"), *SOURCE.rglob("*.yaml")])


@pytest.mark.parametrize("path", PROJECT, ids=lambda path: path.name)
def test_all_parsers_read_the_files_of_the_project_alike(path):
    assert_read_alike(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(STRATEGY.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_plan_is_read_by_the_parser_in_c(path):
    """Without it the shipped plan would take three times as long."""
    assert taken_by_c(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_packages_own_facts_are_the_same_by_either_parser(path):
    facts = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))

    assert repr(shipped_yaml(path)) == repr(facts)


def test_all_parsers_tell_planted_faults_alike():
    """Each slip at its place, and with its words."""
    for fault in FAULTS:
        text = FILES[fault.file]
        assert_read_alike(text.replace(fault.old, fault.new, 1))


def test_a_plan_is_the_same_without_the_parser_in_c(monkeypatch):
    """As with a Python for which it is not made."""
    with_c = read_plan(STRATEGY)
    monkeypatch.setattr(yaml_events, "c_events", lambda _: None)
    without = read_plan(STRATEGY)

    assert (without.plan, without.problems) == (with_c.plan, with_c.problems)
    assert without.plan is not None


def test_the_shortcut_is_taken():
    """Without it the shipped plan would take three times as long."""
    text = "published:\n" + '  - {measure: a, period: "202425", value: 1.50}\n' * 3
    short, runs = yaml_events.shorten(text)
    assert short.split() == ["published:", "-", "\ue000"]
    assert [len(run) for run in runs.values()] == [3]
