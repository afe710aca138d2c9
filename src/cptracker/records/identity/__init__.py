"""One child under several identifiers."""
