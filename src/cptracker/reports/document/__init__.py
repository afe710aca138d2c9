"""One model of a paper before it has a format."""
