"""The editions of a paper, and their parts."""
