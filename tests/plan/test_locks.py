"""One writer at a time: who waits, for how long, and what they are told."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from cptracker.files import locks
from cptracker.files.locks import lock_of, locked
from cptracker.model.problems import UsageError

posix_only = pytest.mark.skipif(os.name != "posix", reason="rights and processes as Unix has them")


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.yaml").write_text("plan: p\n", encoding="utf-8")
    return tmp_path


HOLDER = """
import sys, time
from pathlib import Path
from cptracker.files.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(plan):
    """Another process that holds the lock until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(plan)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_lock_leaves_nothing_behind(plan):
    with locked(plan):
        assert lock_of(plan).read_text("utf-8").startswith(f"{os.getpid()} ")
    assert [path.name for path in plan.iterdir()] == ["plan.yaml"]


def test_a_plan_of_one_file_has_its_lock_beside_it(plan):
    with locked(plan / "plan.yaml"):
        assert (plan / ".plan.yaml.lock").exists()
    assert [path.name for path in plan.iterdir()] == ["plan.yaml"]


def test_who_holds_a_lock_is_told_with_its_age(plan, holder):
    os.utime(lock_of(plan), (0, lock_of(plan).stat().st_mtime - 7_300))
    with pytest.raises(UsageError) as refusal, locked(plan, 0.0):
        pass

    assert f"locked for an edit since 2 hours, by process {holder.pid} on" in str(refusal.value)
    assert "nothing was changed" in str(refusal.value)
    assert "try again once that command has ended" in str(refusal.value)
    assert lock_of(plan).exists()


def test_a_lock_within_one_process_is_held_too(plan):
    holder = f"by process {os.getpid()}"
    with locked(plan), pytest.raises(UsageError, match=holder), locked(plan, 0.0):
        pass
    with locked(plan, 0.0):
        pass


@posix_only
def test_a_lock_whose_writer_was_killed_is_free(plan, holder):
    """Though its file still stands and names the writer."""
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert lock_of(plan).exists()

    with locked(plan, 0.0):
        assert lock_of(plan).read_text("utf-8").startswith(f"{os.getpid()} ")
    assert not lock_of(plan).exists()


def test_a_lock_that_a_person_deleted_is_not_taken_from_the_next_writer(plan):
    with locked(plan):
        lock_of(plan).unlink()
        with locked(plan, 0.0):
            content = lock_of(plan).read_bytes()
            with pytest.raises(UsageError), locked(plan, 0.0):
                pass
            assert lock_of(plan).read_bytes() == content
        assert not lock_of(plan).exists()


# How long somebody waits, with a clock that only moves where they sleep


class Clock:
    def __init__(self, monkeypatch, each_sleep):
        self.now, self.sleeps = 0.0, 0
        monkeypatch.setattr(locks.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(locks.time, "sleep", lambda _: self.pass_by(each_sleep))

    def pass_by(self, each_sleep):
        self.now, self.sleeps = self.now + 1, self.sleeps + 1
        each_sleep(self.sleeps)


def test_one_writer_is_waited_for_as_long_as_patience_says(plan, holder, monkeypatch):
    clock = Clock(monkeypatch, lambda _: None)
    with pytest.raises(UsageError), locked(plan, 20):
        pass

    assert clock.sleeps == 21


def test_many_writers_one_after_another_are_waited_for_as_long_as_it_takes(plan, monkeypatch):
    """On a slow machine the eighth waits for seven others, each with patience of its own."""
    numbers = []

    def next_writer(turn):
        """Every 15 seconds the lock goes to another writer, and after 150 to nobody."""
        if turn % 15 == 0:
            locks._release(lock_of(plan), numbers.pop())
            if turn < 150:
                numbers.append(locks._taken(lock_of(plan)))

    numbers.append(locks._taken(lock_of(plan)))
    clock = Clock(monkeypatch, next_writer)
    with locked(plan, 20):
        pass

    assert clock.sleeps == 150


# Where no lock can be held


def failing(number):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        pytest.param("open", errno.EROFS, "Read-only file system; name a folder that you may",
                     id="a disk that is read-only"),
        pytest.param("write", errno.ENOSPC, "No space left on device; make room",
                     id="a disk with room for a name only"),
        pytest.param("open", errno.EACCES, "Permission denied", id="a folder of others"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_made_is_told(plan, monkeypatch, call, number, words):
    monkeypatch.setattr(locks.os, call, failing(number))
    with pytest.raises(UsageError) as refusal, locked(plan):
        pass
    monkeypatch.undo()

    assert words in str(refusal.value)
    assert "nothing was changed" in str(refusal.value)
    assert [path.name for path in plan.iterdir()] == ["plan.yaml"]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_share_without_locks_is_told(plan, monkeypatch, number):
    monkeypatch.setattr(locks, "_system_lock", failing(number))
    with pytest.raises(UsageError) as refusal, locked(plan):
        pass

    assert "is on a disk or share that keeps no locks" in str(refusal.value)
    assert "put it back, or ask for locks to be switched on" in str(refusal.value)
    assert [path.name for path in plan.iterdir()] == ["plan.yaml"]


COLLEAGUE = """
import os, sys
from pathlib import Path
from cptracker.files.locks import locked
os.setgroups([])
os.setgid(4322)
os.setuid(4321)
with locked(Path(sys.argv[1]), 1.0):
    print("held")
"""


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users")
def test_what_a_killed_command_of_a_colleague_left_in_a_shared_folder_is_taken_away():
    """Its file may not be written, but the folder may."""
    with tempfile.TemporaryDirectory() as name:
        shared = Path(name)
        shared.chmod(0o777)
        lock_of(shared).write_text("99999999 elsewhere\n", encoding="utf-8")
        lock_of(shared).chmod(0o644)
        done = subprocess.run(
            [sys.executable, "-c", COLLEAGUE, name], capture_output=True, text=True, check=False
        )

        assert done.stdout == "held\n", done.stderr
        assert list(shared.iterdir()) == []
