"""Bundles: a case in one file, with everything that a stranger needs to check it without asking anybody.

The format stands in docs/reference/bundle.md. `fairclaim.evidence.bundle.seal` writes one, `fairclaim.evidence.bundle.verify` checks one,
and ``verify_bundle.py`` checks one again, alone, with ``cryptography`` only.
"""
