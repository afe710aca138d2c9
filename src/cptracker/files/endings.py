"""The endings of files that are read; no library is needed to know them."""

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".parquet")
"""Files that are taken for tables where a folder is read."""


RECORDS = (*TABLES, ".xml")
"""Files that are taken for records where a folder is read: tables, and a return as XML."""


WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""Files of Excel, the last of them of old and refused with a word of its own."""
