"""The invented council: five years of records for trying everything without real children."""
