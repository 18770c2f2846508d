"""Putting an XMP packet into a copy of a file, one module a family; compressed pixels and media data stay as they are."""
