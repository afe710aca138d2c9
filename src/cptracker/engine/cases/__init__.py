"""The children behind a figure, one by one, and who made it move."""
