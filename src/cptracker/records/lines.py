"""Where a row stood when it was read: columns beside its cells, with file and line, and year."""

PLACE = "_place"
"""The column that carries it; taken away before a measure sees a table."""

LINES = 2**32
"""More lines than any file has: the file's place among those of its table is a multiple of it."""

YEAR = "_year"
"""The column that carries the collection year of a row's return, where rows have one of their own;
taken away before a measure sees a table."""
