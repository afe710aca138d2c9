"""The faults that are planted, one at a time: kinds of fault by the tables they may stand in."""

from planted_record_faults import (
    Fault,
    both,
    by_year,
    cells,
    copy,
    earlier,
    half,
    header_only,
    later,
    put,
    remove,
    rename,
    rows,
    swap,
    table,
    text,
)

CHILDREN = ("CHILD", "child_id")
RETURN_FILES = (
    "header", "episodes", "reviews", "uasc", "oc2", "oc3", "ad1", "placed_for_adoption",
    "previous_permanence", "missing", "sw_episodes", "dolo",
)  # fmt: skip
LOCAL_OF_CHILDREN = (
    "health_assessments", "sdq", "peps", "visits", "pathway_plans", "adviser_spells", "attendance",
    "placement_distances",
)  # fmt: skip
LOCAL = (
    *LOCAL_OF_CHILDREN, "foster_households", "staff", "training", "events", "surveys", "postcodes",
    "population",
)  # fmt: skip
UNKNOWN = "have no row in"


def column_of_children(path):
    return "child_id" if path.startswith("local") else "CHILD"


def every(change, share=2):
    """A change of every other row or so, where blanks would count too."""
    return lambda several: [
        change(dict(row)) if place % share == 0 else row for place, row in enumerate(several)
    ]


def each(change):
    return lambda several: [change(dict(row)) for row in several]


def again(change, share=1):
    """The rows and, once more, every so many of them with a change."""
    return lambda several: [*several, *(change(dict(row)) for row in several[::share])]


def with_cells(**values):
    return lambda row: {**row, **values}


def last_line(line):
    return lambda content: f"{content}{line}\n"


def in_one_row(column, value, place=3):
    def change(several):
        return [
            {**row, column: value} if at == min(place, len(several) - 1) else row
            for at, row in enumerate(several)
        ]

    return change


def month_first(cell):
    """A date as somebody reads it who expects the month first, where that can be read."""
    day, month, year = cell.split("/")
    return f"{month}/{day}/{year}" if int(day) <= 12 else cell


def iso_month_first(cell):
    year, month, day = cell.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else cell


def only_early_days(column, change):
    """Only rows whose day may be a month, with month and day changed."""
    return lambda several: [
        {**row, column: change(row[column])}
        for row in several
        if row[column] and change(row[column]) != row[column]
    ]


# Identity ------------------------------------------------------------------------------------

IN_LOWER_CASE = [
    Fault(
        name=f"identifiers of children in small letters in {path}",
        edit=cells(path, column_of_children(path), str.lower),
        tells=UNKNOWN,
    )
    for path in (
        *(f"2026/{name}.csv" for name in RETURN_FILES),
        *(f"local/{name}.csv" for name in LOCAL_OF_CHILDREN),
    )
]

WRITTEN_OTHERWISE = (
    [
        Fault(
            name=f"identifiers with {name} in {path}", tells=tells, edit=cells(path, column, change)
        )
        for name, path, column, change, tells in (
            ("`.0` at the end", "2026/episodes.csv", "CHILD", lambda cell: f"{cell}.0", UNKNOWN),
            ("`.0` at the end", "local/visits.csv", "child_id", lambda cell: f"{cell}.0", UNKNOWN),
            ("no letters", "2026/oc2.csv", "CHILD", lambda cell: cell[5:], UNKNOWN),
            (
                "no zeros at the front",
                "2026/oc3.csv",
                "CHILD",
                lambda cell: cell[5:].lstrip("0"),
                UNKNOWN,
            ),
            (
                "an apostrophe at the front",
                "2026/missing.csv",
                "CHILD",
                lambda cell: f"'{cell}",
                UNKNOWN,
            ),
            (
                "a space within",
                "local/sdq.csv",
                "child_id",
                lambda cell: f"{cell[:5]} {cell[5:]}",
                UNKNOWN,
            ),
            (
                "a space of no width",
                "local/peps.csv",
                "child_id",
                lambda cell: f"{cell}\u200b",
                UNKNOWN,
            ),
            (
                "a space that does not break",
                "2026/sw_episodes.csv",
                "CHILD",
                lambda cell: f"{cell[:5]}\u00a0{cell[5:]}",
                UNKNOWN,
            ),
            (
                "a hyphen",
                "local/health_assessments.csv",
                "child_id",
                lambda cell: f"{cell[:5]}-{cell[5:]}",
                UNKNOWN,
            ),
            (
                "another system's numbers",
                "2026/reviews.csv",
                "CHILD",
                lambda cell: f"P{int(cell[5:]) * 7 + 100_000}",
                UNKNOWN,
            ),
            (
                "another system's numbers",
                "local/adviser_spells.csv",
                "child_id",
                lambda cell: f"P{int(cell[5:]) * 7 + 100_000}",
                UNKNOWN,
            ),
            (
                "a letter too many",
                "local/placement_distances.csv",
                "child_id",
                lambda cell: f"{cell}A",
                UNKNOWN,
            ),
            (
                "a spreadsheet's rounding",
                "2026/header.csv",
                "CHILD",
                lambda cell: "1.23E+11",
                "rounded",
            ),
            (
                "a spreadsheet's rounding",
                "2026/sw_episodes.csv",
                "SW_ID",
                lambda cell: "1.2E+06",
                "rounded",
            ),
            ("the word NULL", "local/attendance.csv", "child_id", lambda cell: "NULL", ""),
            ("`#REF!`", "2026/oc2.csv", "CHILD", lambda cell: "#REF!", UNKNOWN),
            (
                "thousands parted by commas",
                "local/pathway_plans.csv",
                "child_id",
                lambda cell: f"{int(cell[5:]) + 10_000:,}",
                UNKNOWN,
            ),
        )
    ]
    + [
        Fault(
            name=f"every other identifier {name} in {path}",
            tells=tells,
            edit=cells(path, column, change, every=2),
        )
        for name, path, column, change, tells in (
            ("in small letters", "2026/episodes.csv", "CHILD", str.lower, UNKNOWN),
            ("in small letters", "local/visits.csv", "child_id", str.lower, UNKNOWN),
            ("of a worker in small letters", "2026/sw_episodes.csv", "SW_ID", str.lower, ""),
            (
                "of an adviser in small letters",
                "local/adviser_spells.csv",
                "adviser_id",
                str.lower,
                "the same as another",
            ),
            ("of staff in small letters", "local/training.csv", "staff_id", str.lower, UNKNOWN),
            (
                "of an event in small letters",
                "local/attendance.csv",
                "event_id",
                str.lower,
                UNKNOWN,
            ),
            (
                "of a worker with a space",
                "2026/sw_episodes.csv",
                "SW_ID",
                lambda cell: f"{cell[:2]} {cell[2:]}",
                "the same as another",
            ),
            (
                "of an adviser with `.0`",
                "local/adviser_spells.csv",
                "adviser_id",
                lambda cell: f"{cell}.0",
                "the same as another",
            ),
        )
    ]
    + [
        Fault(
            name="every identifier of an event without zeros at the front in attendance",
            edit=cells("local/attendance.csv", "event_id", lambda cell: cell[2:].lstrip("0")),
            tells=UNKNOWN,
        ),
        Fault(
            name="every identifier of staff as a name in training",
            edit=cells("local/training.csv", "staff_id", lambda cell: f"Worker {cell[-2:]}"),
            tells=UNKNOWN,
        ),
        Fault(
            name="workers as names instead of numbers in SWEpisodes",
            edit=cells("2026/sw_episodes.csv", "SW_ID", lambda cell: f"Worker {cell[-2:]}"),
            tells="begins with neither",
        ),
        Fault(
            name="one child in two ways in visits",
            edit=cells("local/visits.csv", "child_id", str.lower, every=40),
            tells=UNKNOWN,
        ),
    ]
)

SWAPPED = [
    Fault(
        name=f"{first} and {second} have changed places in {path}",
        edit=swap(path, first, second),
        tells=tells,
        silent=silent,
    )
    for path, first, second, tells, silent in (
        ("2026/sw_episodes.csv", "CHILD", "SW_ID", UNKNOWN, ""),
        ("local/attendance.csv", "event_id", "child_id", UNKNOWN, ""),
        ("local/adviser_spells.csv", "child_id", "adviser_id", UNKNOWN, ""),
        ("2026/header.csv", "DOB", "MC_DOB", "blank", ""),
        ("2026/header.csv", "SEX", "ETHNIC", "code", ""),
        ("2026/header.csv", "CHILD", "UPN", UNKNOWN, ""),
        ("2026/episodes.csv", "DECOM", "DEC", "blank", ""),
        ("2026/episodes.csv", "RNE", "LS", "code", ""),
        ("2026/episodes.csv", "PLACE", "PLACE_PROVIDER", "code", ""),
        ("2026/episodes.csv", "HOME_POST", "PL_POST", "changes more often", ""),
        ("2026/episodes.csv", "CIN", "RNE", "code", ""),
        ("2026/oc3.csv", "IN_TOUCH", "ACTIV", "code", ""),
        ("2026/oc3.csv", "ACTIV", "ACCOM", "code", ""),
        ("2026/reviews.csv", "DOB", "REVIEW", "", ""),
        ("2026/missing.csv", "MIS_START", "MIS_END", "before", ""),
        ("2026/sw_episodes.csv", "SW_DECOM", "SW_DEC", "blank", ""),
        ("2026/ad1.csv", "DATE_INT", "DATE_MATCH", "before", ""),
        ("2026/dolo.csv", "DOLO_START", "DOLO_END", "", ""),
        ("local/peps.csv", "due", "completed", "blank", ""),
        ("local/adviser_spells.csv", "start", "end", "blank", ""),
        ("local/foster_households.csv", "approved", "ended", "blank", ""),
        ("local/staff.csv", "started", "ended", "blank", ""),
        ("local/events.csv", "name", "kind", "kind", ""),
        (
            "local/surveys.csv",
            "eligible",
            "responses",
            "",
            "a part above its whole is told where surveys are read",
        ),
        ("local/sdq.csv", "date", "score", "", ""),
        ("local/population.csv", "year", "children_0_17", "", ""),
        ("2026/oc2.csv", "IMMUNISATIONS", "SUBSTANCE_MISUSE", "far off", ""),
        (
            "2026/oc2.csv",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "",
            "both are 0 or 1 for most of the same children; only the name of the column tells them",
        ),
        (
            "local/surveys.csv",
            "survey",
            "group",
            "",
            "both are any text; what is a group only its name tells",
        ),
        (
            "local/postcodes.csv",
            "oseast1m",
            "osnrth1m",
            "",
            "the distance between two places stays the same",
        ),
    )
]

# The return's year ---------------------------------------------------------------------------

OF_ANOTHER_YEAR = [
    Fault(
        name="the folder of 2026 is named 2027",
        edit=rename("2026", "2027"),
        tells="the dates of this return lie in the year",
    ),
    Fault(
        name="the folder of 2026 is named 2025, and there is no other",
        edit=both(remove("2025/*"), rename("2026", "2025")),
        tells="the dates of this return lie in the year",
    ),
    Fault(
        name="the folder of 2026 is named after a month of the year before, 2025-03",
        edit=rename("2026", "2025-03"),
        tells="",
    ),
    Fault(
        name="the folders of 2025 and 2026 have changed names",
        edit=both(rename("2025", "x"), rename("2026", "2025"), rename("x", "2026")),
        tells="the dates of this return lie in the year",
    ),
    Fault(
        name="the files of 2026 are named after 2024 in a folder of no year",
        edit=lambda files: [
            files.update({path.replace("2026/", "returns/2024 "): files.pop(path)})
            for path in list(files)
            if path.startswith("2026/")
        ],
        tells="the dates of this return lie in the year",
    ),
    Fault(
        name="the return of 2025 stands in the folder of 2026 too",
        edit=lambda files: files.update(
            {
                path.replace("2025/", "2026/"): files[path]
                for path in list(files)
                if path.startswith("2025/")
            }
        ),
        tells="",
    ),
    Fault(
        name="the user gives 2025 for a return of 2026",
        edit=both(remove("2024/*"), remove("2025/*")),
        year=2025,
        tells="return's year",
    ),
    *(
        Fault(
            name=f"{name}.csv of 2025 is copied over that of 2026",
            edit=copy(f"2025/{name}.csv", f"2026/{name}.csv"),
        )
        for name in RETURN_FILES
    ),
    *(
        Fault(
            name=f"{name}.csv of 2025 is saved anew as that of 2026, in another order",
            edit=both(
                copy(f"2025/{name}.csv", f"2026/{name}.csv"),
                rows(f"2026/{name}.csv", lambda several: several[::-1]),
            ),
        )
        for name in ("episodes", "oc2", "oc3", "reviews", "missing", "sw_episodes")
    ),
    Fault(
        name="the rows of OC2 of 2025 stand below those of 2026",
        edit=lambda files: put(
            files, "2026/oc2.csv", [*table(files, "2026/oc2.csv"), *table(files, "2025/oc2.csv")]
        ),
    ),
    Fault(
        name="the rows of OC3 of 2025 stand below those of 2026",
        edit=lambda files: put(
            files, "2026/oc3.csv", [*table(files, "2026/oc3.csv"), *table(files, "2025/oc3.csv")]
        ),
    ),
    Fault(
        name="the reviews of 2025 stand below those of 2026",
        edit=lambda files: put(
            files,
            "2026/reviews.csv",
            [*table(files, "2026/reviews.csv"), *table(files, "2025/reviews.csv")],
        ),
        tells="return's year",
    ),
]

MOVED_BY_A_YEAR = [
    Fault(
        name=f"{column} a year {'later' if change is later else 'earlier'} in {path}",
        edit=cells(path, column, change),
        tells=tells,
    )
    for path, column, change, tells in (
        ("2026/reviews.csv", "REVIEW", later, "return's year"),
        ("2026/reviews.csv", "REVIEW", earlier, "return's year"),
        ("2026/missing.csv", "MIS_START", earlier, ""),
        ("2026/missing.csv", "MIS_END", later, "return's year"),
        ("2026/header.csv", "DOB", later, "not the one in the Header"),
        ("2026/header.csv", "DOB", earlier, "not the one in the Header"),
        ("2026/ad1.csv", "DATE_MATCH", later, "return's year"),
        ("2026/placed_for_adoption.csv", "DATE_PLACED", later, "return's year"),
        ("2026/dolo.csv", "DOLO_START", later, ""),
        ("local/health_assessments.csv", "date", earlier, ""),
        ("local/sdq.csv", "date", earlier, ""),
        ("local/peps.csv", "due", earlier, ""),
        ("local/visits.csv", "visit_date", earlier, ""),
        ("local/visits.csv", "visit_date", later, ""),
        ("local/pathway_plans.csv", "plan_date", earlier, ""),
        ("local/events.csv", "event_date", earlier, ""),
    )
] + [
    Fault(
        name="all dates of Episodes a year later",
        edit=both(
            cells("2026/episodes.csv", "DECOM", later), cells("2026/episodes.csv", "DEC", later)
        ),
    ),
    Fault(
        name="all dates of Episodes a year earlier",
        edit=both(
            cells("2026/episodes.csv", "DECOM", earlier), cells("2026/episodes.csv", "DEC", earlier)
        ),
    ),
    Fault(
        name="all dates of SWEpisodes a year later",
        edit=both(
            cells("2026/sw_episodes.csv", "SW_DECOM", later),
            cells("2026/sw_episodes.csv", "SW_DEC", later),
        ),
    ),
    *(
        Fault(
            name=f"{column} a century earlier in {path}",
            tells=tells,
            edit=cells(path, column, by_year(lambda year: year - 100)),
        )
        for path, column, tells in (
            ("2026/header.csv", "DOB", "is before"),
            ("2026/episodes.csv", "DECOM", "DfE 353"),
            ("local/visits.csv", "visit_date", "is before"),
            ("local/staff.csv", "started", "is before"),
            ("local/foster_households.csv", "approved", "is before"),
        )
    ),
]

# The shape of the whole ----------------------------------------------------------------------

CUT = (
    [
        Fault(name=f"the second half of {path} is missing", edit=half(path), silent=silent)
        for path, silent in (
            *(
                (f"2026/{name}.csv", "")
                for name in RETURN_FILES
                if name
                not in {
                    "uasc",
                    "previous_permanence",
                    "ad1",
                    "placed_for_adoption",
                    "missing",
                    "dolo",
                }
            ),
            ("2026/uasc.csv", "five rows fewer are what a year may bring"),
            ("2026/missing.csv", "fifteen of thirty are what a year may bring"),
            ("local/health_assessments.csv", ""),
            ("local/sdq.csv", ""),
            ("local/peps.csv", ""),
            ("local/visits.csv", ""),
            ("local/pathway_plans.csv", ""),
            ("local/adviser_spells.csv", ""),
            ("local/placement_distances.csv", ""),
            ("local/postcodes.csv", ""),
            ("local/attendance.csv", ""),
            ("local/events.csv", ""),
            ("local/population.csv", ""),
            ("local/staff.csv", ""),
            ("local/training.csv", "nothing else says who was trained"),
            ("local/foster_households.csv", "nothing else says how many households there are"),
        )
    ]
    + [
        Fault(name=f"the last third of {path} is missing", edit=half(path, 0.66))
        for path in (
            "2026/episodes.csv",
            "2026/header.csv",
            "2026/sw_episodes.csv",
            "2026/oc2.csv",
            "local/visits.csv",
        )
    ]
    + [
        Fault(
            name=f"a line of {path} breaks off in the middle",
            edit=text(path, lambda content: content[: len(content) // 2].rsplit(",", 1)[0]),
        )
        for path in ("2026/oc3.csv", "local/peps.csv")
    ]
)

MISSING = (
    [
        Fault(name=f"2025 has no {name}", edit=remove(f"2025/{name}.csv"), tells="has no")
        for name in RETURN_FILES
        if name != "dolo"
    ]
    + [
        Fault(name=f"2026 has no {name}", edit=remove(f"2026/{name}.csv"), tells="has no")
        for name in ("episodes", "header", "oc2", "oc3", "missing", "sw_episodes")
    ]
    + [
        Fault(name="there is no return of 2025", edit=remove("2025/*"), tells="there is no return"),
    ]
)

ONLY_A_HEADER = [
    Fault(name=f"{path} has only a header", edit=header_only(path))
    for path in (
        *(f"2026/{name}.csv" for name in RETURN_FILES),
        *(f"local/{name}.csv" for name in LOCAL),
    )
]

ENDED_EARLY = [
    Fault(
        name=f"{name} ends a year ago",
        edit=rows(
            f"local/{name}.csv",
            lambda several, column=column: [row for row in several if row[column] < "2025-04-01"],
        ),
    )
    for name, column in (
        ("visits", "visit_date"),
        ("health_assessments", "date"),
        ("sdq", "date"),
        ("peps", "due"),
        ("pathway_plans", "plan_date"),
        ("events", "event_date"),
        ("adviser_spells", "start"),
    )
]

FAULTS_OF_IDENTITY = (*IN_LOWER_CASE, *WRITTEN_OTHERWISE, *SWAPPED)
FAULTS_OF_SHAPE = (*CUT, *MISSING, *ONLY_A_HEADER, *ENDED_EARLY)
FAULTS_OF_YEARS = (*OF_ANOTHER_YEAR, *MOVED_BY_A_YEAR)
