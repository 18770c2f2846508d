"""The store as the verbs of the desk see it: one file for each file of ``fairclaim.services.ports``, and ``units``, which opens it."""
