"""Passwords: one hash for a wrong one and for none, two at a time, one spelling."""

import threading

import pytest

from fairclaim.services.identity.errors import SignInBusyError, WeakPasswordError
from fairclaim.services.identity.passwords import STRONG, Passwords, verify_strength
from unit.services.identity.gate import CHEAP


def test_the_parameters_are_those_that_were_decided() -> None:
    assert (STRONG.memory_cost, STRONG.time_cost, STRONG.parallelism) == (65536, 3, 4)
    assert Passwords(STRONG).hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_right_wrong_missing_and_broken() -> None:
    passwords = Passwords(CHEAP)
    stored = passwords.hash("Ångström-Ⅳ words")
    assert passwords.verify(stored, "Ångström-IV words")
    assert not passwords.verify(stored, "Ångström-V words")
    assert not passwords.verify(None, "a password that nobody has")
    assert not passwords.verify("no hash", "x")
    assert not passwords.is_outdated(stored)
    assert Passwords(STRONG).is_outdated(stored)


def test_who_gets_no_turn_is_told_so() -> None:
    passwords = Passwords(CHEAP, at_once=1, patience_s=0.05)
    with passwords._turn(), pytest.raises(SignInBusyError):
        passwords.verify(None, "x")
    passwords.verify(None, "x")


def test_no_more_than_two_are_hashed_at_once() -> None:
    passwords, most, running, lock = Passwords(CHEAP), 0, 0, threading.Lock()
    both = threading.Barrier(2)

    def one() -> None:
        nonlocal most, running
        with passwords._turn():
            with lock:
                running += 1
                most = max(most, running)
            both.wait(timeout=20)
            with lock:
                running -= 1

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


@pytest.mark.parametrize("weak", ["short", "x" * 40, "abcabcabcabcabcabc", "ann@shop.example-2026", "w" * 300])
def test_what_is_easily_guessed_is_refused(weak: str) -> None:
    with pytest.raises(WeakPasswordError):
        verify_strength(weak, login="Ann@shop.example")


def test_words_in_any_script_do() -> None:
    verify_strength("correct horse battery staple", login=None)
    verify_strength("春天的第一只燕子飞过了结冰的河面", login="ann")
