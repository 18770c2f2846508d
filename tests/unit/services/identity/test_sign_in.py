"""Passwords over a real store: guessing gets slower, and unknown and wrong are told apart by nothing."""

import threading
from dataclasses import replace

import pytest

from fairclaim.services.identity.accounts import shut_account
from fairclaim.services.identity.crowd import Allowance, Crowd
from fairclaim.services.identity.door import DoorRules
from fairclaim.services.identity.errors import (
    NotSignedInError,
    TooManyAttemptsError,
    WeakPasswordError,
    WrongCredentialsError,
)
from fairclaim.services.identity.sessions import signed_in
from fairclaim.services.identity.sign_in import change_password, confirm_password, sign_in, wait_after
from fairclaim.services.ports.identity import Proof
from unit.services.identity.gate import HOME, LOGIN, PASSWORD, Gate

NEW = "other words for another day"
FREE = DoorRules().free_attempts


def test_the_right_password_signs_in_however_the_login_is_spelled(gate: Gate) -> None:
    invited = gate.member()
    who = gate.who(gate.enter(" ANN@shop.Example "))
    assert (who.caller.tenant, who.caller.person) == (gate.tenant, invited.person)
    assert who.session.proven_by is Proof.PASSWORD


def test_unknown_wrong_shut_and_without_password_cost_one_hash_and_sound_alike(gate: Gate) -> None:
    admin = gate.admin()
    gate.member()
    gate.invited(login="bob@shop.example")
    shut = gate.member(login="eve@shop.example")
    shut_account(gate.door, admin, shut.account)
    heard = set()
    for tenant, login, password in (
        (gate.tenant, LOGIN, "wrong"),
        (gate.tenant, "nobody@shop.example", PASSWORD),
        (gate.tenant, "bob@shop.example", PASSWORD),
        (gate.tenant, "eve@shop.example", PASSWORD),
        (gate.desk.theirs, LOGIN, PASSWORD),
        ("no-such-shop", LOGIN, PASSWORD),
    ):
        before = gate.passwords.verified
        with pytest.raises(WrongCredentialsError) as refused:
            sign_in(gate.door, tenant, login, password, address=HOME)
        heard.add(str(refused.value))
        assert gate.passwords.verified == before + 1
    assert len(heard) == 1


@pytest.mark.parametrize("login", [LOGIN, "nobody@shop.example"])
def test_guessing_gets_slower_for_every_login_and_costs_no_hash(gate: Gate, login: str) -> None:
    gate.member()
    for _ in range(FREE):
        with pytest.raises(WrongCredentialsError):
            gate.enter(login, "wrong")
    waits = []
    for _ in range(4):
        before = gate.passwords.verified
        with pytest.raises(TooManyAttemptsError) as refused:
            gate.enter(login, PASSWORD)
        assert gate.passwords.verified == before
        waits.append(refused.value.retry_after_s)
        gate.later(seconds=waits[-1])
        with pytest.raises(WrongCredentialsError):
            gate.enter(login, "wrong")
    assert waits == [2, 4, 8, 16]


def test_after_the_wait_the_right_password_works_and_everything_is_forgotten(gate: Gate) -> None:
    gate.member()
    for _ in range(FREE):
        with pytest.raises(WrongCredentialsError):
            gate.enter(password="wrong")  # noqa: S106
    gate.later(seconds=2)
    gate.enter()
    for _ in range(FREE):
        with pytest.raises(WrongCredentialsError):
            gate.enter(password="wrong")  # noqa: S106
    gate.later(days=2)
    with pytest.raises(WrongCredentialsError):
        gate.enter(password="wrong")  # noqa: S106
    gate.enter()


def test_no_wait_is_longer_than_the_longest() -> None:
    rules = DoorRules()
    assert wait_after(10**6, rules) == rules.longest_wait
    assert not wait_after(0, rules)


def test_many_guesses_at_the_same_moment_are_as_many(gate: Gate) -> None:
    gate.member()
    refused: list[type[Exception]] = []
    start = threading.Barrier(12)

    def guess() -> None:
        start.wait()
        try:
            gate.enter(password="wrong")  # noqa: S106
        except (WrongCredentialsError, TooManyAttemptsError) as error:
            refused.append(type(error))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused.count(WrongCredentialsError) == FREE
    assert len(refused) == 12


def test_a_part_of_the_network_runs_out_before_anything_is_looked_up(gate: Gate) -> None:
    gate.member()
    gate.door = replace(gate.door, crowd=Crowd(neighbours=Allowance(burst=2, per_s=1)))
    for number in range(2):
        with pytest.raises(WrongCredentialsError):
            gate.enter(f"somebody-{number}", "wrong")
    before = gate.passwords.verified
    with pytest.raises(TooManyAttemptsError):
        gate.enter()
    assert gate.passwords.verified == before
    gate.enter(address="198.51.100.1")


def test_a_hash_of_older_parameters_is_made_anew(gate: Gate) -> None:
    from argon2 import PasswordHasher

    invited = gate.member()
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    gate.door.units.write(gate.tenant, lambda work: work.accounts.set_password(invited.account, old))
    gate.enter()
    found = gate.door.units.read(gate.tenant, lambda work: work.accounts.find(invited.account))
    assert found is not None
    assert found.password_hash is not None
    assert "m=8,t=1" in found.password_hash
    gate.enter()


def test_a_new_password_ends_other_sessions_and_changes_the_token(gate: Gate) -> None:
    gate.member()
    elsewhere, here = gate.enter(), gate.enter()
    changed = change_password(gate.door, gate.who(here), PASSWORD, NEW, address=HOME)
    assert gate.who(changed).session.id == here.session.id
    for gone in (elsewhere, here):
        with pytest.raises(NotSignedInError):
            gate.who(gone)
    with pytest.raises(WrongCredentialsError):
        gate.enter()
    gate.enter(password=NEW)
    assert "change-password" in gate.audit()


def test_a_password_is_changed_by_who_knows_the_old_one_only(gate: Gate) -> None:
    gate.member()
    who = gate.who(gate.enter())
    with pytest.raises(WrongCredentialsError):
        change_password(gate.door, who, "wrong", NEW, address=HOME)
    with pytest.raises(WeakPasswordError):
        change_password(gate.door, who, PASSWORD, "weak", address=HOME)
    with pytest.raises(WrongCredentialsError):
        confirm_password(gate.door, who, "wrong", address=HOME)
    again = confirm_password(gate.door, who, PASSWORD, address=HOME)
    assert signed_in(gate.door, again.token).session.id == who.session.id
