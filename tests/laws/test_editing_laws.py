"""Laws of editing: whatever is asked in whatever order, the file loads and its history is whole."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from small_actions import HEADING, MEETINGS, PRIORITIES

from cptracker.model.actions import Colour, Status, Update
from cptracker.model.problems import UsageError
from cptracker.plan.editing.changes import NewAction, add_action, update_action
from cptracker.plan.history.listing import track
from cptracker.plan.reading import load_plan, problems_in_plan, read_plan

START = """\
# Actions of the panel
actions:   # newest last
  - ref: CPP-2026-01   # the first
    title: 'Report on "dental" checks'
    meeting: cpp-2026-03-12
    owner: >-
      Head of
      Service
    due: 2026-06-30

  # agreed without a vote
  - {ref: CPP-2026-02, title: A dentist, meeting: cpp-2026-03-12, owner: Nurse, due: 2026-07-31}

  - ref: CPP-2026-03
    title: A clinic
    meeting: cpp-2026-03-12
    owner: "Nurse"
    due: 2026-07-31
    updates:
    - {date: 2026-03-20, by: Nurse, note: "Begun"}   # by mail

# what others were asked
recommendations: []
"""
REFS = ["CPP-2026-01", "CPP-2026-02", "CPP-2026-03", "CPP-2026-04", "CPP-2026-05"]

words = st.one_of(
    st.sampled_from(
        ["yes", "null", "2026-04-01", "1.10", "- a", "a: b #c", "[x", "it's", '"', "é"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20),
)
days = st.dates(date(2026, 3, 12), date(2026, 12, 31))
updates = st.builds(
    Update,
    date=days,
    by=words,
    note=st.none() | words,
    evidence=st.none() | words,
    status=st.none() | st.sampled_from(Status),
    due=st.none() | days,
    owner=st.none() | words,
    forecast=st.none() | days,
    rating=st.none() | st.sampled_from(Colour),
    reason=st.none() | words,
)
additions = st.builds(
    NewAction,
    title=words,
    meeting=st.just("cpp-2026-03-12"),
    owner=words,
    due=days,
    recommendation=st.booleans(),
)
commands = st.lists(st.tuples(st.sampled_from(REFS), updates) | additions, max_size=10)


def obey(plan, command):
    """Carry a command out; whether it was taken."""
    before = {path: path.read_bytes() for path in plan.iterdir()}
    try:
        if isinstance(command, NewAction):
            add_action(plan, command)
        else:
            update_action(plan, *command)
    except UsageError:
        assert {path: path.read_bytes() for path in plan.iterdir()} == before
        return False
    return True


def started(folder):
    (folder / "plan.yaml").write_text(HEADING + PRIORITIES + MEETINGS, encoding="utf-8")
    (folder / "actions.yaml").write_text(START, encoding="utf-8")
    return folder


def remarks(text):
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line]


def in_order(some, every):
    """Whether some lines stand among others, in their order."""
    rest = iter(every)
    return all(any(line == other for other in rest) for line in some)


@settings(max_examples=40)
@given(changes=commands)
def test_any_sequence_of_commands_leaves_a_whole_file(changes, tmp_path_factory):
    """It loads, keeps its remarks in order, and its history replays to its state."""
    plan = started(tmp_path_factory.mktemp("plan"))
    taken = [command for command in changes if obey(plan, command)]

    loaded = read_plan(plan)
    assert problems_in_plan(loaded.problems) == ()
    assert in_order(remarks(START), remarks((plan / "actions.yaml").read_text(encoding="utf-8")))
    progress_by_ref = {
        promise.ref: promise.progress for promise in track(loaded.plan, date(2027, 1, 1))
    }
    assert len(progress_by_ref) == 3 + sum(isinstance(change, NewAction) for change in taken)
    for ref, progress in progress_by_ref.items():
        updates = [
            change[1] for change in taken if not isinstance(change, NewAction) and change[0] == ref
        ]
        assert [update.status for update in updates if update.status][-1:] in (
            [],
            [progress.status],
        )
        assert [update.due for update in updates if update.due][-1:] in ([], [progress.due])
        assert [update.owner for update in updates if update.owner][-1:] in ([], [progress.owner])
        assert not updates or progress.last_recorded == updates[-1].date


@settings(max_examples=25)
@given(changes=commands, ahead=st.integers(0, 30))
def test_as_at_of_a_later_file_is_the_file_as_it_was_then(changes, ahead, tmp_path_factory):
    """Commands given in order of time; a look back at any day shows what stood on that day."""
    plan = started(tmp_path_factory.mktemp("plan"))
    in_time = sorted(
        (change for change in changes if isinstance(change, tuple)),
        key=lambda change: change[1].date,
    )
    for command in in_time:
        before = load_plan(plan)
        if not obey(plan, command):
            continue
        day = command[1].date - timedelta(days=1 + ahead)

        assert track(load_plan(plan), day) == track(before, day)


@given(addition=additions)
def test_a_dry_run_says_what_will_come(addition, tmp_path_factory):
    """The change that is shown is the change that is made."""
    plan = started(tmp_path_factory.mktemp("plan"))
    try:
        edit = add_action(plan, addition, dry_run=True)
    except UsageError:
        return
    made = add_action(plan, addition)

    assert edit == made
    assert made.path.read_bytes().decode() == edit.after


def test_the_plan_to_start_from_is_sound(tmp_path):
    """So that what is refused above is refused for what was asked."""
    assert read_plan(started(tmp_path)).problems == ()
