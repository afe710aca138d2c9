"""The JSON of the status: its classes, read and written through cattrs."""
