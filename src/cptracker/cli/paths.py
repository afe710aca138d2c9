"""Files, plans and records as the command line names them, and whether a file can be written."""

import os
from pathlib import Path
from typing import Any

import click

from cptracker.files.atomic import cannot_write


class NamedChoice(click.Path):
    """A path; a blank one, such as a variable of the shell that is not set, names nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if not str(value).strip():
            self.fail("it is blank; name a file or a folder", param, ctx)
        return super().convert(value, param, ctx)


class RecordsSource(NamedChoice):
    """The path of records, or a database's URL or ODBC string."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the database."""
        from cptracker.records.databases.naming import Database, is_database

        if isinstance(value, str) and is_database(value):
            return Database(name=value)
        return super().convert(value, param, ctx)


class PlanPath(NamedChoice):
    """The path of a plan, or the name of a shipped one; what is there wins over a name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        from cptracker.files.bundled import shipped_plans

        path = super().convert(value, param, ctx)
        return path if path.exists() else shipped_plans().get(str(value), path)


STDOUT = "-"
"""The name of the standard output; what follows a dot says the format, as in `-.json`."""


def to_stdout(path: Path | None) -> bool:
    """Whether a file that was named is the standard output.

    What goes there is treated as a file: protected for the public unless it is said otherwise, and
    remembered in the ledger.
    """
    return path is not None and path.parent == Path() and path.stem == STDOUT


def may_write(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
    """Refuse at once a file that could not be written, before any work is done."""
    if output is None or to_stdout(output):
        return output
    try:
        why = _why_not(output, output.resolve())
    except OSError as error:
        why = cannot_write(output, error)
    except RuntimeError:  # older versions of Python say so of a link to itself
        why = f"{output} is a link that leads in a circle"
    if why:
        raise click.BadParameter(why)
    return output


def _why_not(output: Path, target: Path) -> str | None:
    """Why a file cannot be written, as far as that can be seen."""
    if output.is_dir():
        return f"{output} is a folder; name a file in it"
    if target.is_symlink():
        return f"{output} is a link that leads in a circle"
    if output.exists() and not output.is_file():
        return f"{output} is no ordinary file"
    if not output.parent.is_dir():
        return f"there is no folder {output.parent}"
    if not target.parent.is_dir():
        return f"{output} is a link into a folder that is not there: {target.parent}"
    if not os.access(target.parent, os.W_OK):
        return f"the folder {output.parent} cannot be written to; name one that can"
    if output.exists() and not os.access(target, os.W_OK):
        return f"{output} is read-only; give it another name"
    return None
