"""Checks of everything that a desk keeps: originals, histories, the evidence log, and what outsiders have signed of it."""
