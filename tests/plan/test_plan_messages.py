"""No message about a plan repeats free text: a note may name a child, and a message never does."""

import re
from functools import cache
from pathlib import Path

import pytest
from sound_plan import AS_AT, FILES, TODAY, write_plan

from cptracker.files.yaml_events import parse_yaml
from cptracker.files.yaml_nodes import called, harmless_text
from cptracker.model.problems import UsageError
from cptracker.plan.reading import read_plan
from cptracker.status.consistency.checking import promise_faults

CHILD = "Jayden Zzyx"

VALUE = re.compile(r"(?<=[\w]: )(?!\{value\}|>-|\||\[)(?:\"[^\"\n]*\"|[^,{}\[\]\n]+)")
PLACES = ("area", "council", "neighbours_of", "region", "term", "source")
"""Names of councils, of words and of publications, which are no free text about anybody."""


def planted():
    """The sound plan's files, each value in turn a child's name."""
    for name, text in FILES.items():
        for at, match in enumerate(VALUE.finditer(text)):
            key = re.findall(r"\w+", text[: match.start()])[-1]
            if key not in PLACES:
                changed = text[: match.start()] + CHILD + text[match.end() :]
                yield pytest.param(name, changed, id=f"{name} {at} {key}")


@pytest.fixture
def messages_of(tmp_path, monkeypatch):
    """All that is said of a plan, of which only one file differs from the sound one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("cptracker.plan.reading.parse_yaml", cache(parse_yaml))

    def say(files):
        loaded = read_plan(write_plan(Path("plan"), files))
        problems = [*loaded.problems, *promise_faults(loaded, AS_AT, today=TODAY)]
        return [f"{problem.message} {problem.hint}" for problem in problems]

    return say


@pytest.mark.parametrize(("name", "text"), list(planted()))
def test_a_name_in_any_place_is_not_repeated(name, text, messages_of):
    """Whatever is wrong with it there, and whatever else it makes wrong."""
    assert [message for message in messages_of({name: text}) if "Jayden" in message] == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("title: Contract signed", f"title: Practices asked # {CHILD}"), id="remark"),
        pytest.param(("milestone: Practices asked", f"milestone: {CHILD}"), id="milestone"),
        pytest.param(("blocker: No room yet", f"unblocked: {CHILD}"), id="blocker"),
        pytest.param(("key: true", f"{CHILD}: true"), id="key"),
        pytest.param(("key: true", f"key: *{CHILD}"), id="alias"),
        pytest.param(("key: true", f"key: !{CHILD} x"), id="tag"),
        pytest.param(("note: One practice would start", f"note: {CHILD}: moved"), id="colon"),
        pytest.param(("note: One practice would start", f'note: "{CHILD}'), id="quote"),
        pytest.param(
            ("blocker: No room yet", f"rating: green\n        blocker: {CHILD}"), id="blocked"
        ),
    ],
)  # fmt: skip
def test_a_name_that_breaks_the_file_is_not_repeated(change, messages_of):
    text = FILES["tracker.yaml"]
    assert change[0] in text

    messages = messages_of({"tracker.yaml": text.replace(*change)})
    assert messages
    assert [message for message in messages if CHILD in message or "Zzyx" in message] == []


def test_an_own_rating_that_is_refused_repeats_no_milestone(tmp_path):
    """The rule's word is told, not the title of what is late."""
    from datetime import date

    from cptracker.model.actions import Colour, Update
    from cptracker.plan.editing.changes import update_action

    text = (
        FILES["tracker.yaml"]
        .replace("Practices asked", CHILD)
        .replace(f"      - {{date: 2025-05-12, by: Lead Nurse, milestone: {CHILD}}}\n", "")
    )
    plan = write_plan(tmp_path / "plan", {"tracker.yaml": text})
    update = Update(date=date(2025, 6, 25), by="Lead Nurse", rating=Colour.GREEN)
    with pytest.raises(UsageError) as refused:
        update_action(plan, "CPP-2025-01", update)

    assert "(at risk)" in str(refused.value)
    assert CHILD not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in (
            "90%", "£90", "31/03/2025", "1,000", "2023/24", "202425Q2", "2024-06T12", "yes",
            "CPP-2026-3", "cpp-2026-03-12", "1.01", "-",
        )),
        *((text, False) for text in (
            "Jayden", "jayden", "J. Smith", "Jo-Ann", "ninety", "Zoë", "EXMPL00001", "Ли",
            "10 to 12", "9 years old", "9" * 41,
        )),
    ],
)  # fmt: skip
def test_what_a_message_may_repeat(text, expected):
    assert harmless_text(text) is expected


def test_a_name_of_several_words_is_no_name_of_a_key():
    assert (called("dental-checks"), called("1.2", "")) == ("`dental-checks`", "1.2")
    assert called("Jayden moved") == "of this name"


DAY = re.compile(r"(?<=: )[0-9]{4}-[0-9]{2}-[0-9]{2}(?=[,}\n])")
PERIOD = re.compile(r'(?<=period: )"[0-9]{6}"')


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("pattern", "extreme"),
    [
        pytest.param(DAY, "9999-12-31", id="the last day"),
        pytest.param(DAY, "0001-01-01", id="the first day"),
        pytest.param(PERIOD, '"999899"', id="the last year"),
        pytest.param(PERIOD, '"9999-12T12"', id="the last month"),
        pytest.param(PERIOD, '"000102"', id="the first year"),
    ],
)
def test_no_day_however_far_ends_in_a_traceback(name, pattern, extreme, messages_of):
    """Each day and each period of a file in turn, and all at once."""
    text = FILES[name]
    for match in pattern.finditer(text):
        assert messages_of({name: text[: match.start()] + extreme + text[match.end() :]})
    messages_of({name: pattern.sub(extreme, text)})
