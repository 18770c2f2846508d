"""Pixels and metadata to findings: one file per check, a catalogue, calibration, fusion, and ``examine``."""
