"""The JSON of the status as classes: the one description of the contract."""
