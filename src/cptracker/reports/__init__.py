"""Reports: one module a format; each gets a finished value and computes nothing."""
