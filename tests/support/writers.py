"""Processes that edit a plan at once, or are killed while they do; run as a script by the tests.

A script of its own, so that processes can be forked from one that has no threads: a fork costs a
millisecond where a new interpreter costs half a second.
"""

import os
import signal
import sys
from datetime import date, timedelta
from pathlib import Path

from cptracker.files import atomic
from cptracker.files import locks as locks_module
from cptracker.files.locks import lock_of
from cptracker.model.actions import Update
from cptracker.model.agenda import DutyDone
from cptracker.model.problems import RecordsError
from cptracker.plan.editing.changes import NewAction, add_action, update_action
from cptracker.plan.editing.duties import record_done
from cptracker.plan.reading import load_plan
from cptracker.plan.values.writing import add_value


def forked(work):
    """Run `work` in a process of its own; returns its number."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # the child must not go on as a second parent
        sys.stderr.write(f"{type(error).__name__} {error}\n")
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def race(plan, writers, each):
    """Several writers add actions and updates at once."""

    def write(number):
        for turn in range(each):
            new = NewAction(
                title=f"{number} {turn}", meeting="cpp-2026-03-12", owner="Head",
                due=date(2026, 12, 31),
            )  # fmt: skip
            add_action(plan, new)
            note = Update(date=date(2026, 4, 1), by="Head", note=f"{number} {turn}")
            update_action(plan, "CPP-2026-01", note)

    children = [forked(lambda number=number: write(number)) for number in range(writers)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * writers, codes


def kill(plan, most):
    """Kill writers, each before another of the steps that write; tell how each one ended.

    Steps are the calls into the system that locking and writing make, so none depends on how fast
    the machine is. The first writer is not killed and tells how many steps there are.
    """
    file = plan / "actions.yaml"
    notes, old, new, locks = ["-1"], 0, 0, 0
    steps = counted(lambda: write_note(plan, -1))
    for turn in spread(steps, most):
        before = file.read_bytes()
        child = forked(lambda turn=turn: killed_before(turn, lambda: write_note(plan, turn)))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        written = file.read_bytes() != before
        old, new = old + (not written), new + written
        notes += [str(turn)] if written else []
        assert [update.note for update in load_plan(plan).actions[0].updates] == notes
        locks += lock_of(plan).exists()  # the next writer is not kept by it
    write_note(plan, steps)
    sys.stdout.write(f"{steps} {old} {new} {locks}\n")


VALUES_FILE = "values.csv"


def type_value(folder, period, number, by="Manager"):
    """Type a value of a project of typed values, as `values add` does."""
    cells = {"measure": "tribunals", "period": period, "value": str(number), "by": by}
    add_value(cells, load_plan(folder / "strategy"), (folder / "values",))


def race_values(folder, writers, each):
    """Several people type values at once, and all of them also one for the same period.

    Told is how many of these were refused: for one period the first that is written stands.
    """

    def write(number):
        refused = 0
        for turn in range(each):
            type_value(folder, f"20{10 + number}-{turn + 1:02d}", turn, f"Manager {number}")
        try:
            type_value(folder, "2009-12", number, f"Manager {number}")
        except RecordsError:
            refused = 1
        os._exit(refused)

    children = [forked(lambda number=number: write(number)) for number in range(writers)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert set(codes) <= {0, 1}, codes
    sys.stdout.write(f"{sum(codes)}\n")


def kill_values(folder, most):
    """Kill people who type a value, each before another of the steps that write."""
    file = folder / "values" / VALUES_FILE
    old, new = 0, 0
    steps = counted(lambda: type_value(folder, "2009-12", 1))
    for turn in spread(steps, most):
        before = file.read_bytes()
        period = f"20{10 + turn // 12}-{turn % 12 + 1:02d}"
        write = lambda period=period: type_value(folder, period, 2)  # noqa: E731
        child = forked(lambda turn=turn, write=write: killed_before(turn, write))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        after = file.read_bytes()
        assert after.startswith(before)
        assert after.endswith(b"\n")
        old, new = old + (after == before), new + (after != before)
    type_value(folder, "2099-12", 3)  # the next one is not kept by what a killed one left
    sys.stdout.write(f"{steps} {old} {new}\n")


def race_duties(plan, writers, each):
    """Several people record on days of their own that a duty was done, each of another duty."""

    def write(number):
        for turn in range(each):
            done = DutyDone(date=date(2020 + turn, 1, 1), by="Head", note=f"{number} {turn}")
            record_done(plan, f"duty-{number}", done)

    children = [forked(lambda number=number: write(number)) for number in range(writers)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * writers, codes


def kill_duties(plan, most):
    """Kill who records that a duty was done, each before another of the steps that write."""
    file, days, old = plan / "actions.yaml", 0, 0
    steps = counted(lambda: record_done(plan, "duty-0", DutyDone(date=date(2019, 1, 1))))
    for turn in spread(steps, most):
        before = file.read_bytes()
        done = DutyDone(date=date(2020, 1, 1) + timedelta(turn))
        write = lambda done=done: record_done(plan, "duty-0", done)  # noqa: E731
        child = forked(lambda turn=turn, write=write: killed_before(turn, write))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        written = file.read_bytes() != before
        days, old = days + written, old + (not written)
        assert len(load_plan(plan).duties[0].done) == days + 1
    sys.stdout.write(f"{steps} {old} {days}\n")


def spread(steps, most):
    """Step numbers from the first to the last, no more than `most`."""
    return sorted({1 + index * (steps - 1) // (most - 1) for index in range(most)})


WRITING = {atomic.__file__, locks_module.__file__}


def watched(work, step):
    """Run some work and call `step` before each call into the system that writing makes."""

    def see(frame, event, _):
        if event == "c_call" and frame.f_code.co_filename in WRITING:
            step()

    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(None)


def counted(work):
    calls = []
    watched(work, lambda: calls.append(1))
    return len(calls)


def killed_before(turn, work):
    """Run some work and die before its call of that number, counted from 1."""
    calls = []

    def step():
        calls.append(1)
        if len(calls) == turn:
            os.kill(os.getpid(), signal.SIGKILL)

    watched(work, step)


def write_note(plan, turn):
    update_action(plan, "CPP-2026-01", Update(date=date(2026, 4, 1), by="Head", note=str(turn)))


if __name__ == "__main__":
    what, folder, *numbers = sys.argv[1:]
    {
        "race": race,
        "kill": kill,
        "race-values": race_values,
        "kill-values": kill_values,
        "race-duties": race_duties,
        "kill-duties": kill_duties,
    }[what](Path(folder), *map(int, numbers))
