"""Care histories: episodes, placements and periods of care, day by day."""
