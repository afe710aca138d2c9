"""The command line: a thin skin of commands over the library.

Only click is imported here and at the top of each command's module; what a command needs is
imported when it runs, so that `--help` costs little.
"""

from cptracker.cli.app import app, main

__all__ = ["app", "main"]
