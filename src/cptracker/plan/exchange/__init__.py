"""Exchange actions with spreadsheets and calendars."""
