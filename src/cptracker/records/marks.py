"""Columns that reading adds to a table for those who count."""

NOT_CONFIRMED = "not_in_next_return"
"""Of episodes: whether the end was made because no later return has the child, which is no leaving;
absent where no episode's was."""
