"""Reading the views of a database: one connection that only reads, one moment for all views.

Of each view only the columns that its table has are fetched, so that names and addresses that stand
beside them never leave the database. What goes wrong is told by kind; what the driver says may hold
who connects, so it is never shown.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import evolve

from cptracker.files.table_problems import listed_problems, record_error
from cptracker.model.problems import Problem, UsageError
from cptracker.records.databases.frames import rows_of
from cptracker.records.databases.naming import (
    PASSWORD,
    USER,
    Database,
    connection_url,
    missing_variables,
)
from cptracker.records.detection import detect_table
from cptracker.records.formats import TableFormat
from cptracker.records.sources.detection import detect_source
from cptracker.records.sources.formats import source_formats

if TYPE_CHECKING:
    import polars as pl

NEEDS_DATABASE = "reading a database needs SQLAlchemy: pip install 'cptracker[database]'"


SECONDS = 15
"""So long at most is waited for a connection."""


REASONS = (
    ("password", "the user or the password is not accepted"),
    ("authentication", "the user or the password is not accepted"),
    ("login failed", "the user or the password is not accepted"),
    ("role", "the user is not known there"),
    ("refused", "the connection is refused"),
    ("timeout", "nothing answers in time"),
    ("timed out", "nothing answers in time"),
    ("does not exist", "there is no such database"),
    ("resolve", "there is no such server"),
    ("name or service not known", "there is no such server"),
    ("no such file", "there is no such server"),
    ("permission denied", "the user may not read it"),
    ("driver", "the ODBC driver that is named is not installed"),
)
"""What a driver's words mean, the first that stands in them."""


CONNECT_HINT = (
    f"is the server running and reachable from here? User and password are taken from {USER} and "
    f"{PASSWORD} in the environment"
)


class ViewError(Exception):
    """A view that cannot be read; the text says why, for the user."""


def read_database(
    database: Database, known: Mapping[str, TableFormat]
) -> "tuple[dict[str, pl.DataFrame], list[Problem]]":
    """The views of a database as frames, each under the view's name.

    Args:
        database: Which one, and which views.
        known: The formats by canonical name.

    Returns:
        The frames; and what cannot be read, at the place that names the database.

    Raises:
        UsageError: When the libraries that read databases are not installed.
    """
    missing = missing_variables(database.name)
    if missing:
        message = f"the environment has no variable {listed_problems(missing)}"
        return {}, [database.error(message, "set it before the command runs")]
    tables = {*known, *_tables_of_others()}
    unknown = [table for table in database.views if table not in tables]
    problems = [
        database.error(f"`views` names `{table}`, which is no table of records")
        for table in unknown
    ]
    frames: dict[str, pl.DataFrame] = {}
    with _connection(database, problems) as connection:
        if connection is not None:
            views = {view: table for table, view in database.views.items() if table in tables}
            for view, table in (views or _views_named_so(connection, known)).items():
                try:
                    frame, odd = _read_view(connection, view, table, known)
                except ViewError as error:
                    problems.append(database.error(f"the view {view} {error}", VIEW_HINT))
                    continue
                problems += odd
                frames |= {view: frame} if frame is not None else {}
            if not frames and not problems:
                problems.append(database.error("no view is called as a table of records", NO_VIEW))
    return frames, problems


VIEW_HINT = "ask who keeps the database, or correct its name under `views`"


NO_VIEW = "say under `views` which view is which table, as in `episodes: reporting.v_episodes`"


@contextmanager
def _connection(database: Database, problems: list[Problem]) -> Iterator[Any]:
    """A connection that only reads and sees one moment; None, and why, where there is none."""
    sql = _library()
    try:
        engine = sql.create_engine(
            _url(database),
            hide_parameters=True,
            poolclass=sql.pool.NullPool,
            connect_args=_how_to_connect(database),
        )
        opened = engine.connect()
    except ModuleNotFoundError as error:
        raise UsageError(f"{NEEDS_DATABASE} (it lacks {error.name})") from None
    except (sql.exc.NoSuchModuleError, sql.exc.ArgumentError):
        problems.append(database.error("is the name of no database that can be read", NAME_HINT))
        yield None
        return
    except (sql.exc.SQLAlchemyError, ValueError, OSError) as error:
        message = f"cannot be connected to: {_reason(error)}"
        problems.append(database.error(message, CONNECT_HINT))
        yield None
        return
    with opened, opened.begin():
        yield opened


NAME_HINT = "such as postgresql://server/database, or an ODBC string that begins Driver="


def _library() -> Any:
    try:
        import sqlalchemy
    except ImportError:
        raise UsageError(NEEDS_DATABASE) from None
    return sqlalchemy


def _url(database: Database) -> Any:
    """The URL with user and password from the environment where it has none."""
    url = _library().make_url(connection_url(database.name))
    if url.password is None and PASSWORD in os.environ and "odbc_connect" not in url.query:
        url = url.set(password=os.environ[PASSWORD])
    if url.username is None and USER in os.environ and "odbc_connect" not in url.query:
        url = url.set(username=os.environ[USER])
    return url


def _how_to_connect(database: Database) -> dict[str, Any]:
    """PostgreSQL gives times in UTC, reads alone, and keeps all views at one moment."""
    if not connection_url(database.name).startswith("postgresql"):
        return {}
    options = (
        "-c TimeZone=UTC -c DateStyle=ISO -c default_transaction_read_only=on "
        "-c default_transaction_isolation=repeatable\\ read"
    )
    return {"connect_timeout": SECONDS, "options": options}


def _reason(error: Exception) -> str:
    words = str(getattr(error, "orig", None) or error).casefold()
    fitting = (reason for word, reason in REASONS if word in words)
    return next(fitting, "the server does not let it")


def _views_named_so(connection: Any, known: Mapping[str, TableFormat]) -> dict[str, str]:
    """The views and tables that are called as tables of records or of other datasets."""
    inspector = _library().inspect(connection)
    names = [*inspector.get_view_names(), *inspector.get_table_names()]
    tables = {table: table for table in _tables_of_others()}
    for table_format in known.values():
        tables |= {
            table_format.table: table_format.table,
            table_format.name.casefold(): table_format.table,
        }
    named = {name: tables.get(name.casefold(), "") for name in sorted(names)}
    return {name: table for name, table in named.items() if table}


def _tables_of_others() -> set[str]:
    """The names of the tables of other datasets."""
    return {table for dataset in source_formats() for table in dataset.tables}


def _read_view(
    connection: Any, view: str, table: str, known: Mapping[str, TableFormat]
) -> "tuple[pl.DataFrame | None, list[Problem]]":
    """The rows of one view, with the columns that its table has.

    Raises:
        ViewError: When there is no such view, or it cannot be read.
    """
    sql, quoted = _library(), _quoted(connection, view)
    header = _names(connection, f"SELECT * FROM {quoted} WHERE 1 = 0")
    path = f"<{view}>"
    problems: list[Problem] = []
    source = detect_source(header)
    if source is not None:
        positions, order = list(source[1].values()), []
    else:
        recognised, problems = detect_table(header, known, path, table)
        if recognised is None:
            return None, [evolve(problem, line=None) for problem in problems]
        if recognised.format.table != table and table in known:
            message = f"has the columns of {recognised.format.name}, not of {known[table].name}"
            return None, [record_error(path, message, hint=VIEW_HINT)]
        positions = list(recognised.positions.values())
        order = [
            recognised.positions[name]
            for name in recognised.format.key
            if name in recognised.positions
        ]
    names = [header[at] for at in sorted(positions)]
    wanted = ", ".join(_one_quoted(connection, name) for name in names)
    ordered = ", ".join(_one_quoted(connection, header[at]) for at in order)
    query = f"SELECT {wanted} FROM {quoted}" + (f" ORDER BY {ordered}" if ordered else "")
    try:
        with connection.begin_nested():
            return rows_of(connection, query, names), [
                evolve(problem, line=None) for problem in problems
            ]
    except (sql.exc.SQLAlchemyError, connection.dialect.dbapi.Error, ValueError) as error:
        raise ViewError(f"cannot be read: {_view_reason(error)}") from None


def _names(connection: Any, query: str) -> list[str]:
    sql = _library()
    try:
        with connection.begin_nested():
            return list(connection.execute(sql.text(query)).keys())
    except sql.exc.SQLAlchemyError as error:
        raise ViewError(_view_reason(error)) from None


def _view_reason(error: Exception) -> str:
    words = str(getattr(error, "orig", None) or error).casefold()
    if "permission" in words:
        return "may not be read by this user"
    if "does not exist" in words or "invalid object" in words or "no such table" in words:
        return "is not there"
    return "has values that cannot be fetched, or is defined over something that is gone"


def _quoted(connection: Any, view: str) -> str:
    return ".".join(_one_quoted(connection, part) for part in view.split("."))


def _one_quoted(connection: Any, name: str) -> str:
    quoted: str = connection.dialect.identifier_preparer.quote_identifier(name)
    return quoted
