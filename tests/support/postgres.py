"""A PostgreSQL server of a test's own, with a council's tables and views in it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql")
PASSWORD = "only-for-this-test"


def programs() -> Path | None:
    """The folder with PostgreSQL's own programs, the newest; None where there is none."""
    paths = [path for folder in FOLDERS for path in Path(folder).glob("*/bin/initdb")]
    named = shutil.which("initdb")
    if named:
        paths.append(Path(named).resolve())
    return max(paths, default=None, key=str) and max(paths, key=str).parent


def why_not() -> str:
    """Why there can be no server; empty if there can."""
    if programs() is None:
        return "PostgreSQL's programs are not installed"
    if os.name != "posix":
        return "a server is started on Linux and macOS alone"
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        return "PostgreSQL does not run as root, and nothing here changes users"
    return ""


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """A server in a folder; the port it answers at."""
    bin_, port = programs(), _free_port()
    assert bin_ is not None
    data = folder / "data"
    data.mkdir()
    folder.chmod(0o755)
    as_user = _as_other_user(folder)
    secret = folder / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    _run(as_user, [f"{bin_}/initdb", "-D", str(data), "-U", "boss", "-A", "scram-sha-256",
                   "--pwfile", str(secret), "-E", "UTF8", "--no-sync"])  # fmt: skip
    options = ["-p", str(port), "-k", str(folder), "-c", "fsync=off",
               "-c", "listen_addresses=127.0.0.1", "-c", "timezone=America/New_York"]  # fmt: skip
    process = subprocess.Popen(
        [*as_user, f"{bin_}/postgres", "-D", str(data), *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(bin_, port)
        yield port
    finally:
        process.send_signal(signal.SIGINT)  # at once, whoever is connected
        process.wait(30)


def _as_other_user(folder: Path) -> list[str]:
    """PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return []
    for path in (folder, folder / "data"):
        shutil.chown(path, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _run(as_user: list[str], command: list[str]) -> None:
    done = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(bin_: Path, port: int) -> None:
    for _ in range(300):
        arguments = [f"{bin_}/pg_isready", "-h", "127.0.0.1", "-p", str(port)]
        if subprocess.run(arguments, capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


KINDS = {pl.String: "text", pl.Date: "date", pl.Int64: "bigint", pl.Float64: "double precision"}


def fill(connection: Any, tables: Mapping[str, pl.DataFrame], schema: str = "care") -> None:
    """Write tables with the kinds of their columns."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for name, table in tables.items():
        kinds = ", ".join(
            f'"{column}" {KINDS[kind.base_type()]}' for column, kind in table.schema.items()
        )
        connection.execute(f'CREATE TABLE {schema}."{name}" ({kinds})')
        with connection.cursor().copy(f'COPY {schema}."{name}" FROM STDIN') as copy:
            for row in table.iter_rows():
                copy.write_row(row)
