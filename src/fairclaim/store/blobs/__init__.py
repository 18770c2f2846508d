"""Original bytes: written once under their own digest, checked after every write, never re-encoded."""
