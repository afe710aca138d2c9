"""Views of a council's database, read as tables of records."""
