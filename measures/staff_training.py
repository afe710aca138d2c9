"""Social workers and personal advisers trained in the plan's two ways of working."""

from cptracker import Example, Members, Records, col, contacts, measure, reasons, stock

NEEDS = {
    "staff": ["staff_id", "role", "started", "ended"],
    "training": ["staff_id", "course", "completed"],
}
ROLES = ("social_worker", "personal_adviser")
"""The roles of which the plan promises the training."""

SOURCE = "Local tables of staff and of training"


def _trained(records: Records, course: str) -> Members:
    """Staff of these roles in post on the period's last day, met with that course done by then."""
    courses = records.training.filter(col("course").str.to_lowercase() == course)
    role = col("role")
    return stock(
        records.staff,
        subject="staff_id",
        start="started",
        end="ended",
        contacts=contacts(courses, subject="staff_id", on="completed"),
        excluded=reasons({"role not recorded": role.is_null(), "other roles": ~role.is_in(ROLES)}),
    )


@measure(
    title="Staff trained in the narrative model",
    unit="%",
    nouns=("member of staff", "members of staff"),
    better="higher",
    needs=NEEDS,
    by=("role",),
    every="quarter",
    source=SOURCE,
    about="staff",
    why="The plan promises that staff work in one way, which builds on each child's own story.",
)
def staff_trained_narrative_model(records: Records) -> Members:
    """Share of social workers and personal advisers in post who have completed the course.

    Staff who have left do not count, however well trained, and managers, support workers and other
    roles are left out; someone who holds such a post beside one that counts is counted. The number
    trained is the numerator.
    """
    return _trained(records, "narrative_model")


@measure(
    title="Staff trained in trauma-informed practice",
    unit="%",
    nouns=("member of staff", "members of staff"),
    better="higher",
    needs=NEEDS,
    by=("role",),
    every="quarter",
    source=SOURCE,
    about="staff",
    why="Staff who know what harm does to a child understand what they see and can help.",
)
def staff_trained_trauma_informed(records: Records) -> Members:
    """Share of social workers and personal advisers in post who have completed the course.

    Staff who have left do not count, however well trained, and managers, support workers and other
    roles are left out; someone who holds such a post beside one that counts is counted. The number
    trained is the numerator.
    """
    return _trained(records, "trauma_informed")


def _examples(course: str, other_course: str) -> list[Example]:
    posts = {"role": "social_worker", "started": "2020-01-01"}
    return [
        Example(
            tables={
                "staff": [
                    *({"staff_id": person, **posts} for person in "ABC"),
                    {"staff_id": "D", **posts, "ended": "2025-03-31"},
                    {"staff_id": "E", "role": "personal_adviser", "started": "2024-01-01"},
                    {"staff_id": "F", "role": "team_manager", "started": "2020-01-01"},
                    {"staff_id": "G", "role": "support_worker", "started": "2020-01-01"},
                    {"staff_id": "H", "started": "2020-01-01"},
                ],
                "training": [
                    {"staff_id": "A", "course": course, "completed": "2025-03-31"},
                    {"staff_id": "B", "course": course, "completed": "2025-04-01"},
                    {"staff_id": "C", "course": other_course, "completed": "2022-01-01"},
                    *(
                        {"staff_id": person, "course": course, "completed": "2022-01-01"}
                        for person in "DFGH"
                    ),
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B", "C", "E"},
            excluded={"other roles": {"F", "G"}, "role not recorded": {"H"}},
        )
    ]


EXAMPLES = {
    "staff-trained-narrative-model": _examples("narrative_model", "trauma_informed"),
    "staff-trained-trauma-informed": _examples("trauma_informed", "narrative_model"),
}
