"""What a run ends with, for scripts, and what each code says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run ends with, for scripts."""

    FINE = 0
    OUR_BUG = 1
    WRONG_USE = 2
    PLAN = 3
    MEASURE = 4
    RECORDS = 5
    BELOW_PROMISE = 6
    DISCLOSES = 7
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.FINE: "fine; a red rating is no error",
    ExitCode.OUR_BUG: "a fault of cptracker's",
    ExitCode.WRONG_USE: "wrong use, or the result could not be written",
    ExitCode.PLAN: "problems in the plan",
    ExitCode.MEASURE: "problems in a measure",
    ExitCode.RECORDS: "problems in the records",
    ExitCode.BELOW_PROMISE: "a rating that `--fail-on` names",
    ExitCode.DISCLOSES: "a public paper that gives away a number it hides",
}
"""What each exit code says, for the documentation."""
