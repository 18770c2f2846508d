"""A draft is filled from the record, read back by the parser, and no more than its kind names; what is not possible says why."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fairclaim.law.filings.catalogue import kind_named
from fairclaim.law.filings.data import parse_filing
from fairclaim.law.filings.letter import Language, write_letter
from fairclaim.law.proposals import Side
from fairclaim.services.caller import Caller, Role
from fairclaim.services.carry_out import carry_out
from fairclaim.services.errors import LetterNotPossibleError, NotAllowedError, NotFoundError
from fairclaim.services.letters.draft_letter import draft_letter
from fairclaim.services.note_letter import LetterWish, note_letter
from fairclaim.services.ports.measures import Recipient
from unit.services.against import contradicted, overturn
from unit.services.counter import ADMIN, AGENT, ANN, AUDITOR, BUYER, MACHINE, Counter, member
from unit.services.letters.labelled import decided_on
from unit.services.letters.test_matter import granted, let_stand
from unit.services.test_note_letter import DIGEST

SEALER = member("operator", Role.ADMIN, Role.AUDITOR)
SENDER = {"name": "清河陶瓷店", "contact": "shop@example.com"}


def draft(counter: Counter, who: Caller, claim: Any, kind: str, *, side: Side | None = None) -> dict[str, Any]:
    record: dict[str, Any] = draft_letter(counter.desk, who, claim, kind, side=side).record
    return record


def blanks(record: dict[str, Any], kind: str) -> list[str]:
    """Return what is left for a person, once the sender is named."""
    filled = json.dumps({**record, "from": SENDER}).encode()
    letter = write_letter(kind_named(kind), parse_filing(filled, kind_named(kind), name="draft"), Language.ZH)
    return [one.zh for one in letter.blanks]


def test_a_decision_is_told_with_everything_but_what_the_writer_may_not_know() -> None:
    counter, claim = contradicted()
    record = draft(counter, ADMIN, claim, "decision-notice")
    assert blanks(record, "decision-notice") == ["订单号", "双方的意见及如何考虑"]
    assert record["fields"]["decided_by"]["zh"] == "2 名审核人，各自独立判断"
    assert "ann" not in json.dumps(record)
    whole = draft(counter, SEALER, claim, "decision-notice")
    assert "买家：杯口有裂纹" in json.dumps(whole, ensure_ascii=False)
    assert "heard" in whole["fields"]


def test_who_judged_is_named_in_no_letter() -> None:
    counter, claim = contradicted()
    let_stand(counter)
    text = json.dumps(draft(counter, SEALER, claim, "police-cover"))
    assert "ann" not in text
    assert '"ben' not in text


def test_the_letter_to_the_police_lacks_only_the_bundle() -> None:
    counter, claim = contradicted()
    let_stand(counter)
    record = draft(counter, SEALER, claim, "police-cover")
    assert blanks(record, "police-cover") == ["证据包文件名", "证据包的 SHA-256"]
    assert record["to"]["name"]["zh"] == "有管辖权的公安机关"
    assert "assessment" not in record["fields"]
    assert "没有付款" in record["fields"]["acts"][-1]["zh"]


def test_an_appeal_says_what_its_side_said() -> None:
    counter, claim = contradicted()
    record = draft(counter, BUYER, claim, "buyer-appeal")
    assert record["fields"]["facts"][1] == "杯口有裂纹"
    assert blanks(record, "buyer-appeal") == ["订单号", "不同意的理由"]
    counter, claim = granted()
    record = draft(counter, AGENT, claim, "platform-appeal")
    assert record["fields"]["amount"] == {"amount_minor": 10_000, "currency": "CNY"}
    assert record["fields"]["decision"]["zh"] == "同意：退货退款100元"


def test_a_label_is_asked_about_with_its_number() -> None:
    counter, claim = decided_on("aigc-label")
    found = draft_letter(counter.desk, AGENT, claim, "provider-inquiry")
    assert found.goes_to is Recipient.AI_PROVIDER
    assert found.record["to"] == {"name": {"zh": "豆包", "en": "Doubao"}, "contact": None}
    assert blanks(found.record, "provider-inquiry") == []


def test_a_removed_label_is_reported_with_the_files() -> None:
    counter, claim = decided_on("mark-removed")
    let_stand(counter)
    record = draft(counter, AGENT, claim, "authority-report")
    assert len(record["fields"]["digests"]) == 4
    assert blanks(record, "authority-report") == ["平台或服务"]


def test_a_withdrawal_goes_to_whom_the_letter_went() -> None:
    counter, claim = decided_on("mark-removed")
    counter.wait(timedelta(hours=1))
    carry_out(counter.desk, MACHINE, claim)
    wish = LetterWish(kind="authority-report", recipient=Recipient.AUTHORITY, sha256=DIGEST, sent_at=counter.now)
    note_letter(counter.desk, AGENT, claim, wish)
    overturn(counter, claim)
    found = draft_letter(counter.desk, AGENT, claim, "withdrawal-notice")
    assert found.goes_to is Recipient.AUTHORITY
    fields: Any = found.record["fields"]
    withdrawn = [one["zh"] for one in fields["withdrawn"]]
    assert {"原决定", "统计中的相应数据", "发给买家的决定通知"} <= set(withdrawn)
    assert "账户记录中的相应内容" not in withdrawn, "it waited for the end, and never was"
    assert [one["zh"] for one in fields["told"]] == ["买家", "商家", "有管辖权的网信部门"]
    assert blanks(found.record, "withdrawal-notice") == ["订单号"]


def test_a_demand_names_what_was_paid() -> None:
    counter, claim = granted()
    carry_out(counter.desk, MACHINE, claim)
    let_stand(counter)
    with pytest.raises(LetterNotPossibleError, match="does not find"):
        draft(counter, AGENT, claim, "civil-demand")


def test_the_other_letters_begin_with_what_is_known() -> None:
    counter = Counter()
    claim = counter.screened()
    ask = draft(counter, AGENT, claim, "notice-to-buyer")
    assert {"看到的情况", "可能的普通原因", "需要补充的内容"} <= set(blanks(ask, "notice-to-buyer"))
    answer = draft(counter, BUYER, claim, "buyer-answer")
    assert answer["fields"]["damage"] == {"zh": "破损", "en": "damaged"}
    counter, claim = contradicted()
    counter.wait()
    wish = LetterWish(kind="civil-demand", recipient=Recipient.BUYER, sha256=DIGEST, sent_at=counter.now)
    note_letter(counter.desk, AGENT, claim, wish)
    back = draft(counter, BUYER, claim, "demand-answer")
    assert back["fields"]["letter_on"] == "2026-03-02"
    assert back["to"]["name"]["zh"] == "商家"


def test_whoever_runs_the_desk_writes_for_a_party() -> None:
    counter, claim = contradicted()
    let_stand(counter)
    with pytest.raises(NotFoundError):
        draft(counter, ADMIN, claim, "civil-demand")
    with pytest.raises(LetterNotPossibleError, match="nothing was paid"):
        draft(counter, ADMIN, claim, "civil-demand", side=Side.MERCHANT)


def test_what_is_not_possible_says_why_and_who_may_not_is_refused() -> None:
    counter, claim = contradicted()
    with pytest.raises(LetterNotPossibleError, match="can still be appealed"):
        draft(counter, AGENT, claim, "police-cover")
    for who, kind in ((BUYER, "police-cover"), (AGENT, "decision-notice"), (AGENT, "threat")):
        with pytest.raises(NotFoundError):
            draft(counter, who, claim, kind)
    for who in (ANN, AUDITOR):
        with pytest.raises(NotAllowedError):
            draft(counter, who, claim, "decision-notice")


def test_writing_is_noted() -> None:
    counter, claim = contradicted()
    before = len(counter.rows.audit)
    draft(counter, ADMIN, claim, "decision-notice")
    assert len(counter.rows.audit) == before + 1
    with pytest.raises(NotFoundError):
        draft(counter, replace(ADMIN, tenant="other-street"), claim, "decision-notice")
