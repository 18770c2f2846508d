"""API keys and accounts: secrets are shown once, and every wrong key is refused in the same words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fairclaim.store.access import KnownAccount
from fairclaim.store.errors import AlreadyThereError, NotThereError
from fairclaim.store.tables.traffic import ApiKey
from store_engines import NOON, Desk
from unit.store.samples import buyer

LATER = NOON + timedelta(days=1)


def test_a_key_opens_until_it_is_revoked_or_expires(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        sent = work.access.issue_key("k1", scopes=["claims:write", "claims:read"], at=NOON, expires_at=LATER)
        assert work.access.verify_key(sent, at=NOON).scopes == {"claims:read", "claims:write"}
        with pytest.raises(NotThereError, match=r"Not found: API key\."):
            work.access.verify_key(sent, at=LATER)
        work.access.revoke_key("k1", at=NOON)
        with pytest.raises(NotThereError, match=r"Not found: API key\."):
            work.access.verify_key(sent, at=NOON)
        with pytest.raises(NotThereError):
            work.access.revoke_key("k2", at=NOON)


def test_the_secret_is_kept_nowhere_and_others_do_not_open(desk: Desk) -> None:
    with desk.store.write(desk.mine) as work:
        sent = work.access.issue_key("k1", scopes=[], at=NOON)
        row = work.session.scalars(select(ApiKey)).one()
        assert sent.split(".")[2] not in str(vars(row))
        for wrong in ("", "fck", "fck.k1", "fck.k1.x", f"{sent}x", sent.replace("k1", "k2"), sent.replace("fck", "x")):
            with pytest.raises(NotThereError):
                work.access.verify_key(wrong, at=NOON)
    with desk.store.read(desk.theirs) as work, pytest.raises(NotThereError):
        work.access.verify_key(sent, at=NOON)


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
