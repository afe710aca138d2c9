"""Every command that writes into a project, run by many at once, or killed while it writes.

A script of its own, for it forks; see `writers`, whose steps these are.
"""

import os
import shutil
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from writers import counted, forked, killed_before, spread

from cptracker.cli.app import app
from cptracker.plan.reading import load_plan
from cptracker.plan.values.reading import load_values

MANAGER = "--by Manager"

COMMANDS = {
    "actions add": "Letter-{n} --meeting board-1 --owner Manager --due 2030-12-31",
    "actions update": f"HB-2026-01 {MANAGER} --note News-{{n}} --date 2026-04-01",
    "meetings add": "{day} --body Board-{n}",
    "commentary add": f"1.1 --period 202526Q4 {MANAGER} --data-says Said-{{n}} --date {{late}}",
    "targets add": "homeless --value {n} --since {day} --source Board",
    "deliverables update": f"1.1 {MANAGER} --note News-{{n}} --date 2026-06-01",
    "duties add": "duty-{n} Duty-{n} --every-months 12",
    "duties done": f"audit --on {{day}} {MANAGER} --note Done-{{n}}",
    "values add": f"visits --period {{month}} --value {{n}} {MANAGER}",
    "actions import": "sheet-{n}.csv --yes --add-meetings --body Panel-{n}",
}
"""What each writes, of which every run writes something of its own."""

SHEET = "Meeting,Action,Lead,Due\n{day},Sheet-{n},Manager,31/12/2030\n"


def words_of(command, number):
    """A command with what is this run's own."""
    day = date(2012, 1, 1) + timedelta(number)
    month = f"{1990 + number // 12}-{number % 12 + 1:02d}"
    late = date(2026, 1, 1) + timedelta(number)
    options = COMMANDS[command].format(n=number, day=day, month=month, late=late).split()
    return [*command.split(), *options]


def prepare(number):
    """The sheet that a run may import."""
    day = date(2012, 1, 1) + timedelta(number)
    text = SHEET.format(n=number, day=f"{day:%d/%m/%Y}")
    Path(f"sheet-{number}.csv").write_text(text, encoding="utf-8")


def called(words):
    """Run a command here, without what it prints; a failure is raised."""
    said = StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            app(words, prog_name="cptracker", standalone_mode=False)
    except SystemExit as end:
        if end.code:
            raise AssertionError(f"{words} {said.getvalue()}") from end
    except Exception as error:
        raise AssertionError(f"{words} {said.getvalue()}") from error


def written(folder):
    """The files of a project with what is in them; not what stands beside them for a moment."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def race(folder, each):
    """All commands at once, each so many times."""
    os.chdir(folder)
    for number in range(len(COMMANDS) * each):
        prepare(number)

    def write(at, command):
        for turn in range(each):
            called(words_of(command, at * each + turn))

    children = [forked(lambda at=at, command=command: write(at, command))
                for at, command in enumerate(COMMANDS)]  # fmt: skip
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * len(COMMANDS), dict(zip(COMMANDS, codes, strict=True))


def kill(folder, most):
    """Kill each command before some of its steps: every file is the old one or the new one."""
    for at, command in enumerate(COMMANDS):
        steps, old, new = kill_command(folder, command, 10 * at, most)
        sys.stdout.write(f"{command.replace(' ', '-')} {steps} {old} {new}\n")


def kill_command(folder, command, first, most):
    os.chdir(folder)
    prepare(first)
    steps = counted(lambda: called(words_of(command, first)))
    old, new = 0, 0
    for number, turn in enumerate(spread(steps, most), start=first + 1):
        prepare(number)
        before, meant = written(folder), whole(folder, words_of(command, number))
        work = lambda number=number: called(words_of(command, number))  # noqa: E731
        child = forked(lambda turn=turn, work=work: killed_before(turn, work))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, command
        after = written(folder)
        for name in {*before, *after, *meant}:
            assert after.get(name) in (before.get(name), meant.get(name)), (command, turn, name)
        assert load_values([folder / "values"], load_plan(folder / "strategy")).problems == ()
        old, new = old + (after == before), new + (after != before)
    return steps, old, new


def whole(folder, words):
    """The files after the command, run on a copy of the project and not killed."""
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
    os.chdir(copy)
    try:
        called(words)
        return written(copy)
    finally:
        os.chdir(folder)
        shutil.rmtree(copy)


def begin(folder, most):
    """Kill `init --blank`: where the project file stands, all stands."""
    os.chdir(folder)
    steps = counted(lambda: called(["init", "whole", "--blank"]))
    meant, done = written(folder / "whole"), 0
    for number, turn in enumerate(spread(steps, most)):
        words = ["init", f"new-{number}", "--blank"]
        child = forked(lambda turn=turn, words=words: killed_before(turn, lambda: called(words)))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        made = written(folder / f"new-{number}")
        assert made.items() <= meant.items(), turn
        done += "cptracker.yaml" in made
        assert "cptracker.yaml" not in made or made == meant, turn
    sys.stdout.write(f"{steps} {done}\n")


def save_mapping(folder, most):
    """Kill `--write-mapping`: the file is not there, or whole."""
    os.chdir(folder)
    prepare(0)
    words = ["actions", "import", "sheet-0.csv", "--body", "Panel", "--write-mapping"]
    steps = counted(lambda: called([*words, "whole.yaml"]))
    meant, done = Path("whole.yaml").read_bytes(), 0
    for turn in spread(steps, most):
        path = Path(f"mapping-{turn}.yaml")
        work = lambda path=path: called([*words, str(path)])  # noqa: E731
        child = forked(lambda turn=turn, work=work: killed_before(turn, work))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert not path.exists() or path.read_bytes() == meant, turn
        done += path.exists()
    sys.stdout.write(f"{steps} {done}\n")


if __name__ == "__main__":
    what, where, times = sys.argv[1:]
    names = {"race": race, "kill": kill, "begin": begin, "save-mapping": save_mapping}
    names[what](Path(where).resolve(), int(times))
