"""Progress for a person who waits longer than a second: on a terminal only, on standard error."""

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status


PATIENCE = 1.0
"""Seconds before anything is shown."""


NAME = 50
"""Of a file's path no more than its end is shown, so that the line stays one line."""


class WaitingLine:
    """A line that says what is worked at; it comes late and leaves nothing behind."""

    def __init__(self) -> None:
        self._line: Status | None = None
        self._what = "Starting"
        self._over = False
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> "WaitingLine":
        if sys.stderr is not None and sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._line is not None:
                self._line.stop()

    def say(self, message: str) -> None:
        """Say what is worked at now."""
        self._what = message
        if self._line is not None:
            self._line.update(message)

    def file(self, name: str, done: int, of: int) -> None:
        """Say which file is read, as the library's progress."""
        end = name if len(name) <= NAME else f"...{name[-NAME:]}"
        self.say(f"Reading {end} ({done + 1} of {of})")

    def measure(self, name: str, done: int, of: int) -> None:
        """Say which measure is computed, as the library's progress."""
        self.say(f"Computing {name} ({done + 1} of {of})")

    def step(self, step: str, done: int, of: int) -> None:
        """Say which part of a longer step is at work, as the library's progress."""
        self.say(f"{step[:1].upper()}{step[1:]} ({done + 1} of {of})")

    def _show(self) -> None:
        from rich.console import Console

        # What passes is not part of what a command says, and not kept with it.
        console = Console(file=getattr(sys.stderr, "beneath", sys.stderr), markup=False)
        line = console.status(self._what, spinner="line")
        with self._lock:
            if not self._over:
                line.start()
                self._line = line
