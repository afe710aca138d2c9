"""A finished command shown again where nothing that goes into it has changed.

What went in is hashed byte by byte: the program itself, the installed packages, every file that the
command may read, its options, the day, the environment and the terminal. A changed byte anywhere is
another key. What is kept is what was shown: the text on the screen, what was said beside it, and
the exit code.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cptracker.files.bundled import PACKAGE, bundled
from cptracker.files.result_cache import keep_result, kept_result, results_folder

FORM = 1
"""Of what is kept; another form is another key."""

MOST_BYTES = 500_000_000
"""Of all that is read: more takes longer to hash than anybody waits twice for."""

CACHE_OFF = "CPTRACKER_NO_CACHE"
"""The variable of the environment that has nothing kept."""

PLUG_INS = "cptracker.measures"

_BYTES = " bytes"
"""After the name of a stream that bytes were written to."""


class NotKeptError(Exception):
    """Something goes into a command that cannot be hashed, so that nothing is kept of it."""


def run_or_show_cached(run: Callable[[], int], options: Any, paths: Sequence[Path]) -> int:
    """Run a command, or show what it showed when the same went in.

    Args:
        run: The command; it only reads, and gives its exit code.
        options: All its options, as something whose `repr` tells them apart.
        paths: The files and folders that it reads, beside the program's own.

    Returns:
        The exit code.
    """
    folder = None if os.environ.get(CACHE_OFF) else results_folder()
    if folder is None:
        return run()
    environment = dict(os.environ)  # libraries add to it when they are imported
    key = key_of(options, paths, environment)
    if key is None:
        return run()
    cached = kept_result(folder, key)
    if cached is not None and _is_shown(cached):
        return int(cached["exit"])
    with _recorded() as outputs:
        code = run()
    if key == key_of(
        options, paths, environment
    ):  # what went in may have changed while it was read
        keep_result(folder, key, {"parts": outputs, "exit": int(code)})
    return code


def _is_shown(cached: Any) -> bool:
    """Show what was kept; False where it is not of the form that is kept."""
    try:
        outputs = [(str(stream), str(text)) for stream, text in cached["parts"]]
        int(cached["exit"])
    except (TypeError, ValueError, KeyError):
        return False
    streams = {"out": sys.stdout, "err": sys.stderr}
    if any(stream.removesuffix(_BYTES) not in streams for stream, _ in outputs):
        return False
    for name, text in outputs:
        stream = streams[name.removesuffix(_BYTES)]
        if name.endswith(_BYTES):
            stream.flush()
            stream.buffer.write(text.encode("latin-1"))
        else:
            stream.write(text)
        stream.flush()
    return True


class _Recorder:
    """A stream that remembers what is written to it, and writes it."""

    def __init__(self, beneath: Any, name: str, outputs: list[list[str]]) -> None:
        self.beneath, self._name, self._parts = beneath, name, outputs

    def write(self, text: str) -> int:
        written = int(self.beneath.write(text))  # which refuses bytes, as click tries out
        self._parts.append([self._name, text])
        return written

    @property
    def buffer(self) -> "_Bytes":
        return _Bytes(self.beneath.buffer, self._name + _BYTES, self._parts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


class _Bytes:
    """The same for a stream of bytes, each kept as the character of its number."""

    def __init__(self, beneath: Any, name: str, outputs: list[list[str]]) -> None:
        self.beneath, self._name, self._parts = beneath, name, outputs

    def write(self, content: bytes) -> int:
        self._parts.append([self._name, bytes(content).decode("latin-1")])
        return int(self.beneath.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


@contextmanager
def _recorded() -> Iterator[list[list[str]]]:
    """What is written to both streams meanwhile, in order."""
    outputs: list[list[str]] = []
    out, err = sys.stdout, sys.stderr
    sys.stdout = _Recorder(out, "out", outputs)
    sys.stderr = _Recorder(err, "err", outputs)
    try:
        yield outputs
    finally:
        sys.stdout, sys.stderr = out, err


def key_of(options: Any, paths: Sequence[Path], environment: Mapping[str, str]) -> str | None:
    """The hash of all that goes into a command; None where something cannot be hashed."""
    try:
        inputs = [FORM, repr(options), *_surroundings(environment), *_files(paths)]
    except (NotKeptError, OSError):
        return None
    return blake2b(json.dumps(inputs).encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def _surroundings(environment: Mapping[str, str]) -> Iterator[Any]:
    """Python, the installed packages, the day, the environment, the terminal, and where we are."""
    from cptracker.model.periods import current_day

    yield [sys.version, sys.platform, sys.flags, sys.path, os.geteuid(), str(Path.cwd())]
    yield [current_day().isoformat(), _without_shell_counts(environment)]
    yield [list(shutil.get_terminal_size()), *map(_stream, (sys.stdout, sys.stderr))]
    yield _packages()


def _without_shell_counts(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """The environment but for what shells count and what they ran last."""
    return sorted(item for item in environment.items() if item[0] not in ("_", "SHLVL"))


def _stream(stream: Any) -> list[Any]:
    width = None
    with suppress(OSError, ValueError, AttributeError):
        width = list(os.get_terminal_size(stream.fileno()))
    return [stream.isatty(), getattr(stream, "encoding", None), stream.errors, width]


def _packages() -> list[str]:
    """The installed packages with their versions, as their folders are named.

    Raises:
        NotKeptError: One of them brings measures, whose code may lie anywhere.
    """
    names = []
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as entries:
            names += [entry.path for entry in entries if entry.name.endswith(("-info", ".pth"))]
    for name in names:
        with suppress(OSError):
            if PLUG_INS in Path(name, "entry_points.txt").read_text(encoding="utf-8"):
                raise NotKeptError
    return sorted(names)


def _files(paths: Sequence[Path]) -> Iterator[list[Any]]:
    """The name and the hash of every file of the program and of what the command reads."""
    bytes_left = MOST_BYTES
    for path in (PACKAGE, bundled("measures"), bundled("strategy"), *paths):
        yield [str(path), str(path.resolve())]
        for file in _within(path):
            file_status = file.stat()
            bytes_left -= file_status.st_size
            if bytes_left < 0 or not file.is_file():
                raise NotKeptError
            yield [str(file), blake2b(file.read_bytes(), digest_size=32).hexdigest()]


def _within(path: Path) -> Iterator[Path]:
    """The file itself, or all files of a folder, also of folders that are linked into it.

    Raises:
        NotKeptError: It is not there, or a linked folder leads round in a circle.
    """
    if not path.is_dir():
        if not path.exists():
            raise NotKeptError
        yield path
        return
    visited = set()
    for folder, names, files in os.walk(path, followlinks=True):
        real = os.path.realpath(folder)
        if real in visited:
            raise NotKeptError
        visited.add(real)
        names[:] = sorted(name for name in names if name not in ("__pycache__", ".git"))
        yield from (Path(folder, name) for name in sorted(files))
