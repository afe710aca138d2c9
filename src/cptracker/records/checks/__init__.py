"""What is wrong with rows, columns, tables and years that can be read."""
