"""Typed values attacked: revisions with both papers out, groups left out, trailing years, parts."""

import json
from copy import deepcopy

import pytest
from attacker import D, N, attack, points_in
from command_line import run
from typed_plan import blank_project

PLAN = """\
plan: {identifier: send, title: SEND strategy, council: Exampleshire, period: 2024-2028}
priorities:
  - number: 1
    title: In time
    success_measures:
      - {ref: "1.1", title: Appeals, measures: [appeals]}
measures:
  - {identifier: appeals, title: Appeals, unit: children, better: lower, kind: count,
     about: children}
"""

HIDDEN = "hidden"


def typed(number, group="", day="2026-01-12", period="202526Q3", measure="appeals", revised=""):
    """A row of values: a count, or a numerator and a denominator in one text."""
    met, _, base = str(number).partition("/")
    cells = f",{met},{base}" if base else f"{met},,"
    return f"{measure},{period},{cells},{'sex' if group else ''},{group},,Manager,{day},{revised}\n"


def later(number, group="", **fields):
    """The row of a correction."""
    return typed(number, group, day="2026-02-12", revised="yes", **fields)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Makes a project of a plan and rows, and works in it."""

    def make(rows, plan=PLAN):
        folder = blank_project(tmp_path / "send", plan, "".join(rows))
        monkeypatch.chdir(folder)
        return folder

    return make


def published(folder, name, day, *options):
    """The public status by sex, as JSON, of what was known on a day."""
    path = folder / f"{name}.json"
    result = run("status", "--by", "sex", "--figures-at", "2025-12-31", "--tracker-at", day,
                 "--format", "json", "-o", path, *options)  # fmt: skip
    assert result.exit_code in (0, 5), result.output
    return json.loads(path.read_text(encoding="utf-8"))


def cells(document):
    """What a paper shows of each figure."""
    return {
        (point.measure, point.period, point.group): HIDDEN if point.hidden else point.numerator
        for point in points_in(document)
    }


def without(document, groups):
    """A paper less what a reader knows to be corrected: the groups of these names."""
    published = deepcopy(document)
    for priority in published["priorities"]:
        for success in priority["success_measures"]:
            for indicator in success["indicators"]:
                for point in (indicator, *indicator["series"], *indicator["breakdowns"]):
                    if (point.get("group") or "") in groups:
                        point["missing_reason"] = "not_supplied"
                        point["numerator"] = point["value"] = point["denominator"] = None
    return published


def test_what_is_published_of_typed_values_is_remembered(project):
    """Without records too: later papers are protected against earlier ones."""
    folder = project([typed(27), typed(20, "female"), typed(7, "male")])
    published(folder, "one", "2026-01-31")

    assert "appeals" in (folder / "strategy" / "published" / "send.jsonl").read_text()


def test_nothing_is_remembered_of_a_plan_that_counts_no_children(project):
    """There is nothing in its papers that could help to find one."""
    folder = project([typed(27)], PLAN.replace("about: children", "about: events"))
    published(folder, "one", "2026-01-31")

    assert not (folder / "strategy" / "published").exists()


def test_the_old_value_of_a_revision_is_not_told(project):
    """3 of 50 were never published; now that 10 are, no paper says that it was 6%."""
    plan = PLAN.replace("kind: count,", "kind: share,").replace("unit: children", 'unit: "%"')
    folder = project([typed("3/50"), later("10/50")], plan)
    second = published(folder, "two", "2026-02-20")
    run("report", "-o", "paper.md", "-o", "paper.html", "-o", "paper.csv", "--force",
        "--figures-at", "2025-12-31", "--tracker-at", "2026-02-20")  # fmt: skip

    assert cells(second) == {("appeals", "202526Q3", ""): 10}
    for text in (json.dumps(second), *(path.read_text() for path in folder.glob("paper.*"))):
        assert "was 6" not in text
    assert "was told otherwise before" in json.dumps(second)


def test_one_corrected_number_puts_the_others_to_use(project):
    """27 were 20 girls and 7 boys; of 23 the boys are hidden, and 20 girls were never corrected."""
    folder = project([typed(27), typed(20, "female"), typed(7, "male")])
    first = published(folder, "one", "2026-01-31")
    with (folder / "values" / "values.csv").open("a", encoding="utf-8") as file:
        file.write(later(23) + later(3, "male"))
    second = published(folder, "two", "2026-02-20")

    leaks = attack([second, without(first, {"", "male"})]).leaks

    assert cells(second)["appeals", "202526Q3", "male"] == HIDDEN
    assert leaks == []


def test_what_is_shown_now_does_not_tell_what_was_hidden_then(project):
    """Of 23 some were boys, hidden; now that they are 7 of 27, 20 girls would tell of the 3."""
    folder = project([typed(23), typed(20, "female"), typed(3, "male")])
    first = published(folder, "one", "2026-01-31")
    with (folder / "values" / "values.csv").open("a", encoding="utf-8") as file:
        file.write(later(27) + later(7, "male"))
    second = published(folder, "two", "2026-02-20")

    leaks = attack([first, without(second, {"", "male"})]).leaks

    assert cells(first)["appeals", "202526Q3", "male"] == HIDDEN
    assert leaks == []


def test_what_was_not_corrected_stays_shown(project):
    """The cost is bounded: of a quarter with a correction too all is shown that may be."""
    rows = [typed(30, period="202526Q2"), typed(27), typed(20, "female"), typed(7, "male")]
    folder = project(rows)
    published(folder, "one", "2026-01-31")
    with (folder / "values" / "values.csv").open("a", encoding="utf-8") as file:
        file.write(later(26) + later(6, "male"))
    second = published(folder, "two", "2026-02-20")

    assert cells(second) == {
        ("appeals", "202526Q2", ""): 30,
        ("appeals", "202526Q3", ""): 26,
        ("appeals", "202526Q3", "female"): 20,
        ("appeals", "202526Q3", "male"): 6,
    }


@pytest.mark.parametrize("kind", ["count", "share"])
def test_a_group_that_nobody_typed_is_no_secret_by_itself(project, kind):
    """Of 24 children 22 are girls: that two are not is a number too, though no row says so."""
    plan, rows = PLAN, [typed(24), typed(22, "female")]
    if kind == "share":
        plan = PLAN.replace("kind: count,", "kind: share,").replace("unit: children", 'unit: "%"')
        rows = [typed("12/24"), typed("10/22", "female")]
    folder = project(rows, plan)
    shown = cells(published(folder, "one", "2026-01-31"))

    everyone, girls = (shown["appeals", "202526Q3", group] for group in ("", "female"))
    assert HIDDEN in (everyone, girls)


def test_a_rest_that_is_large_is_shown_as_not_given(project):
    """With the groups it adds up to everyone, so that no reader has to wonder."""
    folder = project([typed(40), typed(22, "female")])
    shown = cells(published(folder, "one", "2026-01-31"))

    assert shown["appeals", "202526Q3", ""] == 40
    assert shown["appeals", "202526Q3", "female"] == 22
    assert shown["appeals", "202526Q3", "not given"] == 18


def test_groups_that_are_more_than_everyone_are_a_mistake(project):
    """At the row of the last group, as every mistake of a value."""
    folder = project([typed(24), typed(22, "female"), typed(7, "male")])
    result = run("check")

    assert result.exit_code == 5
    assert f"values{'/'}values.csv:4" in result.stdout
    assert "the groups by sex add up to 29, more than everyone's 24" in result.stdout
    assert not cells(published(folder, "one", "2026-01-31", "--restricted")).keys() & {
        ("appeals", "202526Q3", "female"), ("appeals", "202526Q3", "male"),
    }  # fmt: skip


TRAILING = PLAN.replace("kind: count,", "kind: count, every: trailing-year,")


def flowing(document):
    """A paper as a reader takes it who knows that twelve months add up of months."""
    published = deepcopy(document)
    for priority in published["priorities"]:
        for success in priority["success_measures"]:
            for indicator in success["indicators"]:
                indicator["over_time"] = "flow"
    return published


def test_trailing_years_do_not_tell_the_months_between_them(project):
    """None in the year to April 2024: so that April 2025 is what the year to it has more."""
    years = {"2023-04": 0, "2024-03": 20, "2024-04": 23, "2025-03": 3, "2025-02": 9}
    rows = [typed(number, period=f"{month}T12") for month, number in years.items()]
    folder = project(rows, TRAILING)
    document = published(folder, "one", "2026-01-31")

    assert cells(document)["appeals", "2025-03T12", ""] == HIDDEN
    assert attack([flowing(document)]).leaks == []


@pytest.mark.parametrize("shift", range(4))
def test_trailing_years_of_many_months(project, shift):
    """Months of few children, told for every twelve of them: no month can be worked out."""
    months = [(3 * at + shift) % 7 % 4 for at in range(30)]
    keys = [f"{2023 + (4 + at) // 12}-{(4 + at) % 12 + 1:02}T12" for at in range(30)]
    rows = [typed(sum(months[at - 11 : at + 1]), period=keys[at]) for at in range(11, 30)]
    document = published(project(rows, TRAILING), "one", "2026-01-31")

    assert attack([flowing(document)]).leaks == []


MEASURE = (
    "  - {{identifier: {0}, title: {0}, unit: {1}, better: lower, kind: {2}, about: children}}\n"
)


def plan_of(**kinds):
    """A plan of some measures of children, each of its kind."""
    names = ", ".join(kinds)
    head = PLAN[: PLAN.index("\nmeasures:\n")].replace("[appeals]", f"[{names}]")
    units = {"share": '"%"', "count": "children"}
    return f"{head}\nmeasures:\n" + "".join(
        MEASURE.format(name, units[kind], kind) for name, kind in kinds.items()
    )


COMPONENTS = {
    "counts of which one is all": (
        {"plans": "count", "mainstream": "count", "special": "count", "elsewhere": "count"},
        {"plans": (100, 90), "mainstream": (60, 50), "special": (37, 32), "elsewhere": (3, 8)},
        [("plans", N, ("mainstream", "special", "elsewhere"))],
    ),
    "shares of one base": (
        {"mainstream": "share", "special": "share", "elsewhere": "share"},
        {"mainstream": ("60/100", "50/90"), "special": ("37/100", "32/90"),
         "elsewhere": ("3/100", "8/90")},
        [("mainstream", D, ("mainstream", "special", "elsewhere")),
         ("special", D, ("mainstream", "special", "elsewhere"))],
    ),
    "a share, its number and its base": (
        {"timely": "share", "plans": "count", "plans-in-time": "count"},
        {"timely": ("49/52", "40/51"), "plans": (52, 51), "plans-in-time": (49, 40)},
        [("timely", N, ("plans-in-time",)), ("timely", D, ("plans",))],
    ),
    "a share and those who missed it": (
        {"timely": "share", "late": "count", "plans": "count"},
        {"timely": ("49/52", "40/51"), "late": (3, 11), "plans": (52, 51)},
        [("timely", D, ("timely", "late")), ("timely", D, ("plans",)),
         ("plans", N, ("timely", "late"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kinds", "numbers", "sums"), COMPONENTS.values(), ids=COMPONENTS)
def test_parts_of_a_total_do_not_tell_the_smallest(project, kinds, numbers, sums):
    """Typed measures have no records that show what they share: their numbers do."""
    rows = [
        typed(number, measure=name, period=period)
        for name, several in numbers.items()
        for number, period in zip(several, ("202526Q3", "202526Q2"), strict=True)
    ]
    document = published(project(rows, plan_of(**kinds)), "one", "2026-01-31")

    assert HIDDEN in cells(document).values()
    assert attack([document], sums).leaks == []
    assert any(value not in (None, HIDDEN) for value in cells(document).values())


def test_parts_in_papers_of_their_own_are_known_together(project):
    """Two parts and the total in one paper, the third in another."""
    kinds, numbers, _ = COMPONENTS["counts of which one is all"]
    rows = [
        typed(number, measure=name, period=period)
        for name, several in numbers.items()
        for number, period in zip(several, ("202526Q3", "202526Q2"), strict=True)
    ]
    folder = project(rows, plan_of(**kinds))
    papers = []
    for name in (("plans", "mainstream", "special"), ("elsewhere",)):
        path = folder / f"{name[0]}.json"
        run("values", *name, "--to", "2025-12-31", "--from", "2025-07-01", "-o", path,
            "--format", "json")  # fmt: skip
        papers.append(json.loads(path.read_text(encoding="utf-8")))
    shown = {
        row["measure"]: row["numerator"] for paper in papers for row in paper
        if row["period_end"] == "2025-12-31"
    }  # fmt: skip

    assert shown["elsewhere"] is None
    assert None in [shown[name] for name in ("plans", "mainstream", "special")]


def test_definition_sheets_that_are_published_are_remembered(project):
    """Each shows five periods of its measure: the third must not tell what the fourth hides."""
    kinds, numbers, _ = COMPONENTS["counts of which one is all"]
    rows = [
        typed(number, measure=name, period=period)
        for name, several in numbers.items()
        for number, period in zip(several, ("202526Q3", "202526Q2"), strict=True)
    ]
    folder = project(rows, plan_of(**kinds))
    shown = {}
    for name in numbers:
        path = folder / f"{name}.json"
        result = run("explain", name, "--as-at", "2025-12-31", "--format", "json", "-o", path)
        assert result.exit_code == 0, result.output
        shown[name] = json.loads(path.read_text(encoding="utf-8"))["periods"][-1]["numerator"]

    assert shown["elsewhere"] is None
    assert None in [shown[name] for name in ("plans", "mainstream", "special")]


@pytest.mark.parametrize("name", ["count", "share"])
def test_parts_that_the_plan_states_are_protected_from_the_first_period(project, name):
    """One quarter alone shows no sum; so the plan says what the parts are of."""
    components = ("elsewhere", "mainstream", "special")
    numbers = {"elsewhere": 3, "mainstream": 60, "special": 37}
    if name == "count":
        kinds, numbers = (
            {"plans": "count", **dict.fromkeys(components, "count")},
            {"plans": 100, **numbers},
        )
        total, part = "plans", N
    else:
        kinds = dict.fromkeys(components, "share")
        numbers = {key: f"{number}/100" for key, number in numbers.items()}
        total, part = "elsewhere", D
    declared = f"identifier: {total}, parts: [{', '.join(components)}],"
    plan = plan_of(**kinds).replace(f"identifier: {total},", declared)
    rows = [typed(number, measure=key) for key, number in numbers.items()]
    document = published(project(rows, plan), "one", "2026-01-31")

    assert cells(document)["elsewhere", "202526Q3", ""] == HIDDEN
    assert attack([document], [(total, part, components)]).leaks == []
    related = document["protection"]["related"]
    of = "number" if name == "count" else "base"
    stated = {"total": total, "of": of, "parts": list(components)}
    assert any(stated.items() <= relation.items() for relation in related)


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ("[mainstreem]", "the plan declares no measure `mainstreem`"),
        ("[plans]", "`plans` is no part of itself"),
    ],
)
def test_parts_that_are_none_are_mistakes_at_their_place(project, components, message):
    plan = plan_of(plans="count", mainstream="count")
    project([], plan.replace("identifier: plans,", f"identifier: plans, parts: {components},"))
    result = run("check")

    assert result.exit_code == 3
    assert message in result.stdout
    assert "plan.yaml:8:" in result.stdout


def test_parts_that_do_not_add_up_are_told(project):
    plan = plan_of(plans="count", mainstream="count", special="count").replace(
        "identifier: plans,", "identifier: plans, parts: [mainstream, special],"
    )
    numbers = {"plans": 100, "mainstream": 60, "special": 37}
    project([typed(number, measure=key) for key, number in numbers.items()], plan)

    text = " ".join(run("check").stdout.split())

    assert "values.csv:2" in text
    assert "the parts of `plans` add up to 97 in Q3 2025/26, and it is 100" in text
