"""How a run ends: the exit code, and a plain word instead of a traceback."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

import click

from cptracker.model.exit_codes import ExitCode

CANNOT_HOLD = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a device says that cannot take what is written to it."""


class ReaderGoneError(Exception):
    """A broken pipe, under a name that click does not take for a failure of its own."""


def exit_with(run: Callable[[], Any]) -> NoReturn:
    """Run, then leave with the exit code that fits what happened."""
    _open_streams()
    try:
        code = run() or 0
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        code = leaving.exit_code
    except click.ClickException as error:
        error.show()
        code = ExitCode.WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        code = _stopped()
    except (BrokenPipeError, ReaderGoneError):
        code = _reader_gone()
    except OSError as error:
        code = _not_written(error) if error.errno in CANNOT_HOLD else _failed(error)
    except Exception as error:  # told apart below; the last resort of the whole program
        code = _failed(error)
    sys.exit(code)


def _open_streams() -> None:
    """Let what is written to a closed stream go nowhere, as in a job without a terminal."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stays open
            setattr(sys, name, nowhere)


def _stopped() -> int:
    """Say that somebody stopped it; a file is written whole or not at all."""
    from cptracker.cli.output import say

    say("Stopped.")
    return ExitCode.INTERRUPTED


def _reader_gone() -> int:
    """Whoever read our output has seen enough, as `head` has; that is no failure."""
    _write_no_more()
    return 0


def _not_written(error: OSError) -> int:
    from cptracker.cli.output import say

    _write_no_more()
    say(f"Error: the result cannot be written: {error.strerror}")
    return ExitCode.WRONG_USE


def _write_no_more() -> None:
    """Keep Python from writing what is left when it ends, which would fail again."""
    with suppress(OSError, ValueError):  # where no real file stands behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(error: Exception) -> int:
    from cptracker.cli.output import say, say_problems
    from cptracker.model.problems import CptrackerError

    if not isinstance(error, CptrackerError):
        return _our_bug(error)
    if error.problems:
        say_problems(error.problems)
    else:
        from cptracker.reports.terminal.problems import as_options

        say(f"Error: {as_options(str(error))}")
    return error.exit_code


def _our_bug(error: Exception) -> int:
    """Say that it is our fault; the error's own words may hold a child's values, so they stay out.

    Raises:
        Exception: The error itself, if the user asked for the traceback.
    """
    import platform

    from cptracker import __version__
    from cptracker.cli.output import say

    if os.environ.get("CPTRACKER_DEBUG"):
        raise error
    say(f"cptracker has failed ({type(error).__name__}{_where(error)}).")
    say("This is a fault of cptracker's, not of your files. Please report it with these words:")
    say(f"    cptracker {__version__}, Python {platform.python_version()}, {sys.platform}")
    say("CPTRACKER_DEBUG=1 shows the traceback; it may hold records, so do not send that on.")
    return ExitCode.OUR_BUG


def _where(error: Exception) -> str:
    """The last line of ours that was running."""
    import traceback
    from pathlib import Path

    package = Path(__file__).parents[1]
    frames = traceback.extract_tb(error.__traceback__)
    summaries = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    if not summaries:
        return ""
    return f" at {Path(summaries[-1].filename).relative_to(package)}:{summaries[-1].lineno}"
