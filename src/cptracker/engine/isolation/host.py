"""Our side of the worker: starts it, asks it, stops it when it takes too long, starts it again."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, Queue
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any

from attrs import define, field

from cptracker.engine.isolation.messages import receive, send, unpacked

if TYPE_CHECKING:
    from cptracker.records.records import Records


TIME_LIMIT = 120
"""So many seconds one measure may take."""


START_LIMIT = 300
"""So many seconds starting may take, and handing over the records: neither is a plug-in's fault."""


WORKER = "from cptracker.engine.isolation.worker import main; main()"


Answer = Mapping[str, Any]


class StoppedError(Exception):
    """The worker gave no answer; the text says why."""


@define
class Host:
    """A worker process, started when it is first asked.

    Attributes:
        time_limit: So many seconds one order may take.
    """

    time_limit: float = TIME_LIMIT
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    _answers: "Queue[bytes | None]" = field(factory=Queue, init=False)
    _loaded: list[Mapping[str, Any]] = field(factory=list, init=False)
    _sent: "Records | None" = field(default=None, init=False)
    _lock: Any = field(factory=Lock, init=False)

    def ask(self, order: Mapping[str, Any], records: "Records | None" = None) -> Answer:
        """The worker's answer to an order.

        Args:
            order: What to do.
            records: What it is done on; handed over once.

        Raises:
            StoppedError: When it takes too long, or ends instead of answering.
        """
        with self._lock:
            self._ready()
            if records is not None and records is not self._sent:
                self._exchange(_handed_over(records), START_LIMIT)
                self._sent = records
            answer = self._exchange(order, self.time_limit)
            if order["do"] == "load":
                self._loaded.append(order)
            return answer

    def close(self) -> None:
        """Stop the worker and whatever it started."""
        process, self._process, self._sent = self._process, None, None
        if process is None:
            return
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _ready(self) -> None:
        """Start the worker where there is none, with the files that were loaded before."""
        if self._process is not None:
            return
        self._answers = Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=os.name == "posix",
            env=_environment(),
        )
        reader = Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True)
        reader.start()
        self._exchange({"do": "start"}, START_LIMIT)
        for order in self._loaded:
            self._exchange(order, self.time_limit)

    def _exchange(self, order: Mapping[str, Any], limit: float) -> Answer:
        process = self._process
        if process is None or process.stdin is None:
            raise StoppedError("could not be started")
        try:
            send(process.stdin, pickle.dumps(order))
            message = self._answers.get(timeout=limit)
            if message is None:
                raise StoppedError(_ended(process))
            answer = unpacked(message)
        except Empty:
            self.close()
            words = f"took longer than {limit:g} seconds and was stopped"
            raise StoppedError(words) from None
        except (OSError, ValueError) as error:
            words = _ended(process) if isinstance(error, OSError) else "gave an answer of no sense"
            self.close()
            raise StoppedError(words) from None
        except StoppedError:
            self.close()
            raise
        return answer if isinstance(answer, dict) else {}


def _read(pipe: IO[bytes] | None, answers: "Queue[bytes | None]") -> None:
    """Take in answers as they come, so that one can be waited for no longer than is allowed."""
    while pipe is not None:
        try:
            message = receive(pipe)
        except (OSError, ValueError):
            message = None
        answers.put(message)
        if message is None:
            return


def _ended(process: "subprocess.Popen[bytes]") -> str:
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(timeout=5)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"ended the process that ran it ({how})"
    return "closed the way to the process that ran it"


def _environment() -> dict[str, str]:
    """The worker finds this library where we did, and nothing in the folder it runs in."""
    from cptracker.files.bundled import PACKAGE

    before = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(PACKAGE.parent), *([before] if before else [])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}


def _handed_over(records: "Records") -> dict[str, Any]:
    """The records as the worker takes them: every table, and where it came from."""
    return {
        "do": "records_of",
        "engine": records.engine.name,
        "tables": records.as_polars(),
        "origin": records.origin,
    }
