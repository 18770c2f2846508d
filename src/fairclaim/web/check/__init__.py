"""Check a photo: files come in, an answer goes out, and nothing is kept."""
