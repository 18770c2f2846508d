"""Adapters of the ports of :mod:`fairclaim.services.ports.identity`, on rows of one tenant."""
