"""Example records: five years of an invented council, for trying everything without real children.

Nobody in them exists. Identifiers begin `EXMPL`, the map lies in the sea, and the rates are near
published ones, so that measures, charts and papers look as they would.
"""

from collections.abc import Iterator
from pathlib import Path

from cptracker.errors import UsageError
from cptracker.example.careers import World
from cptracker.example.days import Window
from cptracker.example.dice import Dice
from cptracker.example.locals import local_tables
from cptracker.example.outcomes import Memory, draw_leavers, draw_permanence
from cptracker.example.rates import Rates
from cptracker.example.story import Story, draw_story
from cptracker.example.tables import return_tables
from cptracker.example.writing import (
    LOCAL_COLUMNS,
    RETURN_COLUMNS,
    british,
    iso,
    write_table,
    write_text,
)

__all__ = ["write_example"]

MOST_CHILDREN = 8000
"""The identifiers have five digits, and about eleven times as many children ever came."""
README = """EXAMPLE DATA - ALL MADE UP

These are the records of a council that does not exist. No child, carer, worker or address in them
is real; identifiers of children begin EXMPL, postcodes begin ZX, ZY or ZW, and the map lies in
the open sea. Any likeness to a real person is chance.

{first} to {last}  SSDA903 returns, one folder for each year ending 31 March
local  the council's own tables, as read by cptracker

Made with write_example(children={children}, years={years}, seed={seed}, last_year={last}).
"""


def write_example(
    folder: Path, *, children: int = 480, years: int = 5, seed: int = 1, last_year: int = 2026
) -> tuple[Path, ...]:
    """Write linked yearly SSDA903 returns and local tables of an invented council.

    The same arguments give the same bytes on every platform and Python version.

    Args:
        folder: Where to write; made if it is not there.
        children: About how many are looked after on the last day.
        years: How many collection years, each ending on 31 March.
        seed: Another seed tells another story.
        last_year: The year that the last return ends in.

    Returns:
        The files written, in the order written.

    Raises:
        UsageError: When the folder holds anything, or a number is out of range.
    """
    _check(folder, children, years, last_year)
    window = Window(years=tuple(range(last_year - years + 1, last_year + 1)))
    world = World(dice=Dice(seed), window=window, rates=Rates(), children=children)
    story = draw_story(world)
    told = {"first": window.years[0], "last": last_year, "years": years}
    readme = README.format(children=children, seed=seed, **told)
    folder.mkdir(parents=True, exist_ok=True)
    return (
        write_text(folder / "README.txt", readme),
        *_write_returns(folder, world, story),
        *_write_locals(folder, world, story),
    )


def _check(folder: Path, children: int, years: int, last_year: int) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; give a new or empty one")
    if not 1 <= children <= MOST_CHILDREN:
        raise UsageError(f"`children` must be from 1 to {MOST_CHILDREN}, not {children}")
    if not 1 <= years <= 20:
        raise UsageError(f"`years` must be from 1 to 20, not {years}")
    if not 2010 <= last_year <= 2100:
        raise UsageError(f"`last_year` must be from 2010 to 2100, not {last_year}")


def _write_returns(folder: Path, world: World, story: Story) -> Iterator[Path]:
    memory, before = Memory(), draw_permanence(world, story)
    for year in world.window.years:
        leavers = draw_leavers(world, story, year, memory)
        for name, rows in return_tables(world, story, year, leavers, before).items():
            path = folder / str(year) / f"{name}.csv"
            yield write_table(path, RETURN_COLUMNS[name], rows, british)


def _write_locals(folder: Path, world: World, story: Story) -> Iterator[Path]:
    for name, rows in local_tables(world, story).items():
        yield write_table(folder / "local" / f"{name}.csv", LOCAL_COLUMNS[name], rows, iso)
