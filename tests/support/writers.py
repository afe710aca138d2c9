"""Processes that edit a plan at once, or are killed while they do; run as a script by the tests.

A script of its own, so that processes can be forked from one that has no threads: a fork costs a
millisecond where a new interpreter costs half a second.
"""

import os
import signal
import sys
from datetime import date
from pathlib import Path

from cptracker.files import atomic, file_rights
from cptracker.files import locks as locks_module
from cptracker.files.locks import lock_of
from cptracker.model.actions import Update
from cptracker.plan.editing.changes import NewAction, add_action, update_action
from cptracker.plan.reading import load_plan


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
        assert [one.note for one in load_plan(plan).actions[0].updates] == notes
        locks += lock_of(plan).exists()  # the next writer is not kept by it
    write_note(plan, steps)
    sys.stdout.write(f"{steps} {old} {new} {locks}\n")


def spread(steps, most):
    """Step numbers from the first to the last, no more than `most`."""
    return sorted({1 + index * (steps - 1) // (most - 1) for index in range(most)})


WRITING = {atomic.__file__, file_rights.__file__, locks_module.__file__}


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
    {"race": race, "kill": kill}[what](Path(folder), *map(int, numbers))
