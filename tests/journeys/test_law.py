"""From a decided claim to a folder for the police; and from an appeal that succeeds to a notice that all is withdrawn."""

import json
from pathlib import Path
from typing import Any

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.domain.desk.decision import ConsequenceKind
from fairclaim.domain.desk.unwinding import to_unwind
from fairclaim.law.act import day_in_china
from fairclaim.law.assess import assess
from fairclaim.law.filings.data import SCHEMA
from fairclaim.law.proposals import Side, Situation, Stage, fitting
from fairclaim.law.recorded import act_of
from unit.domain.desk.story import EVE, GRANT, Story, in_re_review, refused, yuan

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def final_refusal() -> Story:
    story = refused()
    return story.at(story.due).expire()


def file(kind: str, fields: dict[str, Any], folder: Path, attachments: list[dict[str, str]]) -> Path:
    record = {
        "schema": SCHEMA,
        "kind": kind,
        "date": "2026-06-01",
        "from": {"name": "清河陶瓷店", "contact": "shop@example.com"},
        "to": {"name": "收件方"},
        "fields": fields,
        "attachments": attachments,
    }
    path = folder / f"{kind}.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert (
        main(["file", kind, str(path), "--out", str(folder / "out"), "--final", "--format", "html", "md"]) == Exit.DONE
    )
    return folder / "out" / f"{kind}.zh.html"


def test_a_decided_claim_becomes_a_folder_that_the_police_can_check(tmp_path: Path) -> None:
    story = final_refusal()
    act = act_of(story.claim, obtained=yuan(100), payment="pay-1")
    found = assess([act], on=day_in_china(story.now), province="3205")
    assert found.counted == (story.claim.id,)
    kinds = [one.kind for one in fitting(Situation(side=Side.MERCHANT, stage=Stage.STANDS, is_paid=True))]
    assert "police-cover" in kinds
    (tmp_path / "bundle.zip").write_bytes(b"the sealed bundle")
    fields = {
        "first_act_on": act.on.isoformat(),
        "last_act_on": act.on.isoformat(),
        "acts": [f"{act.on} {story.claim.order} {act.obtained}"],
        "amount": {"amount_minor": found.obtained.amount_minor, "currency": "CNY"},
        "account": "buyer-7",
        "evidence": ["A：申请图片与商品图片为同一次拍摄，仅一处不同。"],
        "innocent": ["已排除转发压缩、滤镜等原因。"],
        "unknown": ["由谁改动、本人是否知情。"],
        "bundle_name": "bundle.zip",
        "bundle_sha256": DIGEST,
        "assessment": found.characterisations[0].title.zh,
    }
    page = file("police-cover", fields, tmp_path, [{"title": "证据包", "file": "bundle.zip"}])
    text = page.read_text(encoding="utf-8")
    assert (page.parent / "attachments" / "01-bundle.zip").read_bytes() == b"the sealed bundle"
    for words in ("第五十八条" if act.on.year >= 2026 else "第四十九条", "由谁改动", DIGEST, "不是法律意见"):
        assert words in text


def test_an_appeal_that_succeeds_leaves_nothing_and_is_told_to_everyone(tmp_path: Path) -> None:
    story = refused().execute_everything().appeal().open_re_review().judged(EVE, GRANT).decide_appeal()
    withdrawn = [one.kind for one in to_unwind(story.claim)]
    assert {ConsequenceKind.MARK, ConsequenceKind.SHARED_HASH} <= set(withdrawn)
    act = act_of(story.claim, obtained=yuan(100))
    assert assess([act], on=day_in_china(story.now)).characterisations == ()
    kinds = [one.kind for one in fitting(Situation(side=Side.PLATFORM, stage=Stage.OVERTURNED))]
    assert kinds == ["withdrawal-notice"]
    fields = {
        "decision_number": "1",
        "order_number": story.claim.order,
        "overturned_on": day_in_china(story.now).isoformat(),
        "reasons": ["两张图片不是同一次拍摄。"],
        "withdrawn": [kind.value for kind in withdrawn],
        "told": ["买家", "商家", "共享图片指纹的各方"],
    }
    text = file("withdrawal-notice", fields, tmp_path, []).read_text(encoding="utf-8")
    assert all(kind.value in text for kind in withdrawn)


def test_while_the_appeal_is_open_nothing_is_counted() -> None:
    story = in_re_review()
    assert assess([act_of(story.claim, obtained=yuan(100))], on=day_in_china(story.now)).counted == ()
