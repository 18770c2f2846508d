"""Proofs that a stranger can check: pure functions over bytes, which know nothing of claims, photos or databases.

Whatever is verified here is returned, or :class:`fairclaim.domain.errors.IntegrityError` says what failed and where.
Nothing here reads a clock, a network or a file: times, salts and keys are handed in. Randomness is drawn inside packages
only, for the nonces of time requests, SM2 and age.
"""
