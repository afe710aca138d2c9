"""What is said of a table that the records do not hold."""

from cptracker.model.problems import CptrackerError


class MissingTableError(CptrackerError, AttributeError):
    """A table was asked for that the records do not hold, as `hasattr` says too."""
