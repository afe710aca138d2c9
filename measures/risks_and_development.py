"""What the year-end return tells of children's development, substance use and convictions."""

from cptracker import CHILD, Example, Members, Records, col, events, measure

SOURCE = "SSDA903 OC2; DfE, Children looked after in England, health and offending"


def _answered(records: Records, column: str, ages: tuple[int, int | None] | None) -> Members:
    """OC2 children of some ages on 31 March, met where a column is 1; a blank counts as not met."""
    return events(
        records.outcomes,
        date="year_end",
        met=col(column) == 1,
        ages=ages,
        no_information="not met",
    )


@measure(
    title="Children under 5 whose development checks are up to date",
    unit="%",
    better="higher",
    needs={"outcomes": ["child_id", "dob", "development_check"]},
    by=CHILD,
    source=SOURCE,
    why="A check finds early where a small child needs help to talk, move or play.",
)
def development_checks(records: Records) -> Members:
    """Share of the children in OC2 aged under 5 on 31 March whose checks are up to date.

    HEALTH_CHECK = 1. A blank is not known and counts as not up to date, as the DfE counts the whole
    cohort: children looked after for twelve months.
    """
    return _answered(records, "development_check", (0, 4))


@measure(
    title="Children found to have a substance misuse problem",
    unit="%",
    better="lower",
    needs={"outcomes": ["child_id", "substance_misuse"]},
    by=CHILD,
    source=SOURCE,
    why="Drink and drugs harm children, and often tell of a hurt that came before.",
    sensitive=True,
)
def substance_misuse(records: Records) -> Members:
    """Share of the children in OC2 who were found to have a substance misuse problem in the year.

    SUBSTANCE_MISUSE = 1, of all ages. A blank is not known and counts as no, as the DfE counts the
    whole cohort: children looked after for twelve months.
    """
    return _answered(records, "substance_misuse", None)


@measure(
    title="Children aged 10 and over who were convicted or warned",
    unit="%",
    better="lower",
    needs={"outcomes": ["child_id", "dob", "convicted"]},
    by=CHILD,
    source=SOURCE,
    why="Children in care are too often before a court for what a parent would settle at home.",
    sensitive=True,
)
def convicted_or_warned(records: Records) -> Members:
    """Share of the children in OC2 aged 10 and over on 31 March who were convicted in the year.

    CONVICTED = 1: a conviction, or a youth caution. A blank is not known and counts as no, as the
    DfE counts the whole cohort: children looked after for twelve months.
    """
    return _answered(records, "convicted", (10, None))


def _row(child: str, dob: str | None, **cells: int) -> dict[str, object]:
    return {"child_id": child, "dob": dob, "year_end": "2025-03-31", **cells}


EXAMPLES = {
    "development-checks": [
        Example(
            tables={
                "outcomes": [
                    _row("A", "2020-04-01", development_check=1),  # 4 on the day
                    _row("B", "2020-03-31", development_check=1),  # 5 on the day
                    _row("C", "2023-01-01", development_check=0),
                    _row("D", "2023-01-01"),
                    _row("E", None, development_check=1),
                ]
            },
            period="202425",
            met={"A"},
            missed={"C"},
            unknown={"D", "E"},
        ),
        Example(
            tables={
                "outcomes": [_row("A", "2023-01-01", development_check=1), _row("B", "2023-01-01")]
            },
            period="202425",
            value=50,
        ),
    ],
    "substance-misuse": [
        Example(
            tables={
                "outcomes": [
                    _row("A", "2010-04-01", substance_misuse=1),
                    _row("B", "2010-04-01", substance_misuse=0),
                    _row("C", None),
                    _row("D", "2010-04-01", substance_misuse=0),
                ]
            },
            period="202425",
            met={"A"},
            missed={"B", "D"},
            unknown={"C"},
            value=25,
        ),
    ],
    "convicted-or-warned": [
        Example(
            tables={
                "outcomes": [
                    _row("A", "2015-03-31", convicted=1),  # 10 on the day
                    _row("B", "2015-04-01", convicted=1),  # 9 on the day
                    _row("C", "2008-01-01", convicted=0),
                    _row("D", "2008-01-01"),
                ]
            },
            period="202425",
            met={"A"},
            missed={"C"},
            unknown={"D"},
        ),
    ],
}
