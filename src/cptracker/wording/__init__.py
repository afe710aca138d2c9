"""One text for one fact, for terminal, papers and JSON alike."""
