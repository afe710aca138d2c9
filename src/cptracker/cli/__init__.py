"""The command line: one module a command, each a library call and a rendering."""
