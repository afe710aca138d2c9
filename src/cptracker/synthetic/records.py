"""Example records: five years of an invented council, for trying everything without real children.

Nobody in them exists. Identifiers begin `EXMPL`, the map lies in the sea, and the rates are near
published ones, so that measures, charts and papers look as they would.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import evolve

from cptracker.model.problems import UsageError
from cptracker.synthetic.children_in_need import tables_of_need
from cptracker.synthetic.codes import Rates
from cptracker.synthetic.contradictions.returns import contradict, with_other_roles
from cptracker.synthetic.days import ExampleYears
from cptracker.synthetic.histories import CareWorld
from cptracker.synthetic.local_tables import local_tables
from cptracker.synthetic.other_services import tables_of_services
from cptracker.synthetic.outcomes import OutcomeHistory, draw_leavers, draw_permanence
from cptracker.synthetic.random import RandomStream
from cptracker.synthetic.returns import return_tables
from cptracker.synthetic.story import Story, draw_story
from cptracker.synthetic.writing import (
    LOCAL_COLUMNS,
    RETURN_COLUMNS,
    Rows,
    Tables,
    british,
    iso,
    write_table,
    write_text,
)

OTHER_STREAM, THIRD_STREAM = 1_000_003, 2_000_003
"""What is added to the seed for tables that came later, which leave the others as they were."""


MOST_CHILDREN = 8000
"""The identifiers have five digits, and about eleven times as many children ever came."""


README = """EXAMPLE DATA - ALL MADE UP

These are the records of a council that does not exist. No child, carer, worker or address in them
is real; identifiers of children begin EXMPL, postcodes begin ZX, ZY or ZW, and the map lies in
the open sea. Any likeness to a real person is chance.

{first} to {last}  SSDA903 returns, one folder for each year ending 31 March
local  the council's own tables, as read by cptracker
{contradictory}
Made with write_example({arguments}).
"""


CONTRADICTORY = """
As a real council's, the returns contradict each other in a few places: cptracker check says where.
"""


def write_example(
    folder: Path,
    *,
    children: int = 480,
    years: int = 5,
    seed: int = 1,
    last_year: int = 2026,
    contradictions: bool = True,
) -> tuple[Path, ...]:
    """Write linked yearly SSDA903 returns and local tables of an invented council.

    The same arguments give the same bytes on every platform and Python version.

    Args:
        folder: Where to write; made if it is not there.
        children: About how many are looked after on the last day.
        years: How many collection years, each ending on 31 March.
        seed: Another seed tells another story.
        last_year: The year that the last return ends in.
        contradictions: Whether returns contradict each other in a few places, and staff have a few
            other roles, as in a real council; a council of fewer than 200 children has none.

    Returns:
        The files written, in the order written.

    Raises:
        UsageError: When the folder holds anything, or a number is out of range.
    """
    _check(folder, children, years, last_year)
    window = ExampleYears(years=tuple(range(last_year - years + 1, last_year + 1)))
    world = CareWorld(random=RandomStream(seed), window=window, rates=Rates(), children=children)
    story = draw_story(world)
    returns: Mapping[int, Tables] = dict(_returns(world, story))
    local: dict[str, Rows] = dict(local_tables(world, story))
    local |= tables_of_need(evolve(world, random=RandomStream(seed + OTHER_STREAM)), story)
    local |= tables_of_services(evolve(world, random=RandomStream(seed + THIRD_STREAM)), story)
    if contradictions:
        returns = contradict(returns, seed=seed, children=children)
        local["staff"] = with_other_roles(local["staff"], children=children)
    folder.mkdir(parents=True, exist_ok=True)
    return (
        write_text(folder / "README.txt", _readme(world, seed, contradictions=contradictions)),
        *_write_returns(folder, returns),
        *_write_locals(folder, local),
    )


def _readme(world: CareWorld, seed: int, *, contradictions: bool) -> str:
    years = world.window.years
    arguments = f"children={world.children}, years={len(years)}, seed={seed}, last_year={years[-1]}"
    return README.format(
        first=years[0],
        last=years[-1],
        contradictory=CONTRADICTORY if contradictions else "",
        arguments=arguments if contradictions else f"{arguments}, contradictions=False",
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


def _returns(world: CareWorld, story: Story) -> Iterator[tuple[int, Tables]]:
    """The tables of each year, in which nothing contradicts another."""
    memory, before = OutcomeHistory(), draw_permanence(world, story)
    for year in world.window.years:
        leavers = draw_leavers(world, story, year, memory)
        tables = return_tables(world, story, year, leavers, before)
        yield year, {name: list(rows) for name, rows in tables.items()}


def _write_returns(folder: Path, returns: Mapping[int, Tables]) -> Iterator[Path]:
    for year, tables in returns.items():
        for name, rows in tables.items():
            path = folder / str(year) / f"{name}.csv"
            yield write_table(path, RETURN_COLUMNS[name], rows, british)


def _write_locals(folder: Path, tables: Mapping[str, Rows]) -> Iterator[Path]:
    for name, rows in tables.items():
        yield write_table(folder / "local" / f"{name}.csv", LOCAL_COLUMNS[name], rows, iso)
