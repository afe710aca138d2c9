"""Papers and screens: one document, its editions, writers, charts and the terminal."""
