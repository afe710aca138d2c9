"""Which database, which of its views are which tables, and what of it may be shown.

A name is a URL, `postgresql://host/database`, or an ODBC string, `Driver={…};Server=…`. Who
connects and with which password is said by the environment, never by a file: `${NAME}` in a name is
the variable NAME, and a URL without a password takes CPTRACKER_DATABASE_PASSWORD, else what the
database's own client takes (PGPASSWORD, .pgpass, the account that is logged in).
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, urlsplit

from attrs import field, frozen

from cptracker.files.table_problems import record_error
from cptracker.model.problems import Problem

PASSWORD = "CPTRACKER_DATABASE_PASSWORD"
"""The variable of the environment that holds the password of a URL without one."""


USER = "CPTRACKER_DATABASE_USER"


VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


ODBC = re.compile(r"^\s*(odbc:)?\s*(driver|dsn)\s*=", re.IGNORECASE)


ODBC_FIELD = re.compile(r"\s*([^=;]+?)\s*=\s*(\{[^}]*\}|[^;]*)")


ODBC_PART = re.compile(r"(?i)\b(server|database|dsn)\s*=\s*\{?([\w.\\, -]+)")


ODBC_SECRET = re.compile(r"(?i)\b(pwd|password)\s*=\s*(?!\{?\$\{)[^;\s]")


SECRET_HINT = f"take it out and put it into the variable {PASSWORD} of the environment"


@frozen(kw_only=True)
class Database:
    """A database whose views are read as tables.

    Attributes:
        name: Its URL or ODBC string, in which `${NAME}` stands for a variable of the environment.
        views: For each canonical table the view that it is, such as `reporting.v_episodes`; where
            none is named, the views and tables that are called as tables of records are.
        path: The file that names it.
        line: Where it does.
        column: The same.

    Example:
        >>> import cptracker
        >>> cptracker.Database(name="postgresql://me:secret@db.example/care")
        Database(postgresql://db.example/care)
    """

    name: str = field(repr=False)
    views: Mapping[str, str] = field(factory=dict, hash=False)
    path: str | None = field(default=None, eq=False)
    line: int | None = field(default=None, eq=False)
    column: int | None = field(default=None, eq=False)

    def __repr__(self) -> str:
        return f"Database({self.shown})"

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """Its kind, server and name, without who connects."""
        if ODBC.match(self.name):
            values = [match[2].strip() for match in ODBC_PART.finditer(self.name)]
            return f"odbc:{'/'.join(values)}"
        try:
            url = urlsplit(VARIABLE.sub("", self.name))
            return f"{url.scheme}://{url.hostname or ''}{url.path}"
        except ValueError:
            return "database"

    @property
    def has_password(self) -> bool:
        """Whether a password stands in the name itself."""
        if ODBC.match(self.name):
            return bool(ODBC_SECRET.search(self.name))
        user, at, _ = self.name.partition("://")[2].rpartition("@")
        return bool(at) and ":" in user and not VARIABLE.search(user.partition(":")[2])

    def error(self, message: str, hint: str | None = None) -> Problem:
        """A problem at the place that names it."""
        path = self.path or f"<{self.shown}>"
        return record_error(path, message, line=self.line, column=self.column, hint=hint)


def is_database(name: str) -> bool:
    """Whether a name is a URL or an ODBC string, and no path."""
    return "://" in name or bool(ODBC.match(name))


def missing_variables(name: str) -> list[str]:
    """The variables in a name that the environment does not have."""
    return [match[1] for match in VARIABLE.finditer(name) if match[1] not in os.environ]


def connection_url(name: str) -> str:
    """The URL that SQLAlchemy connects with, variables filled in; it is secret."""
    filled = VARIABLE.sub(lambda match: os.environ[match[1]], name)
    if not ODBC.match(filled):
        return re.sub(r"^(postgres|postgresql)://", "postgresql+psycopg://", filled)
    odbc = filled.strip().removeprefix("odbc:")
    fields = {match[1].casefold(): match[2].strip("{}") for match in ODBC_FIELD.finditer(odbc)}
    if "postgres" in fields.get("driver", "").casefold():
        return _postgresql_url(fields)
    return f"mssql+pyodbc:///?odbc_connect={quote_plus(odbc)}"


def _postgresql_url(fields: Mapping[str, str]) -> str:
    """The URL of PostgreSQL that an ODBC string of its driver speaks of: days stay in London."""

    def first(*names: str) -> str:
        return next((quote(fields[name], safe="") for name in names if fields.get(name)), "")

    user, password = first("uid", "user", "username"), first("pwd", "password")
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{fields['port']}" if fields.get("port") else ""
    return (
        f"postgresql+psycopg://{who}{first('server', 'servername', 'host')}{port}"
        f"/{first('database', 'dbq')}"
    )
