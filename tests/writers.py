"""Processes that edit a plan at once, or are killed while they do; run as a script by the tests.

A script of its own, so that processes can be forked from one that has no threads: a fork costs a
millisecond where a new interpreter costs half a second.
"""

import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path

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


def kill(plan, rounds, seed):
    """Kill writers at random moments; tell how often the old file stood, and how often the new."""
    dice = random.Random(seed)
    file = plan / "actions.yaml"
    begun = time.monotonic()
    write_note(plan, -1)
    longest = 1.2 * (time.monotonic() - begun)
    notes, old, new, locks = ["-1"], 0, 0, 0
    for turn in range(rounds):
        before = file.read_bytes()
        child = forked(lambda turn=turn: write_note(plan, turn))
        time.sleep(dice.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        after = file.read_bytes()
        if after == before:
            old += 1
            longest *= 1.05  # so that both ends come up, however busy the machine is
        else:
            notes.append(str(turn))
            new += 1
            longest *= 0.95
        assert [one.note for one in load_plan(plan).actions[0].updates] == notes
        if lock_of(plan).exists():
            locks += 1
            lock_of(plan).unlink()
    sys.stdout.write(f"{old} {new} {locks}\n")


def write_note(plan, turn):
    update_action(plan, "CPP-2026-01", Update(date=date(2026, 4, 1), by="Head", note=str(turn)))


if __name__ == "__main__":
    what, folder, *numbers = sys.argv[1:]
    {"race": race, "kill": kill}[what](Path(folder), *map(int, numbers))
