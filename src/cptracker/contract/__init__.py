"""The status as JSON for other tools."""
