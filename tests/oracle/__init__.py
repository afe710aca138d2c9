"""Every measure once more, in plain Python, written from the definitions alone.

The engine must agree with this package on any council. It knows nothing of the engine: loops over
dictionaries and days, slow and clear. Tables are lists of dictionaries under their canonical names
and columns; a table that was not supplied is absent from the dictionary.
"""

from oracle.figures import compute, keyed
from oracle.measures import MEASURES

__all__ = ["MEASURES", "compute", "keyed"]
