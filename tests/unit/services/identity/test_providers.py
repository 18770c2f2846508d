"""Sign-in at a provider: a journey belongs to one browser and ends once, and equal names link nobody."""

from dataclasses import dataclass, field, replace

import pytest

from fairclaim.services.caller import Role
from fairclaim.services.errors import NotFoundError
from fairclaim.services.identity.accounts import link_subject, shut_account
from fairclaim.services.identity.door import ProviderSetup
from fairclaim.services.identity.errors import LoginTakenError, WrongCredentialsError
from fairclaim.services.identity.providers import Departure, arrive, depart
from fairclaim.services.identity.sessions import Opened
from fairclaim.services.ports.identity import Journey, Proof
from store_engines import NOON
from unit.services.identity.gate import HOME, Gate

BACK = "https://desk.example/back"
PLATFORM = "platform"


@dataclass
class FakeProvider:
    """Answers each code with the subject of its name, and remembers the journey."""

    seen: list[Journey] = field(default_factory=list)

    def address(self, journey: Journey) -> str:
        self.seen.append(journey)
        return f"https://platform.example/authorize?state={journey.state}"

    def subject(self, code: str, journey: Journey) -> str:
        assert journey in self.seen
        return code


def with_provider(gate: Gate, *, admits_buyers: bool = False) -> FakeProvider:
    provider = FakeProvider()
    setup = ProviderSetup(provider=provider, admits_buyers=admits_buyers)
    gate.door = replace(gate.door, providers={(gate.tenant, PLATFORM): setup})
    return provider


def left(gate: Gate) -> Departure:
    return depart(gate.door, gate.tenant, PLATFORM, back=BACK, address=HOME)


def back(gate: Gate, departure: Departure, code: str, *, secret: str | None = None) -> Opened:
    return arrive(
        gate.door,
        gate.tenant,
        PLATFORM,
        secret=secret or departure.secret,
        state=departure.address.rpartition("=")[2],
        code=code,
        back=BACK,
        address=HOME,
    )


def test_a_linked_subject_signs_in(gate: Gate) -> None:
    provider = with_provider(gate)
    admin, ann = gate.admin(), gate.member()
    for _ in range(2):
        link_subject(gate.door, admin, ann.account, provider=PLATFORM, subject="sub-1")
    assert gate.audit().count("link-subject") == 1
    who = gate.who(back(gate, left(gate), "sub-1"))
    assert (who.account.id, who.session.proven_by) == (ann.account, Proof.PROVIDER)
    journey = provider.seen[-1]
    assert len({journey.state, journey.nonce, journey.verifier}) == 3
    bob = gate.member(login="bob@shop.example")
    with pytest.raises(LoginTakenError):
        link_subject(gate.door, admin, bob.account, provider=PLATFORM, subject="sub-1")
    shut_account(gate.door, admin, ann.account)
    with pytest.raises(WrongCredentialsError):
        back(gate, left(gate), "sub-1")


def test_an_unlinked_subject_is_nobody_whatever_it_is_called(gate: Gate) -> None:
    with_provider(gate)
    admin, ann = gate.admin(), gate.member()
    link_subject(gate.door, admin, ann.account, provider=PLATFORM, subject="sub-1")
    for subject in ("SUB-1", "sub-2", "ann@shop.example", " sub-1"):
        with pytest.raises(WrongCredentialsError):
            back(gate, left(gate), subject)


def test_a_journey_ends_once_in_its_own_browser_and_in_time(gate: Gate) -> None:
    with_provider(gate)
    ann = gate.member()
    link_subject(gate.door, gate.admin(), ann.account, provider=PLATFORM, subject="sub-1")
    mine, attackers = left(gate), left(gate)
    with pytest.raises(WrongCredentialsError):  # a link that an attacker sent: their state, my browser
        back(gate, attackers, "sub-1", secret=mine.secret)
    back(gate, mine, "sub-1")
    with pytest.raises(WrongCredentialsError):
        back(gate, mine, "sub-1")
    late = left(gate)
    gate.later(minutes=10)
    with pytest.raises(WrongCredentialsError):
        back(gate, late, "sub-1")


def test_a_provider_is_one_of_its_tenant_only(gate: Gate) -> None:
    with_provider(gate)
    for tenant, name in ((gate.desk.theirs, PLATFORM), (gate.tenant, "other"), ("no-such-shop", PLATFORM)):
        with pytest.raises(NotFoundError):
            depart(gate.door, tenant, name, back=BACK, address=HOME)
    with pytest.raises(NotFoundError):
        link_subject(gate.door, gate.admin(), gate.member().account, provider="other", subject="x")


def test_a_platforms_buyer_comes_in_as_the_buyer_that_the_platform_named(gate: Gate) -> None:
    with gate.desk.store.write(gate.tenant) as work:
        work.persons.add("buyer-1", kind="buyer", at=NOON, fields={"platform-account": "U-77"})
        work.persons.add("merchant-1", kind="merchant", at=NOON, fields={"platform-account": "M-1"})
        for twin in ("buyer-2", "buyer-3"):
            work.persons.add(twin, kind="buyer", at=NOON, fields={"platform-account": "U-88"})
    with_provider(gate)
    with pytest.raises(WrongCredentialsError):
        back(gate, left(gate), "U-77")
    with_provider(gate, admits_buyers=True)
    first = gate.who(back(gate, left(gate), "U-77"))
    again = gate.who(back(gate, left(gate), "U-77"))
    assert first.caller.person == "buyer-1"
    assert first.caller.roles == {Role.BUYER}
    assert first.account.id == again.account.id
    for nobody in ("u-77", "M-1", "U-88", "U-99"):
        with pytest.raises(WrongCredentialsError):
            back(gate, left(gate), nobody)
    with gate.desk.store.write(gate.tenant) as work:
        work.persons.erase("buyer-1", at=gate.now)
    with pytest.raises(WrongCredentialsError):
        back(gate, left(gate), "U-77")
