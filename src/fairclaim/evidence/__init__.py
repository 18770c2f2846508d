"""Proofs that a stranger can check: pure functions over bytes, which know nothing of claims, photos or databases.

Whatever is verified here is returned, or :class:`fairclaim.domain.errors.IntegrityError` says what failed and where. Nothing
here reads a clock, a network, a file or a source of randomness: times, salts and keys are handed in.
"""
