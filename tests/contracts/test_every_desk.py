"""The same journeys of verbs on every desk: in memory, on SQLite, on PostgreSQL."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import func, select

from contracts.desks import SECRET_WORDS, DeskInMemory, DeskOnStore
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.decision import AppealResult, ConsequenceKind, Standing
from fairclaim.domain.desk.history import replay
from fairclaim.domain.desk.judgement import Opinion, Seat
from fairclaim.domain.desk.party import ActorKind, ClaimId, TextId
from fairclaim.domain.desk.reviewing import open_seat
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.verdict import Call
from fairclaim.runtime.examiners.pool import ExaminerPool, PoolLimits
from fairclaim.runtime.webhooks.outbox_parcels import wrap_secrets
from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.carry_out import carry_out, key_of
from fairclaim.services.count_figures import desk_figures
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.erase_person import erase_person
from fairclaim.services.errors import (
    AlreadyClaimedError,
    LeaseLostError,
    NotAllowedError,
    NotFoundError,
    OpenClaimsError,
    OtherRequestError,
    StaleClaimError,
)
from fairclaim.services.examine_claim import examine_claim, route_unexamined
from fairclaim.services.export_audit import export_audit
from fairclaim.services.file_claim import file_claim
from fairclaim.services.find_party import find_party
from fairclaim.services.keep_ties import declare_tie_of, own_ties, withdraw_tie, withdraw_tie_of
from fairclaim.services.ports.work import Work
from fairclaim.services.run_deadline import Fired, due_deadlines, run_deadline
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.take_task import renew_task, take_next
from fairclaim.services.views.party_view import PartyView
from fairclaim.store.desk.figures import read_figures
from fairclaim.store.open_store import open_store
from fairclaim.store.outbox import Endpoint
from fairclaim.store.tables.machine import Effect, Job, Mark, SharedHash
from fairclaim.store.tables.row import Row, TenantRow
from fairclaim.store.tables.traffic import OutboxMessage
from store_engines import NOON, NUMBERS, RING, Engine, empty_sqlite, postgres_engine, sqlite_engine
from store_engines import Desk as StoreDesk
from unit.services.counter import (
    ADMIN,
    AGAINST,
    AGENT,
    ALL_SHOTS,
    ANN,
    AUDITOR,
    BASIS,
    BEN,
    BUYER,
    DAN,
    EVE,
    GRANT,
    MACHINE,
    OTHER_SHOTS,
    REFUSE,
    SOME_SHOTS,
    STRANGER,
    WHY,
    photo,
)

__all__ = ["empty_sqlite", "postgres_engine"]
ROWS = [mapper.class_ for mapper in Row.registry.mappers if issubclass(mapper.class_, TenantRow)]
OTHER_BUYER = replace(BUYER, tenant="other-street")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> DeskInMemory:
    if request.param == "memory":
        return DeskInMemory()
    return on_store(request, tmp_path)


@pytest.fixture(params=["sqlite", "postgres"])
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> DeskOnStore:
    return on_store(request, tmp_path)


def on_store(request: pytest.FixtureRequest, folder: Path) -> DeskOnStore:
    """Open a store of the engine that the test asks for."""
    name = request.param
    found = request.getfixturevalue("postgres_engine") if name == "postgres" else None
    if found is None:
        found = sqlite_engine(request.getfixturevalue("empty_sqlite"), folder)
    opened = opened_desk(found)
    request.addfinalizer(opened.store.close)
    return DeskOnStore(opened, folder)


def opened_desk(found: Engine) -> StoreDesk:
    """Open a store with two tenants of its own."""
    store = open_store(found.url, ring=RING)
    mine, theirs = f"shop-{next(NUMBERS)}", f"shop-{next(NUMBERS)}"
    for tenant in (mine, theirs):
        store.add_tenant(tenant, name="A shop", at=NOON)
    return StoreDesk(found, store, mine, theirs)


def together(act: Callable[[str], object], *names: str) -> None:
    """Let several threads act at once; what one of them raises is raised here."""
    with ThreadPoolExecutor(len(names)) as pool:
        for done in [pool.submit(act, name) for name in names]:
            done.result()


def add_photo(counter: DeskInMemory, claim: ClaimId, data: bytes) -> None:
    attach_exhibit(counter.desk, BUYER, claim, photo(None, data=data))


def refused(counter: DeskInMemory) -> ClaimId:
    """Bring a claim to a refusal whose evidence is of grade A, as every desk does it."""
    desk = counter.desk
    filed = counter.file(*SOME_SHOTS, key="k-1")
    claim = filed.receipt.claim
    assert [need.shot.value for need in filed.missing] == ["other-angle", "packaging"]
    counter.examiner.call = Call.NO_TRACE
    assert examine_claim(desk, MACHINE, claim).state is State.WAITING_EVIDENCE
    counter.examiner.call = Call.FORGED
    counter.wait()
    assert add_evidence(desk, BUYER, claim, OTHER_SHOTS).state is State.SCREENING
    assert examine_claim(desk, MACHINE, claim).state is State.WAITING_MERCHANT
    counter.wait(timedelta(hours=24))
    packing = photo(None, data=b"packing", role=Role.DISPATCH)
    assert answer_claim(desk, AGENT, claim, Stance.CONTESTS, words="完好", uploads=(packing,)).state is State.IN_REVIEW
    assert examine_claim(desk, MACHINE, claim).state is State.IN_REVIEW
    counter.judged(ANN, claim, AGAINST)
    assert counter.claim(claim).state is State.SECOND_REVIEW
    assert take_next(desk, ANN) is None
    counter.judged(BEN, claim, AGAINST)
    assert decide_claim(desk, BEN, claim, reasons=WHY, basis=BASIS).state is State.DECIDED
    carry_out(desk, MACHINE, claim)
    return claim


def overturned(counter: DeskInMemory, claim: ClaimId) -> None:
    counter.wait(timedelta(days=2))
    appeal_claim(counter.desk, BUYER, claim, words="请再看一次")
    assert take_next(counter.desk, ANN) is None
    counter.judged(EVE, claim, GRANT)
    assert decide_claim(counter.desk, EVE, claim, reasons=WHY, basis=BASIS).state is State.CLOSED


def test_a_wrong_refusal_is_overturned_and_everything_is_withdrawn(counter: DeskInMemory) -> None:
    claim = refused(counter)
    seen = see_claim(counter.desk, BUYER, claim)
    assert isinstance(seen, PartyView)
    assert seen.decisions[0].reasons == WHY
    waiting = {one.kind for one in counter.claim(claim).consequences if one.standing is Standing.DUE}
    assert waiting == {ConsequenceKind.MARK, ConsequenceKind.SHARED_HASH}
    overturned(counter, claim)
    assert counter.claim(claim).appeal_result is AppealResult.OVERTURNED
    carry_out(counter.desk, MACHINE, claim)
    for one in counter.claim(claim).consequences:
        is_old = one.id.startswith("decision-1/")
        assert one.standing is (Standing.UNWOUND if is_old else Standing.EXECUTED), one.id
    counter.wait(timedelta(days=90))
    assert not due_deadlines(counter.desk, MACHINE)
    assert take_next(counter.desk, DAN) is None


def test_the_history_replays_to_the_claim_and_lies_in_the_log(counter: DeskInMemory) -> None:
    claim = refused(counter)
    events = counter.desk.units.read(MACHINE.tenant, lambda work: tuple(work.claims.events(claim)))
    logged = counter.desk.units.read(MACHINE.tenant, lambda work: tuple(work.log.read(after=0, limit=999)))
    assert replay(events) == counter.claim(claim)
    assert [one.position for one in logged] == list(range(1, len(events) + 1))
    assert [one.event for one in logged] == list(events)


def test_a_request_that_comes_twice_has_one_effect(counter: DeskInMemory) -> None:
    first = counter.file(*ALL_SHOTS, key="k")
    assert counter.file(*ALL_SHOTS, key="k") == first
    with pytest.raises(OtherRequestError):
        counter.file(*SOME_SHOTS, key="k")
    with pytest.raises(AlreadyClaimedError):
        counter.file(*ALL_SHOTS, key="another")
    counter.wait(timedelta(hours=25))
    with pytest.raises(AlreadyClaimedError):  # the key is forgotten, the open claim is not
        counter.file(*ALL_SHOTS, key="k")


def test_a_long_key_of_a_caller_is_one_key(counter: DeskInMemory) -> None:
    assert counter.file(*ALL_SHOTS, key="k" * 255) == counter.file(*ALL_SHOTS, key="k" * 255)


def test_a_claim_that_moved_meanwhile_is_stale(counter: DeskInMemory) -> None:
    claim = counter.filed(*ALL_SHOTS)
    before = counter.claim(claim)
    examine_claim(counter.desk, MACHINE, claim)
    after = counter.claim(claim)
    events = counter.desk.units.read(MACHINE.tenant, lambda work: tuple(work.claims.events(claim)))
    with pytest.raises(StaleClaimError):
        counter.desk.units.write(
            MACHINE.tenant, lambda work: work.claims.save(after, events[before.sequence :], expected=before.sequence)
        )
    assert counter.claim(claim) == after


def test_what_raises_leaves_nothing(counter: DeskInMemory) -> None:
    def fails(work: Work) -> None:
        work.people.add_text(TextId("t-1"), "words", person=BUYER.person, at=counter.now)
        raise NotFoundError

    with pytest.raises(NotFoundError):
        counter.desk.units.write(MACHINE.tenant, fails)
    assert counter.desk.units.read(MACHINE.tenant, lambda work: work.people.text(TextId("t-1"))) is None


def test_tenants_are_apart(counter: DeskInMemory) -> None:
    claim = counter.filed(*ALL_SHOTS)
    with pytest.raises(NotFoundError):
        see_claim(counter.desk, OTHER_BUYER, claim)
    with pytest.raises(NotFoundError):
        see_claim(counter.desk, STRANGER, claim)
    theirs = file_claim(counter.desk, OTHER_BUYER, counter.wish(*ALL_SHOTS), key="k").receipt.claim
    with pytest.raises(NotFoundError):
        see_claim(counter.desk, BUYER, theirs)


def test_originals_and_words_come_back_as_they_were(counter: DeskInMemory) -> None:
    claim = counter.filed(*ALL_SHOTS)
    seen = see_claim(counter.desk, BUYER, claim)
    assert isinstance(seen, PartyView)
    shown = {see_exhibit(counter.desk, BUYER, claim, ExhibitId(one.exhibit)) for one in seen.files}
    assert shown == {one.data for one in ALL_SHOTS}
    assert seen.words is not None
    assert see_words(counter.desk, BUYER, claim, TextId(seen.words)) == SECRET_WORDS


def test_erasure_waits_for_open_claims_and_then_leaves_events_only(counter: DeskInMemory) -> None:
    claim = counter.filed(*ALL_SHOTS)
    examine_claim(counter.desk, MACHINE, claim)
    with pytest.raises(OpenClaimsError):
        erase_person(counter.desk, ADMIN, BUYER.person)
    withdraw_claim(counter.desk, BUYER, claim)
    seen = see_claim(counter.desk, BUYER, claim)
    assert isinstance(seen, PartyView)
    before = counter.claim(claim)
    assert erase_person(counter.desk, ADMIN, BUYER.person)
    assert not erase_person(counter.desk, ADMIN, BUYER.person)
    assert counter.claim(claim) == before
    assert {see_exhibit(counter.desk, BUYER, claim, ExhibitId(one.exhibit)) for one in seen.files} == {None}
    assert seen.words is not None
    assert see_words(counter.desk, BUYER, claim, TextId(seen.words)) is None
    kept = counter.desk.units.read(MACHINE.tenant, lambda work: tuple(work.exhibits.of_claim(claim)))
    assert {(one.name, one.sha256, one.address) for one in kept} == {("", None, None)}


def test_silence_of_both_sides_ends_in_a_review_by_people_once(counter: DeskInMemory) -> None:
    counter.examiner.call = Call.NO_TRACE
    claim = counter.screened(*SOME_SHOTS)
    counter.wait(timedelta(hours=73))
    due = due_deadlines(counter.desk, MACHINE)
    assert [one.purpose for one in due] == ["warn", "expire"]
    assert [run_deadline(counter.desk, MACHINE, one) for one in due] == [Fired.TOOK_EFFECT] * 2
    assert [run_deadline(counter.desk, MACHINE, one) for one in due] == [Fired.NOTHING_TO_DO] * 2
    assert open_seat(counter.claim(claim)) is Seat.FIRST


def test_a_lease_that_is_over_goes_on_until_somebody_takes_the_task(counter: DeskInMemory) -> None:
    in_review(counter)
    mine = take_next(counter.desk, ANN)
    assert mine is not None
    counter.wait()
    assert renew_task(counter.desk, ANN, mine.task).until > counter.now
    counter.wait()
    other = take_next(counter.desk, BEN)
    assert other is not None
    assert other.task == mine.task
    with pytest.raises(LeaseLostError):
        renew_task(counter.desk, ANN, mine.task)


def test_two_who_file_at_once_make_one_claim(counter: DeskInMemory) -> None:
    if type(counter) is DeskInMemory:
        pytest.skip("the store in memory belongs to one thread")
    answers: list[object] = []
    start = threading.Barrier(2)

    def go(key: str) -> None:
        start.wait()
        try:
            answers.append(counter.file(*SOME_SHOTS, key=key).receipt.claim)
        except AlreadyClaimedError as error:
            answers.append(error.code)

    together(go, "a", "b")
    assert sorted(str(one).split("-")[0] for one in answers) == ["already", "claim"]


def test_one_request_sent_twice_at_once_is_answered_alike(counter: DeskInMemory) -> None:
    if type(counter) is DeskInMemory:
        pytest.skip("the store in memory belongs to one thread")
    answers: list[object] = []
    together(lambda key: answers.append(counter.file(*SOME_SHOTS, key=key)), "same", "same")
    assert answers[0] == answers[1]


def test_two_writers_of_one_claim_both_get_their_turn(counter: DeskInMemory) -> None:
    if type(counter) is DeskInMemory:
        pytest.skip("the store in memory belongs to one thread")
    claim = counter.filed()
    together(
        lambda data: add_photo(counter, claim, data.encode()),
        *(f"photo {number}" for number in range(4)),
    )
    assert len(counter.claim(claim).evidence) == 4
    assert replay(counter.desk.units.read(MACHINE.tenant, lambda work: work.claims.events(claim))) == counter.claim(
        claim
    )


def test_a_mark_and_a_shared_hash_stand_until_an_appeal_would_have_withdrawn_them(stored: DeskOnStore) -> None:
    claim = refused(stored)
    stored.wait(timedelta(days=30))
    for one in due_deadlines(stored.desk, MACHINE):
        run_deadline(stored.desk, MACHINE, one)
    assert stored.claim(claim).state is State.CLOSED
    carry_out(stored.desk, MACHINE, claim)
    with stored.on.store.read(stored.on.mine) as work:
        assert work.session.scalars(select(func.count(Mark.id)).where(Mark.withdrawn_at.is_(None))).one() == 1
        hashes = work.session.scalars(select(SharedHash)).all()
        assert len(hashes) == len(ALL_SHOTS)
    counts = stored.desk.units.read(MACHINE.tenant, lambda work: work.standing.counts(BUYER.person, at=stored.now))
    assert (counts.confirmed_adverse, counts.upheld_claims, counts.open_claims) == (1, 0, 0)
    found, carrier = stored.claim(claim), stored.desk.carrier
    for made in found.consequences:  # as if an appeal had ordered all of it back
        key = key_of(found, made)
        carrier.take_back(MACHINE.tenant, found, made, key=key)
        assert carrier.carry_out(MACHINE.tenant, found, made, key=key) == made.reference
    with stored.on.store.read(stored.on.mine) as work:
        assert work.session.scalars(select(func.count(Mark.id)).where(Mark.withdrawn_at.is_(None))).one() == 0
        assert work.session.scalars(select(SharedHash).where(SharedHash.withdrawn_at.is_(None))).all() == []
        assert work.session.scalars(select(Effect).where(Effect.taken_back_at.is_(None))).all() == []


def test_everybody_who_relied_on_a_refusal_is_told_once_that_it_is_withdrawn(stored: DeskOnStore) -> None:
    hook = Endpoint(id="hook", url="https://shop.example/hook", secret=wrap_secrets(RING, bytes(32)), kinds=())
    with stored.on.store.write(stored.on.mine) as work:
        work.outbox.add_endpoint(hook, at=stored.now)
    claim = refused(stored)
    overturned(stored, claim)
    carry_out(stored.desk, MACHINE, claim)
    carry_out(stored.desk, MACHINE, claim)
    with stored.on.store.read(stored.on.mine) as work:
        rows = [(row.id, row.kind, row.body) for row in work.session.scalars(select(OutboxMessage))]
        paid = work.trade.order("order-1").lines[0].refunded_minor
    withdrawn = [body["consequence"] for _, kind, body in rows if kind == "consequence-withdrawn"]
    assert sorted(withdrawn) == ["decision-1/notice-buyer", "decision-1/notice-merchant", "decision-1/statistics"]
    assert "decision-2/remedy" in [body["consequence"] for _, kind, body in rows if kind == "consequence-due"]
    assert paid == 10_000
    assert all("." not in name and len(name) <= 64 for name, _, _ in rows)
    counts = stored.desk.units.read(MACHINE.tenant, lambda work: work.standing.counts(BUYER.person, at=stored.now))
    assert (counts.confirmed_adverse, counts.upheld_claims, counts.open_claims) == (0, 1, 0)


@pytest.mark.parametrize("opinion", [GRANT, REFUSE])
def test_operators_and_supervisors_are_told_the_same_of_what_was_overturned(
    stored: DeskOnStore, opinion: Opinion
) -> None:
    claim = refused(stored)
    stored.wait(timedelta(days=2))
    appeal_claim(stored.desk, BUYER, claim)
    stored.judged(EVE, claim, opinion)
    decide_claim(stored.desk, EVE, claim, reasons=WHY, basis=BASIS)
    told = {
        one.name: one.value for one in read_figures(stored.on.store, now=stored.now) if one.tenant == stored.on.mine
    }
    seen = desk_figures(stored.desk, ADMIN)
    assert (seen.overturned.hits, seen.overturned.total) == (1, 1), "a milder refusal overturns one, too"
    assert told["decisions_overturned_ratio"] == seen.overturned.hits / seen.overturned.total
    assert told["false_accusation_ratio"] == seen.wrongly_adverse.hits / seen.wrongly_adverse.total


def test_two_workers_carry_one_consequence_out_once(stored: DeskOnStore) -> None:
    claim = refused(stored)
    one = stored.claim(claim).consequences[0]
    key = f"{claim}/again"
    got: list[object] = []
    together(
        lambda _: got.append(stored.desk.carrier.carry_out(MACHINE.tenant, stored.claim(claim), one, key=key)), "1", "2"
    )
    assert got[0] == got[1]
    assert got[0] is not None


def test_erasure_reaches_marks_hashes_and_every_file(stored: DeskOnStore) -> None:
    claim = refused(stored)
    stored.wait(timedelta(days=30))
    for one in due_deadlines(stored.desk, MACHINE):
        run_deadline(stored.desk, MACHINE, one)
    carry_out(stored.desk, MACHINE, claim)
    kept = stored.desk.units.read(MACHINE.tenant, lambda work: tuple(work.exhibits.of_claim(claim)))
    digests = [one.sha256 for one in kept if one.person == BUYER.person]
    erase_person(stored.desk, ADMIN, BUYER.person)
    with stored.on.store.read(stored.on.mine) as work:
        assert work.session.scalars(select(Mark)).all() == []
        assert work.session.scalars(select(SharedHash)).all() == []
        jobs = work.session.scalars(select(Job.kind).where(Job.done_at.is_(None))).all()
        assert "forget-photos" in jobs
        everything = [vars(one) for row in ROWS for one in work.session.scalars(select(row)).all()]
    assert digests
    for digest in digests:
        assert str(digest) not in str(everything)


def test_an_auditor_reads_the_log_page_by_page(counter: DeskInMemory) -> None:
    refused(counter)
    first = export_audit(counter.desk, AUDITOR, after=0, limit=10)
    rest = export_audit(counter.desk, AUDITOR, after=first.after, limit=500)
    assert [one["position"] for one in (*first.records, *rest.records)] == list(range(1, rest.after + 1))


def test_an_examiner_that_is_broken_holds_nobody_up(counter: DeskInMemory) -> None:
    claim = counter.filed(*ALL_SHOTS)
    route_unexamined(counter.desk, MACHINE, claim)
    assert counter.claim(claim).state is not State.FILED


def in_review(counter: DeskInMemory) -> ClaimId:
    claim = counter.screened(*ALL_SHOTS)
    assert answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS, words=None).state is State.IN_REVIEW
    return claim


def test_the_real_examiner_says_something_of_a_real_photo(stored: DeskOnStore) -> None:
    canvas = np.random.default_rng(1).integers(0, 255, (96, 128, 3), dtype=np.uint8)
    written = io.BytesIO()
    Image.fromarray(canvas).save(written, "JPEG", quality=92)
    with ExaminerPool(version="real", limits=PoolLimits(processes=1)) as pool:
        stored.desk = replace(stored.desk, examiner=pool)
        claim = stored.filed(*(photo(one.shot, data=written.getvalue()) for one in ALL_SHOTS))
        examine_claim(stored.desk, MACHINE, claim)
    found = stored.claim(claim)
    assert found.examined is not None
    assert found.examined.call in set(Call)
    assert found.state is not State.FILED


def test_a_tie_is_kept_with_who_declared_it_until_it_is_taken_back(stored: DeskOnStore) -> None:
    with stored.on.store.write(stored.on.mine) as work:
        for person in (BEN.person, ADMIN.person):
            work.persons.add(person, kind="staff", at=stored.now)
    merchant = ActorKind.MERCHANT
    tie = declare_tie_of(stored.desk, ADMIN, BEN.person, merchant, "s-77")
    assert own_ties(stored.desk, BEN) == [tie]
    assert (tie.reference, tie.declared_by) == ("s-77", ADMIN.person)
    assert find_party(stored.desk, ADMIN, merchant, "s-77") == tie.party
    with pytest.raises(NotAllowedError):
        withdraw_tie(stored.desk, BEN, tie.party)
    with pytest.raises(NotFoundError):
        declare_tie_of(stored.desk, ADMIN, BUYER.person, merchant, "s-77")
    erase_person(stored.desk, ADMIN, tie.party)
    assert [one.reference for one in own_ties(stored.desk, BEN)] == [None]
    with pytest.raises(NotFoundError):
        find_party(stored.desk, ADMIN, merchant, "s-77")
    withdraw_tie_of(stored.desk, ADMIN, BEN.person, tie.party)
    assert own_ties(stored.desk, BEN) == []
