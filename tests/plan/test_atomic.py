"""One writer for papers, lists of children, ledgers and plans: whole, or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from cptracker.files import atomic
from cptracker.files.atomic import write_files
from cptracker.model.problems import UsageError

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away"
)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.md"
    path.write_bytes(b"old")
    return path


# What stays of the file that is written over


@pytest.mark.parametrize("before", [0o600, 0o640, 0o664, 0o644], ids=oct)
def test_a_file_keeps_its_mode(old, before):
    old.chmod(before)
    write_files([(old, b"new")])

    assert old.read_bytes() == b"new"
    assert mode(old) == before


@pytest.mark.parametrize("before", [0o600, 0o640, 0o664, 0o644], ids=oct)
def test_a_private_file_is_its_owners_alone_also_when_it_is_written_over(old, before):
    old.chmod(before)
    write_files([(old, b"new")], private=True)

    assert mode(old) == 0o600


def test_of_several_files_those_named_are_private(tmp_path):
    """As a public paper and the ledger that remembers it."""
    paper, ledger = tmp_path / "paper.md", tmp_path / "p.jsonl"
    write_files([(paper, b"paper"), (ledger, b"{}")], private=[ledger])

    assert mode(ledger) == 0o600
    assert mode(paper) & 0o044 == 0o044


def test_no_moment_shows_a_private_file_to_others(tmp_path, old, monkeypatch):
    """Nor the new content of a file whose old content was private by its mode."""
    made = []
    create = os.open

    def watch(path, flags, mode=0o777, **rest):
        made.append((Path(path).name, mode))
        return create(path, flags, mode, **rest)

    old.chmod(0o600)
    monkeypatch.setattr(atomic.os, "open", watch)
    write_files([(old, b"new"), (tmp_path / "list.csv", b"ids")], private=[tmp_path / "list.csv"])

    assert {mode for name, mode in made if name.endswith(".part")} == {0o600}


@as_root
@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
def test_a_file_keeps_its_owner_and_its_group(old, private):
    os.chown(old, 4321, 4322)
    write_files([(old, b"new")], private=private)

    assert (old.stat().st_uid, old.stat().st_gid) == (4321, 4322)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="attributes as Linux has them")
def test_a_file_keeps_its_attributes(old):
    try:
        os.setxattr(old, "user.owner", b"panel")
    except OSError:
        pytest.skip("this disk keeps no attributes")
    write_files([(old, b"new")])

    assert os.getxattr(old, "user.owner") == b"panel"


def test_line_ends_are_written_as_given(old):
    write_files([(old, b"one\r\ntwo\nthree\r")])

    assert old.read_bytes() == b"one\r\ntwo\nthree\r"


@pytest.mark.skipif(os.name != "posix", reason="links as Unix has them")
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path, old):
    link = tmp_path / "link.md"
    link.symlink_to(old)
    write_files([(link, b"new")])

    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="links as Unix has them")
def test_a_link_planted_where_a_part_will_stand_is_not_followed(tmp_path, old):
    victim = tmp_path / "victim"
    victim.write_bytes(b"theirs")
    (tmp_path / f".old.md.{os.getpid()}-0.part").symlink_to(victim)
    write_files([(old, b"new")])

    assert victim.read_bytes() == b"theirs"
    assert not old.is_symlink()


# All or none


STEPS = [
    pytest.param("open", id="no room for a name"),
    pytest.param("fsync", id="no room for the bytes"),
    pytest.param("replace", id="cannot take its place"),
]


@pytest.mark.parametrize("links", [True, False], ids=["second names", "a disk without them"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_where_one_cannot_be_written_all_stay_as_they_were(
    tmp_path, monkeypatch, step, turn, links
):
    """With the mode and the very file that was there, and nothing beside them."""
    before = {}
    for number, name in enumerate(("a", "b")):
        (tmp_path / name).write_bytes(name.encode())
        (tmp_path / name).chmod(0o640 + number * 4)
        before[name] = (mode(tmp_path / name), (tmp_path / name).read_bytes())
    fail_at(monkeypatch, step, turn)
    if not links:
        monkeypatch.setattr(atomic.os, "link", refuse_links)

    with pytest.raises(UsageError) as refusal:
        write_files([(tmp_path / name, b"new") for name in ("a", "b", "c")])

    assert "cannot be written: No space left on device; make room" in str(refusal.value)
    assert "nothing was changed" in str(refusal.value)
    monkeypatch.undo()
    assert {path.name: (mode(path), path.read_bytes()) for path in tmp_path.iterdir()} == before


def fail_at(monkeypatch, step, turn):
    """The disk is full at the `turn`th call of a step that concerns a part."""
    place = Path if step == "replace" else atomic.os
    ours, calls = getattr(place, step), []

    def fail(case, *args, **rest):
        concerns_a_part = step == "fsync" or str(case).endswith(".part")
        calls.extend([case] if concerns_a_part else [])
        if concerns_a_part and len(calls) == turn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return ours(case, *args, **rest)

    monkeypatch.setattr(place, step, fail)


def refuse_links(*_):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_read_only_file_is_not_replaced(old):
    old.chmod(0o444)
    with pytest.raises(UsageError, match="the file is read-only; nothing was changed"):
        write_files([(old, b"new")])

    assert old.read_bytes() == b"old"
    assert names(old.parent) == ["old.md"]


def test_a_read_only_disk_is_told_with_what_to_do(old, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(atomic.os, "open", refuse)
    with pytest.raises(UsageError, match="Read-only file system; name a folder that you may"):
        write_files([(old, b"new")])

    assert old.read_bytes() == b"old"


# Of files that were read before


@pytest.mark.parametrize(
    ("expected", "accepted"),
    [
        pytest.param(b"old", True, id="as it was read"),
        pytest.param(b"older", False, id="changed meanwhile"),
        pytest.param(None, False, id="made meanwhile"),
    ],
)
def test_a_file_is_written_only_if_it_is_still_what_was_read(old, expected, accepted):
    if accepted:
        write_files([(old, b"new")], expected={old: expected})
    else:
        with pytest.raises(UsageError, match="was changed by somebody else since it was read"):
            write_files([(old, b"new")], expected={old: expected})

    assert old.read_bytes() == (b"new" if accepted else b"old")
    assert names(old.parent) == ["old.md"]


def test_what_a_killed_writer_left_is_cleared_by_whoever_holds_the_lock(tmp_path, old):
    (tmp_path / ".old.md.99999999-0.part").write_bytes(b"half")
    write_files([(old, b"new")])
    assert names(tmp_path) == [".old.md.99999999-0.part", "old.md"]

    write_files([(old, b"newer")], expected={old: b"new"})
    assert names(tmp_path) == ["old.md"]
