"""Health appointments by their day: dental checks in date, and children who were not brought."""

from cptracker import (
    CARE,
    CHILD,
    Example,
    Members,
    Records,
    col,
    contacts,
    events,
    measure,
    reasons,
    short_breaks,
    stock,
    when,
)

EPISODES = ["child_id", "decom", "dec", "rne", "ls"]
APPOINTMENTS = ["child_id", "appointment_kind", "appointment_date", "appointment_outcome"]


@measure(
    title="Children with a dental check in date",
    unit="%",
    better="higher",
    needs={"episodes": EPISODES, "health_appointments": APPOINTMENTS},
    by=CARE,
    every="quarter",
    source="Local table of health appointments; SSDA903 Episodes",
    why="Bad teeth hurt; a child who moves often is easily missed out by the dentist.",
    departs=(
        "Told for any day from dated appointments; the DfE's OC2 asks at 31 March whether teeth "
        "were checked in the year."
    ),
)
def dental_check_in_date(records: Records) -> Members:
    """Share whom a dentist saw in the 12 months to the period's last day.

    Children looked after for these 12 months, as in the DfE's figure. An appointment that was
    cancelled, to which the child was not brought, or of which no outcome is recorded is no check.
    """
    seen = records.health_appointments.filter(
        col("appointment_kind") == "dental", col("appointment_outcome") == "seen"
    )
    return stock(
        records.looked_after_12_months,
        contacts=contacts(seen, on="appointment_date", months=12),
        excluded=short_breaks(),
        looks_back=12,
        disjoint=True,
    )


@measure(
    title="Health appointments to which the child was not brought",
    unit="%",
    nouns=("appointment", "appointments"),
    better="lower",
    needs={"health_appointments": APPOINTMENTS},
    by=CHILD,
    every="quarter",
    source="Local table of health appointments",
    why="Children do not miss appointments; whoever cares for them did not bring them.",
)
def health_appointments_not_brought(records: Records) -> Members:
    """Share of the appointments in the period to which the child was not brought.

    Of every kind. Those that were cancelled are left out and counted apart; of those without an
    outcome it is not known. No national figure exists.
    """
    outcome = col("appointment_outcome")
    return events(
        records.health_appointments,
        date="appointment_date",
        met=when(~outcome.is_null()).then(outcome == "not_brought"),
        excluded=reasons({"cancelled": outcome == "cancelled"}),
    )


def _appointment(
    child: str, day: str, outcome: str | None, kind: str = "dental"
) -> dict[str, str | None]:
    return {
        "child_id": child,
        "appointment_kind": kind,
        "appointment_date": day,
        "appointment_outcome": outcome,
    }


EXAMPLES = {
    "dental-check-in-date": [
        Example(
            tables={
                "episodes": [
                    *({"child_id": child, "decom": "2024-04-01", "rne": "S"} for child in "ABCDE"),
                    {"child_id": "F", "decom": "2024-04-02", "rne": "S"},  # not yet 12 months
                ],
                "health_appointments": [
                    _appointment("A", "2024-04-01", "seen"),
                    _appointment("B", "2024-03-31", "seen"),
                    _appointment("C", "2025-03-31", "not_brought"),
                    _appointment("D", "2025-03-31", "seen", kind="optician"),
                    _appointment("E", "2025-03-31", None),
                    _appointment("F", "2025-03-31", "seen"),
                ],
            },
            period="202425Q4",
            met={"A"},
            missed={"B", "C", "D", "E"},
            value=20,
        )
    ],
    "health-appointments-not-brought": [
        Example(
            tables={
                "health_appointments": [
                    _appointment("A", "2025-01-01", "not_brought"),
                    _appointment("B", "2025-03-31", "seen", kind="optician"),
                    _appointment("C", "2025-02-01", None),
                    _appointment("D", "2025-02-01", "cancelled"),
                    _appointment("E", "2025-04-01", "seen"),
                ]
            },
            period="202425Q4",
            met={"A"},
            missed={"B"},
            unknown={"C"},
            excluded={"cancelled": {"D"}},
        )
    ],
}
