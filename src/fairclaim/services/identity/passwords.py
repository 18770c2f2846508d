"""Passwords: hashed with Argon2id, two at a time, so that signing in cannot take the whole machine.

Parameters are those of RFC 9106's second choice (64 MiB, three passes, four lanes). A missing hash costs exactly as much as a
wrong password.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from fairclaim.services.identity.errors import SignInBusyError, WeakPasswordError

AT_ONCE = 2
"""Hashes; each takes 64 MiB and up to four cores."""
PATIENCE_S = 10.0
"""How long somebody waits for their turn."""
LEAST = 15
"""Characters of a password that is the only proof: NIST SP 800-63B-4, 3.1.1.2."""
MOST = 256
"""Characters; a bound on work."""
LEAST_KINDS = 5
"""Different characters."""
STRONG = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, salt_len=16, type=Type.ID)


class Passwords:
    """Makes and verifies hashes. Safe between threads; one for a process.

    Parameters
    ----------
    hasher : PasswordHasher
        With its parameters; weaker ones are for tests.
    at_once : int
        Hashes that are computed at the same time.
    """

    def __init__(
        self, hasher: PasswordHasher = STRONG, *, at_once: int = AT_ONCE, patience_s: float = PATIENCE_S
    ) -> None:
        self._hasher = hasher
        self._turns = threading.BoundedSemaphore(at_once)
        self._patience_s = patience_s
        self._nobodys = hasher.hash("a password that nobody has")

    def hash(self, password: str) -> str:
        """Return the hash of a password.

        Raises
        ------
        SignInBusyError
            If it did not get its turn in time.
        """
        with self._turn():
            return self._hasher.hash(_normal(password))

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Tell whether a password is the one of a hash. Without a hash it takes as long, and is not.

        Raises
        ------
        SignInBusyError
            If it did not get its turn in time.
        """
        with self._turn():
            try:
                self._hasher.verify(password_hash or self._nobodys, _normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience_s):
            raise SignInBusyError
        try:
            yield
        finally:
            self._turns.release()


def verify_strength(password: str, *, login: str | None) -> None:
    """Verify that a new password is not too easily guessed. No rule about kinds of characters: they make worse passwords.

    Raises
    ------
    WeakPasswordError
        If it is too short or too long, of very few characters, or contains the login.
    """
    plain = _normal(password)
    folded, name = plain.casefold(), _normal(login or "").casefold()
    has_login = len(name) > 3 and name in folded
    if not LEAST <= len(plain) <= MOST or len(set(folded)) < LEAST_KINDS or has_login:
        raise WeakPasswordError(LEAST)


def _normal(password: str) -> str:
    """Return one spelling of what keyboards write differently (NIST SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
