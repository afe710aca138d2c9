"""What a plug-in is made of: the decorator, members, registry and fingerprints."""
