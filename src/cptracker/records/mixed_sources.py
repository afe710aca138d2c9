"""What to read, taken apart: folders and files, databases, and frames, in one call."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from cptracker.model.arguments import each_of, path_of
from cptracker.model.problems import Problem, UsageError
from cptracker.records.databases.naming import Database, is_database
from cptracker.records.formats import TableFormat
from cptracker.records.frames import as_polars, zone_faults

if TYPE_CHECKING:
    import polars as pl

Source = Path | str | Database | Mapping[str, Any]
"""A folder, zip or file; a database by its name or with its views; or frames by table."""


def sources_of(records: Any) -> tuple[Source, ...]:
    """What to read, one or several; what is neither a database nor frames is a path.

    Raises:
        UsageError: When something is no path.
    """
    single = isinstance(records, str | os.PathLike | bytes | Database | Mapping)
    accepted = "a path, a database, or several"
    sources = (records,) if single else each_of(records, "records", accepted)
    return tuple(
        source if _is_no_path(source) else path_of(source, "records") for source in sources
    )


def _is_no_path(source: Any) -> bool:
    if isinstance(source, Mapping | Database):
        return True
    return isinstance(source, str) and is_database(source)


def taken_apart(
    sources: Iterable[Source], known: Mapping[str, TableFormat]
) -> tuple[list[Path], "dict[str, pl.DataFrame]", list[Problem]]:
    """What to read, by its kind.

    Args:
        sources: As the user named them.
        known: The formats by canonical name.

    Returns:
        The paths; the frames, those of databases among them; and what is wrong with these.

    Raises:
        UsageError: When a frame is none, or a library is not installed.
    """
    paths: list[Path] = []
    frames: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    for source in sources:
        if isinstance(source, Mapping):
            sound, faults = without_unknown_zones(
                {name: wrapped_frame(name, frame) for name, frame in source.items()}
            )
            frames |= {name: as_polars(_eager(name, frame)) for name, frame in sound.items()}
            problems += faults
        elif isinstance(source, Database) or is_database(str(source)):
            tables, faults = _of_database(source, known)
            frames |= tables
            problems += faults
        else:
            paths.append(Path(source))
    return paths, frames, problems


def _eager(name: str, frame: Any) -> Any:
    """A frame that can be read beside files, which are read at once."""
    if is_lazy(frame):
        raise UsageError(f"`{name}` is lazy; beside files frames are eager: collect it first")
    return frame


def _of_database(
    source: Path | str | Database, known: Mapping[str, TableFormat]
) -> "tuple[dict[str, pl.DataFrame], list[Problem]]":
    from cptracker.records.databases.reading import read_database

    database = source if isinstance(source, Database) else Database(name=str(source))
    return read_database(database, known)


def wrapped_frame(name: str, frame: Any) -> Any:
    """A frame of any library as Narwhals sees it.

    Raises:
        UsageError: When it is no frame.
    """
    try:
        return nw.from_native(frame)
    except TypeError as error:
        raise UsageError(f"`{name}` is a {type(frame).__name__}, which is no frame") from error


def without_unknown_zones(frames: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The frames all of whose zones exist, and what is wrong with the others."""
    faults = {name: list(zone_faults(f"<{name}>", frame)) for name, frame in frames.items()}
    sound = {name: frame for name, frame in frames.items() if not faults[name]}
    return sound, [problem for source_problems in faults.values() for problem in source_problems]


def is_lazy(frame: Any) -> bool:
    """Whether a frame of Narwhals stays where it is."""
    return isinstance(frame, nw.LazyFrame)
