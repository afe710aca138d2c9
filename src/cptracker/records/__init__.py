"""Records: what councils hold, read into canonical tables."""

from cptracker.records.loading import from_frames, load_records
from cptracker.records.records import MissingTableError, Origin, Records

__all__ = ["MissingTableError", "Origin", "Records", "from_frames", "load_records"]
