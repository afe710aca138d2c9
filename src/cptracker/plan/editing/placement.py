"""Which file an addition goes to: the last that holds the list, or a new one if that is full.

Lists are joined in the order of the files' names, and what is added comes last of all. So the name
of a new file comes after that of the full one: `actions.yaml`, then `actions_2027.yaml`.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from cptracker.files.yaml_events import FULL_VALUES, ParsedYaml
from cptracker.files.yaml_files import FULL_BYTES, MAX_BYTES, SUFFIXES
from cptracker.files.yaml_insertion import InsertionPoint
from cptracker.files.yaml_nodes import MapNode
from cptracker.files.yaml_values import text_in
from cptracker.plan.document import items_of, mappings, readable

YEAR_SUFFIX = re.compile(r"_(?:19|20)[0-9]{2}(?:_[0-9]{2})?$")
"""The end of a name that an earlier addition has given."""


MOST_FILES = 100


def file_for(path: Path, parsed: Mapping[Path, ParsedYaml], spot: InsertionPoint) -> Path:
    """The last file that holds the spot; else the one named after the list.

    Args:
        path: The plan's file or folder.
        parsed: Its files, in the order of their names.
        spot: Where something will be added.
    """
    paths = [file for file, parsed_yaml in parsed.items() if _holds(parsed_yaml, spot)]
    if paths:
        return paths[-1]
    if not path.is_dir():
        return path
    named = (path / f"{spot.top}{suffix}" for suffix in SUFFIXES)
    return next((file for file in named if file in parsed), path / f"{spot.top}.yaml")


def _holds(parsed: ParsedYaml, spot: InsertionPoint) -> bool:
    if not isinstance(parsed.root, MapNode):
        return False
    if spot.ref is None:
        return spot.top in parsed.root.keys
    items = mappings(items_of(parsed.root, spot.top))
    return any(readable(item.entries.get("ref"), text_in) == spot.ref for item in items)


def is_full(text: str, parsed: ParsedYaml) -> bool:
    """Whether a file is so long that a list goes on in a new one."""
    return len(text.encode()) > FULL_BYTES or parsed.values > FULL_VALUES


def next_file(full: Path, year: int) -> Path:
    """The file in which a list goes on: named after the year, and after the full one in order.

    Raises:
        LookupError: There are a hundred such files already.
    """
    year_suffix = YEAR_SUFFIX.search(full.stem)
    base = full.stem[: year_suffix.start()] if year_suffix else full.stem
    before = year_suffix[0][1:5] if year_suffix else ""
    name = f"{base}_{max(str(year), before)}"  # what belongs to an earlier year comes last too
    for stem in (name, *(f"{name}_{nth:02d}" for nth in range(2, MOST_FILES))):
        file = full.with_name(f"{stem}{full.suffix}")
        if file > full and not file.exists():
            return file
    raise LookupError(full)


def is_too_big(file: Path, size: int, *, folder: bool) -> str:
    """Why an addition is refused: the file could not be read any more."""
    hint = (
        f"move some of its actions to another file of the folder, such as {file.stem}_2024.yaml"
        if folder
        else "make the plan a folder of several files; their lists are joined"
    )
    return (
        f"{file} would be {size:,} bytes long, and at most {MAX_BYTES:,} can be read; "
        f"nothing was changed\n    hint: {hint}"
    )
