"""The version that every result names."""

__version__ = "0.1.0"
