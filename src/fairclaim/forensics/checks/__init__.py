"""One file per check; no check imports another."""
