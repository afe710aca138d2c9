"""Exchange actions with spreadsheets and calendars: CSV and xlsx both ways, iCalendar out."""

from cptracker.exchanging.calendars import as_calendar
from cptracker.exchanging.exporting import as_csv, as_xlsx
from cptracker.exchanging.importing import Intake, import_actions, take_in
from cptracker.exchanging.mapping import mapping_text, read_mapping

__all__ = [
    "Intake",
    "as_calendar",
    "as_csv",
    "as_xlsx",
    "import_actions",
    "mapping_text",
    "read_mapping",
    "take_in",
]
