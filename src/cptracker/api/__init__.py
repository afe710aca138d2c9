"""For notebooks and other tools: what the commands do, each as one call. Commands call it too."""
