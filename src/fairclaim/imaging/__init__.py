"""Bytes to pixels and structure: sniff, walk, decode in a sandbox, read metadata. Knows nothing of forgery."""
