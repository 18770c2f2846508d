from datetime import timedelta
from pathlib import Path

from fairclaim.credit.history import LinkKind, PersonHistory, Shared, Weighed
from fairclaim.credit.measure import Measure, MeasureKind, MeasureMove, MeasureState, Step
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import PersonId
from fairclaim.services.own_data import own_corrections
from unit.services.shop import opened
from unit.web.party_shop import key_in, party_shop


def test_a_buyer_sees_takes_along_and_corrects(tmp_path: Path) -> None:
    shop = opened()
    shop.file()
    with party_shop(tmp_path, shop) as there:
        page = there.buyer.get("/own-data")
        assert "once your open claim has ended" in page.text
        assert there.buyer.get("/own-data/export").json()["schema"] == "fairclaim.own-data/1"
        key = key_in(page)
        there.buyer.post("/own-data/corrections", data={"field": "name", "value": "周", "key": key})
        there.buyer.post("/own-data/erasure", data={"key": key.replace("-c", "-e")})
        wishes = own_corrections(shop.counter.desk, shop.buyer)
        assert [one.field for one in wishes] == ["name", "erasure"]
        assert "Waits for an answer." in there.buyer.get("/own-data").text
        assert (
            there.buyer.post("/own-data/corrections", data={"field": "role", "value": "x", "key": "z"}).status_code
            == 422
        )


def test_a_buyer_reads_and_explains_what_their_history_asks_for_and_appeals_against_a_measure(tmp_path: Path) -> None:
    shop = opened()
    rows, at = shop.counter.rows, shop.counter.now
    shared = Shared(kind=LinkKind.PAYOUT, accounts=2, others=Weighed(confirmed=2.0), last_at=at)
    rows.histories[shop.buyer.person] = PersonHistory(shared=(shared,))
    steps = tuple(
        Step(move=move, by=PersonId(by), at=at)
        for move, by in ((MeasureMove.PROPOSE, "a"), (MeasureMove.AGREE, "b"), (MeasureMove.AGREE, "c"))
    )
    rows.measures["measure-1"] = Measure(
        id="measure-1",
        person=shop.buyer.person,
        kind=MeasureKind.LIMIT,
        claims=(),
        reasons=Bilingual("一次认定成立。", "A decision stands."),
        days=30,
        state=MeasureState.IN_FORCE,
        until=at + timedelta(days=30),
        steps=steps,
    )
    with party_shop(tmp_path, shop) as there:
        page = there.buyer.get("/own-data")
        for words in (
            "Refunds go to the payout account of 2 other accounts",
            "Couples, parents and children",
            "A decision stands.",
        ):
            assert words in page.text
        wish = {"field": "standing", "value": "shared-payout", "why": "my wife's account", "key": key_in(page) + "-s"}
        there.buyer.post("/own-data/corrections", data=wish)
        there.buyer.post("/own-data/measures/measure-1/appeal", data={"words": "not mine"})
        page = there.buyer.get("/own-data")
        assert "My history here" in page.text
        assert "appealed, and resting" in page.text
    assert shop.counter.rows.measures["measure-1"].state is MeasureState.APPEALED
