"""The week of a SEND strategy: from `init --blank` to the meeting, without any records.

Five measures, one of each kind, are declared in the plan's file, which is edited as any file is.
All else is done by commands, and each screen is read.
"""

import json
import re
from pathlib import Path

import pytest
from command_line import run

MEETING = "2026-06-18"

HEADING = """\
plan:
  identifier: send-strategy
  title: SEND strategy
  council: Exampleshire
  period: 2026-2030
roles: [SEND Manager, Head of Transport]
"""

PRIORITIES = """\
priorities:
  - number: 1
    title: Plans in time
    success_measures:
      - {ref: "1.1", title: Plans written in 20 weeks, measures: [plans-in-time]}
      - {ref: "1.2", title: Fewer appeals, measures: [appeals]}
    deliverables:
      - {ref: "1.1", title: A team for annual reviews, leads_to: ["1.1", "1.2"]}
  - number: 2
    title: In school, near home
    success_measures:
      - {ref: "2.1", title: Fewer suspensions, measures: [suspensions]}
      - {ref: "2.2", title: Shorter waiting, measures: [weeks-waited]}
      - {ref: "2.3", title: Money well spent, measures: [transport-cost]}
    deliverables:
      - {ref: "2.1", title: Transport bought anew, leads_to: ["2.1", "2.2", "2.3"]}
"""

MEASURES = """\
measures:
  - {identifier: plans-in-time, title: Plans in 20 weeks, unit: "%", better: higher, kind: share,
     every: quarter, about: children, source: SEND team}
  - {identifier: appeals, title: Appeals registered, unit: appeals, better: lower, kind: count,
     every: quarter, source: Tribunal service}
  - {identifier: suspensions, title: Suspensions, unit: "per 10,000", better: lower, kind: rate,
     per: 10000, every: quarter, source: Schools}
  - {identifier: weeks-waited, title: Weeks waited, unit: weeks, better: lower, kind: mean,
     every: quarter, source: Integrated care board}
  - {identifier: transport-cost, title: Spent on transport, unit: £, better: lower, kind: money,
     every: quarter, source: Finance}
"""

VALUES = {
    "1.1": ("--numerator 27 --denominator 51", "--numerator 30 --denominator 52"),
    "1.2": ("--value 12", "--value 9"),
    "2.1": ("--numerator 14 --denominator 39800", "--numerator 12 --denominator 40000"),
    "2.2": ("--value 12", "--value 11.5"),
    "2.3": ("--value 118000", "--value 125000.50"),
}

OF_CARE = re.compile(
    r"\bin care\b|\bcare leavers?\b|looked.after|corporate parent|Southampton", re.I
)
"""What a strategy for special needs never says."""


def done(*args):
    """What a command printed, which went well."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*args):
    """What a command said that could not be done, in one line."""
    result = run(*args)
    assert result.exit_code in (2, 3, 5), result.output
    return " ".join(result.output.split())


def written():
    """All files of the project with what is in them."""
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def set_the_targets_and_the_meetings():
    board = ("--since", "2026-01-01", "--source", "SEND Board, 12 March 2026")
    done("targets", "add", "1.1", "--value", "60", "--within", "5", *board)
    done("targets", "add", "appeals", "--value", "8", "--within", "2", *board)
    done("targets", "add", "2.3", "--value", "120000", *board)
    for day in ("2026-03-12", MEETING):
        done("meetings", "add", day, "--body", "SEND Board")


def record_the_week():
    manager = ("--by", "SEND Manager")
    ref = done(
        "actions", "add", "Report on taxi contracts", "--meeting", "2026-03-12",
        "--owner", "Head of Transport", "--due", "30 May 2026", "--priority", "2",
    ).split()[-1]  # fmt: skip
    done(
        "deliverables", "update", "1.1", *manager, "--status", "in_progress", "--due",
        "2026-09-30", "--note", "Two officers begin in July", "--date", "2026-06-10",
    )  # fmt: skip
    done(
        "commentary", "add", "2.3", "--period", "202526Q4", "--by", "Head of Transport",
        "--data-says", "Taxis cost £7,000 more than in the quarter before",
        "--states", "transport-cost=125000.50", "--date", "2026-06-15",
    )  # fmt: skip
    done("duties", "add", "local-offer", "Review of the local offer", "--every-months", "12")
    done("duties", "done", "local-offer", "--on", "2026-06-12", *manager, "--note", "Published")
    return ref


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """Each screen of the week, by what it shows."""
    screens = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("week"))
        done("init", "send", "--blank", "--title", "SEND strategy", "--council", "Exampleshire")
        patch.chdir("send")
        screens["blank"] = done("status")
        plan = Path("strategy/plan.yaml")
        screens["lines"] = len(plan.read_text(encoding="utf-8").splitlines())
        plan.write_text(HEADING + PRIORITIES + MEASURES, encoding="utf-8")
        screens["check"] = done("check")
        screens["asked"] = done("request")
        for ref, values in VALUES.items():
            for period, numbers in zip(("202526Q3", "202526Q4"), values, strict=True):
                done("values", "add", ref, "--period", period, *numbers.split(),
                     "--by", "SEND Manager", "--date", "2026-04-14")  # fmt: skip
        screens["typed"] = done("status")
        set_the_targets_and_the_meetings()
        screens["ref"] = record_the_week()
        before = written()
        screens["refused"] = [
            refused("values", "add", *words.split(), "--by", "SEND Manager")
            for words in (
                "1.1 --period 202526Q2 --numerator 60 --denominator 52",
                "adoptions --period 202526 --value 3",
                "1.2 --period 202526Q4 --value 8",
            )
        ]
        screens["nothing lost"] = written() == before
        screens["status"] = done("status")
        screens["meeting"] = done("status", "--meeting", MEETING)
        screens["full"] = done("status", "--full")
        screens["json"] = json.loads(done("status", "--format", "json", "--meeting", MEETING))
        screens["values"] = done("values")
        screens["explain"] = done("explain", "1.2")
        screens["cases"] = run("cases", "1.2").output
        screens["actions"] = done("actions", "list")
        screens["deliverables"] = done("deliverables", "list")
        screens["targets"] = done("targets", "list")
        screens["commentary"] = done("commentary", "list")
        screens["duties"] = done("duties", "list")
        screens["agenda"] = done("agenda", "--meeting", MEETING)
        screens["reminders"] = done("reminders", "--as-at", MEETING)
        screens["changes"] = done("diff", "2026-03-12", MEETING)
        screens["measures"] = done("measures")
        screens["checked"] = run("check").output
        for edition in ("brief", "panel", "scorecard", "rag", "plain"):
            done("report", "--edition", edition, "--meeting", MEETING, "-o", f"{edition}.md")
            screens[edition] = Path(f"{edition}.md").read_text(encoding="utf-8")
    return screens


def test_ten_lines_are_enough_to_begin(week):
    assert week["lines"] <= 15
    assert "Plan: strategy" in week["blank"]
    assert "1 measure without a figure" in week["blank"]


def test_five_measures_of_five_kinds_are_a_sound_plan(week):
    assert "Found no problems" in week["check"]
    for source in ("SEND team", "Tribunal service", "Schools", "Integrated care board", "Finance"):
        assert source in week["asked"]
    assert "5 typed values asked for; missing: 5 typed values" in week["asked"]


def test_a_count_of_nine_is_nine(week):
    assert "Q4 2025/26        9\n" in week["values"]
    assert "Q4 2025/26: 9 · Amber" in week["explain"]
    assert "nobody was eligible" not in week["full"] + week["explain"]


def test_each_kind_is_shown_in_its_own_way(week):
    for shown in ("57.7%    30 of 52", "3.00  12 ÷ 40,000", "11.5", "£125,000.50"):
        assert shown in week["values"]


def test_the_first_screen_has_the_week(week):
    screen = week["meeting"]

    assert "Figures to 31 March 2026, tracker at 18 June 2026" in screen
    assert "■ 2.3  Spent on transport" in screen
    assert re.search(r"£125,000\.50 +£120,000", screen)
    assert re.search(r"▲ 1\.2  Appeals registered +9 +8", screen)
    assert "1 open · 1 overdue" in screen
    assert f"{week['ref']}  Report on taxi contracts" in screen
    assert "Said      of 2.3 · Head of Transport: Taxis cost" in screen
    assert "1 duty done" in screen
    assert len(screen.splitlines()) <= 45
    assert max(map(len, screen.splitlines())) <= 80


def test_without_a_target_a_figure_is_shown_and_not_rated(week):
    assert "◇◇◇" in week["typed"]
    indicator = week["json"]["priorities"][1]["success_measures"][1]["indicators"][0]
    assert (indicator["value"], indicator["rating"]) == (11.5, "no_target")


def test_what_cannot_be_typed_is_told_and_nothing_is_lost(week):
    above, computed, second = week["refused"]

    assert "values/values.csv:12:4: the numerator is above the denominator" in above
    assert "the measure `adoptions` is computed, so it takes no typed value" in computed
    assert "a second value for the same measure and period; the first is in line 5" in second
    assert week["nothing lost"]


def test_nobody_stands_behind_a_typed_value(week):
    assert "no records stand behind them, so nobody is listed" in week["cases"]


def test_lists_have_what_was_recorded(week):
    assert "Head of" in week["actions"]
    assert "30 May 2026" in week["actions"]
    assert "Two officers begin in July" in " ".join(week["deliverables"].split())
    assert "2.3  transport-cost\n    from 1 January 2026: £120,000" in week["targets"]
    assert "Taxis cost £7,000 more" in week["commentary"]
    assert "next due 12 June 2027; last done 12 June 2026" in " ".join(week["duties"].split())


def test_the_meeting_is_prepared(week):
    assert "Agenda for 18 June 2026, SEND Board" in week["agenda"]
    assert "Report on taxi contracts (Head of Transport): due 30 May 2026" in week["agenda"]
    assert "For: Head of Transport" in week["reminders"]
    assert "Newly overdue: 1" in week["changes"]


def test_check_does_not_ask_for_the_commentary_that_was_written(week):
    assert "commentary" not in week["checked"]


def test_the_papers_tell_one_and_the_same(week):
    for edition in ("brief", "panel", "scorecard", "rag"):
        assert "£125,000.50" in week[edition], edition
        assert "£120,000" in week[edition], edition
    assert "Spent on transport: £125,000.50 (January to March 2026)." in week["plain"]
    assert "No data" not in week["scorecard"]


def test_nothing_speaks_of_children_in_care(week):
    texts = [text for text in week.values() if isinstance(text, str)]

    assert [OF_CARE.findall(text) for text in texts if OF_CARE.search(text)] == []
