"""Measures of somebody else's in a process of their own: one may fail, and costs its own row.

A plug-in is code. It may hang, end the process, write to the standard output or start programs. In
a process beside ours it can do none of that to a status: what hangs is stopped and told, and what
comes back is data, never code.
"""

from cptracker.isolation.finding import find_measures

__all__ = ["find_measures"]
