"""Pages of buyers, made for a phone first: file, show, read, accept, appeal, and what is held about them."""
