from dataclasses import replace

import pytest

from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.desk.refusals import ConflictOfInterestError
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.caller import Role
from fairclaim.services.errors import NotAllowedError
from fairclaim.services.file_claim import file_claim
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.see_looks import LooksWish, export_looks, see_looks
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BEN, BUYER, ORDER, REFUSE, SUE, WISH, Counter
from unit.services.shop import TOLD, opened


def looked_at() -> tuple[Counter, ClaimId]:
    """Return a desk where ann has judged a claim, and ben has looked at a photo and at the buyer's words."""
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, REFUSE)
    found = counter.claim(claim)
    see_claim(counter.desk, BEN, claim)
    see_exhibit(counter.desk, BEN, claim, found.evidence[0].exhibit)
    assert found.words is not None
    see_words(counter.desk, BEN, claim, found.words)
    see_exhibit(counter.desk, BUYER, claim, found.evidence[0].exhibit)
    counter.wait()
    return counter, claim


def another_claim(counter: Counter) -> ClaimId:
    """File a claim about another order."""
    counter.rows.orders["order-2"] = replace(ORDER, id="order-2")
    return file_claim(counter.desk, BUYER, replace(WISH, order="order-2")).receipt.claim


def test_a_claim_is_asked_for_with_everything_in_it() -> None:
    counter, claim = looked_at()
    other = another_claim(counter)
    see_claim(counter.desk, SUE, other)
    found = see_looks(counter.desk, AUDITOR, LooksWish(about=claim)).things
    assert {(one.person, one.kind) for one in found} >= {(BEN.person, kind) for kind in ("claim", "exhibit", "text")}
    assert not {one.person for one in found} & {BUYER.person, SUE.person}, "parties are not written down for looking"
    assert {one.details.get("claim") for one in found if one.kind in ("exhibit", "text")} == {claim}
    acts = see_looks(counter.desk, AUDITOR, LooksWish(about=claim, with_acts=True)).things
    assert {one.action for one in acts} >= {"judge", "take-task", "see"}


def test_a_person_or_a_file_or_a_time_narrows_it() -> None:
    counter, claim = looked_at()
    photo = counter.claim(claim).evidence[0].exhibit
    assert {one.person for one in see_looks(counter.desk, AUDITOR, LooksWish(person="ben")).things} == {"ben"}
    assert {one.thing for one in see_looks(counter.desk, AUDITOR, LooksWish(about=photo)).things} == {photo}
    assert see_looks(counter.desk, AUDITOR, LooksWish(person="ben", since=counter.now)).things == ()
    assert see_looks(counter.desk, AUDITOR, LooksWish(person="ben", before=counter.now)).things


def test_pages_hold_everything_once_the_newest_first() -> None:
    counter, claim = looked_at()
    wish = LooksWish(person="ben")
    whole = export_looks(counter.desk, AUDITOR, wish)
    page = see_looks(counter.desk, AUDITOR, wish, limit=1)
    paged = page.things
    while page.cursor is not None:
        page = see_looks(counter.desk, AUDITOR, wish, cursor=page.cursor, limit=1)
        paged += page.things
    assert paged == whole
    assert [one.at for one in whole] == sorted((one.at for one in whole), reverse=True)
    assert claim in {one.thing for one in whole}


def test_an_order_is_named_by_its_number() -> None:
    shop = opened()
    claim = shop.file().receipt.claim
    see_claim(shop.counter.desk, ANN, claim)
    assert TOLD.number is not None
    assert [one.thing for one in see_looks(shop.counter.desk, AUDITOR, LooksWish(about=TOLD.number)).things] == [claim]


def test_asking_is_written_down_and_what_leads_nowhere_is_not_kept() -> None:
    counter, claim = looked_at()
    see_looks(counter.desk, AUDITOR, LooksWish(about=claim))
    see_looks(counter.desk, AUDITOR, LooksWish(about="Zhang San, 138 0000 0000"))
    see_looks(counter.desk, AUDITOR, LooksWish(person="138 0000 0000"))
    see_looks(counter.desk, AUDITOR, LooksWish(person="ben"))
    noted = [one.thing for one in counter.rows.audit if one.kind == "audit"]
    assert noted == [claim, "all", "all", "ben"]


def test_only_an_auditor_who_judges_nothing_and_has_no_tie_reads_it() -> None:
    counter, claim = looked_at()
    both = replace(AUDITOR, roles=AUDITOR.roles | {Role.REVIEWER})
    for who in (ANN, ADMIN, BUYER, both):
        with pytest.raises(NotAllowedError):
            see_looks(counter.desk, who, LooksWish())
        with pytest.raises(NotAllowedError):
            export_looks(counter.desk, who, LooksWish())
    counter.rows.ties[AUDITOR.person] = frozenset({BUYER.person})
    with pytest.raises(ConflictOfInterestError):
        see_looks(counter.desk, AUDITOR, LooksWish(about=claim))
