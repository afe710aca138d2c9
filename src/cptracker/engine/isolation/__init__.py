"""Other people's measures in a process of their own: one may fail, and costs its own row alone."""
