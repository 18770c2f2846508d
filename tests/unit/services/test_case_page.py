from dataclasses import replace

from fairclaim.domain.bilingual import Bilingual
from fairclaim.evidence.bundle.manifest import Item, Shown
from fairclaim.services.case_page import case_page
from journeys.desk_steps import STEPS
from unit.services.counter import TENANT, Counter

HOSTILE = "<script>alert(1)</script>"
FINDING = {
    "check": "copy-move",
    "outcome": "found",
    "reason": {"zh": "有重复区域", "en": HOSTILE},
    "innocent": {"zh": "花纹", "en": "a pattern"},
}


def page(examination: dict[str, object] | None = None, reasons: Bilingual | None = None) -> str:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    (claim,) = counter.rows.claims
    entries = counter.desk.units.read(TENANT, lambda work: work.proofs.of_claim(claim))
    decisions = counter.claim(claim).decisions
    if reasons is not None:
        decisions = tuple(replace(one, reasons=reasons) for one in decisions)
    title = Bilingual("照片", "A photo")
    items = [Item(id="exhibit-2", kind="exhibit", title=title, shown=Shown.WITHHELD)]
    return case_page(claim, entries=entries, items=items, decisions=decisions, examination=examination).decode()


def test_the_page_tells_what_happened_and_what_was_decided_in_both_languages() -> None:
    found = page({"findings": [FINDING]}, Bilingual("理由在此", "the reasons are here"))
    for words in ("买家提交了申请", "The buyer filed the claim", "理由在此", "the reasons are here", "有重复区域"):
        assert words in found
    assert "没有检验发现" not in found


def test_nothing_that_people_wrote_becomes_markup() -> None:
    found = page({"findings": [FINDING]}, Bilingual(HOSTILE, HOSTILE))
    assert "<script" not in found
    assert "default-src 'none'" in found


def test_without_findings_and_decisions_the_page_says_so() -> None:
    found = case_page("c", entries=(), items=(), decisions=(), examination=None).decode()
    assert "There is no decision yet." in found
    assert "This page shows no findings." in found
    assert "—" in page({"findings": [{"check": "x", "outcome": "y"}]})
