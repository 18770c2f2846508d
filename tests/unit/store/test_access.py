"""Accounts have the roles that were set, and no others."""

import pytest

from fairclaim.store.access import KnownAccount
from fairclaim.store.errors import AlreadyThereError, NotThereError
from store_engines import NOON, Desk
from unit.store.samples import buyer


def test_an_account_has_exactly_the_roles_that_were_set(desk: Desk) -> None:
    account = KnownAccount(
        id="a1",
        person="buyer-1",
        password_hash="$argon2id$x",  # noqa: S106  (a hash, and of nothing)
        is_active=True,
        roles=frozenset({"reviewer", "admin"}),
    )
    with desk.store.write(desk.mine) as work:
        buyer(work, login="Ann@Shop.example")
        work.access.add_account(account, at=NOON)
    with desk.store.write(desk.mine) as work:
        assert work.access.account("a1") == account
        (person,) = work.persons.find("login", "ann@shop.EXAMPLE")
        assert work.access.accounts_of(person) == (account,)
        work.access.set_roles("a1", ["senior"], at=NOON)
        assert work.access.account("a1").roles == {"senior"}
        with pytest.raises(NotThereError):
            work.access.account("a2")
    with pytest.raises(AlreadyThereError), desk.store.write(desk.mine) as work:
        work.access.set_roles("a1", ["emperor"], at=NOON)
