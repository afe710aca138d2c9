"""Returns that contradict each other in a few places, as a real council's do."""
