"""A council's figures beside those of England, its region, neighbours and own past."""
