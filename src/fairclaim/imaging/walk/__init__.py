"""Structure walkers: each reads one family of files part by part to its very last byte, and decodes nothing."""
