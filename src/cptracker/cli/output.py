"""Where words go: results to the standard output or a file, all else to the standard error."""

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cptracker.cli.paths import to_stdout
from cptracker.files.atomic import write_files
from cptracker.model.choices import TABLE_SUFFIXES

if TYPE_CHECKING:
    from rich.console import Console

    from cptracker.cli.options import OutputTarget
    from cptracker.model.problems import Problem


FILE_WIDTH = 100
"""How wide a table is in a file."""


NARROWEST, USUAL_WIDTH = 40, 80
"""The least width a table is drawn for, and the one where the terminal says none."""


def say(text: str) -> None:
    """A line for the person at the terminal; where nobody can read it, the work goes on."""
    from cptracker.wording.text import encoder_for

    with suppress(OSError):
        click.echo(encoder_for(getattr(sys.stderr, "encoding", None)).line(text), err=True)


def say_problems(problems: "Sequence[Problem]") -> None:
    """All problems with their places, and how many there are."""
    from cptracker.reports.terminal.problems import problem_lines, problems_summary
    from cptracker.wording.text import encoder_for

    for line in problem_lines(problems, encoder_for(getattr(sys.stderr, "encoding", None))):
        click.echo(line, err=True)
    say(problems_summary(problems))


@contextmanager
def prints_to_stderr() -> Iterator[None]:
    """Whatever plug-ins print goes to the standard error: the standard output is the result's."""
    with redirect_stdout(sys.stderr):
        yield


def check_free(result: "OutputTarget") -> None:
    """Refuse to write over a file unless that is wished, before any work is done."""
    output = result.output
    if output is None or to_stdout(output) or not output.exists():
        return
    if not result.force:
        raise click.UsageError(f"{output} is there already; --force writes over it")
    if _is_read(output):
        raise click.UsageError(f"{output} is one of the files that are read; name another file")


READ_IN_FOLDERS = {
    "plan": (".yaml", ".yml"),
    "plans": (".yaml", ".yml"),
    "records": (*TABLE_SUFFIXES, ".zip"),
    "measures": (".py",),
    "comparators": TABLE_SUFFIXES,
}
"""The endings of the files that are read in a folder, by the option that names it."""


def _is_read(output: Path) -> bool:
    """Whether a file is one that the running command reads: --force must not lose it."""
    context = click.get_current_context(silent=True)
    if context is None:
        return False
    target = output.resolve()
    return any(
        _holds(path.resolve(), target, READ_IN_FOLDERS.get(name, ()))
        for name, value in context.params.items()
        if name not in ("output", "outputs")
        for path in _paths(value)
    )


def _paths(value: object) -> list[Path]:
    if isinstance(value, tuple):
        return [path for item in value for path in _paths(item)]
    return [value] if isinstance(value, Path) else []


def _holds(place: Path, target: Path, endings: Sequence[str]) -> bool:
    """Whether a path is the file itself, or a folder in which it would be read."""
    inside = place in target.parents and target.suffix.lower() in endings
    return place == target or inside


def write(
    text: str | bytes,
    result: "OutputTarget | None" = None,
    *,
    private: bool = False,
    ledger_files: Sequence[tuple[Path, bytes]] = (),
) -> None:
    """Write text as UTF-8 with its own line ends, to a file or to the standard output.

    A CSV file gets the mark by which Excel knows UTF-8; what goes to another program does not, for
    most would take it for a part of the first heading.

    Args:
        text: What is written.
        result: Where to; the standard output if None.
        private: Whether a file is for its owner's eyes alone.
        ledger_files: The ledger's files, which are written with it and never alone.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    if result is None or result.output is None:
        _pipe(content)
        return
    for_excel = result.form == "csv" and not to_stdout(result.output)
    marked = for_excel and not content.startswith(BOM_UTF8)
    content = BOM_UTF8 + content if marked else content
    write_all(
        [(result.output, content)], force=result.force, private=private, ledger_files=ledger_files
    )


def write_text(text_in: "Callable[[str | None], str]", result: "OutputTarget") -> None:
    """Write a text that is made for an encoding: the terminal's, or a file's.

    Args:
        text_in: Gives the text for an encoding.
        result: Where to.
    """
    write(text_in(sys.stdout.encoding if result.output is None else "utf-8"), result)


def write_all(
    contents: Sequence[tuple[Path, bytes]],
    *,
    force: bool,
    private: bool = False,
    ledger_files: Sequence[tuple[Path, bytes]] = (),
) -> None:
    """Write several files, all or none, and say so of each.

    Args:
        contents: What the user asked for.
        force: Whether to write over what is there.
        private: Whether they are for their owner's eyes alone.
        ledger_files: The ledger's files, which are written with them and never alone.
    """
    from cptracker.cli.options import OutputTarget
    from cptracker.disclosure.ledger_lock import added_to

    for path, _ in contents:
        check_free(OutputTarget("", path, force))
    files = [(path, content) for path, content in contents if not to_stdout(path)]
    owners_alone = [path for path, _ in (*(files if private else ()), *ledger_files)]
    with added_to(ledger_files):
        write_files([*files, *ledger_files], private=owners_alone)
    for path, content in contents:
        if to_stdout(path):
            _pipe(content)
        else:
            say(f"Written: {path}")


def _pipe(content: bytes) -> None:
    """Write to the standard output, byte by byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _screen() -> "Console":
    """The standard output, as wide as it is, but never so narrow that no word fits."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # how the run ends is decided in one place

    screen = Screen(file=sys.stdout, markup=False, emoji=False, highlight=False)
    screen.width = max(screen.width, NARROWEST) if screen.width else USUAL_WIDTH
    return screen


def print_result(
    show: "Callable[[Console], object]",
    result: "OutputTarget",
    *,
    private: bool = False,
    ledger_files: Sequence[tuple[Path, bytes]] = (),
) -> None:
    """Draw on the terminal, or into a file without colour."""
    from io import StringIO

    from rich.console import Console

    if result.output is None:
        show(_screen())
        return
    buffer = StringIO()
    show(Console(file=buffer, width=FILE_WIDTH, color_system=None, markup=False, emoji=False))
    write(buffer.getvalue(), result, private=private, ledger_files=ledger_files)


def quoted_path(path: Path) -> str:
    """A path as a shell takes it."""
    from shlex import quote

    return quote(str(path))
