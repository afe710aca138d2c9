"""One module a format; each gets a finished value and computes nothing."""
