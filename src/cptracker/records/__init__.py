"""What councils hold, read into canonical tables."""
