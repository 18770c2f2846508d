"""Evidence that one more saving wipes out makes no verdict."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from fairclaim.benchmark.channels import jpeg
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Finding, Grade, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.forensics import examine as entry
from fairclaim.forensics.case import Case
from fairclaim.forensics.examine import examine
from fairclaim.forensics.fusion import fuse, unsteady
from fairclaim.forensics.steadiness import SCALE, is_steady
from unit.forensics.material import case, cracked, picture

TEXT = Bilingual("看到了什么", "what was seen")
PROOF = Finding(
    check="derived-from-reference",
    signal="same-exposure-changed",
    exhibits=(ExhibitId("claim-1"), ExhibitId("listing-1")),
    outcome=Outcome.FAIL,
    grade=Grade.A,
    log_odds=4.7,
    reason=TEXT,
    innocent=TEXT,
    measured=None,
)
LABEL = replace(PROOF, check="content-credentials", signal="trusted-generator", log_odds=5.0)


def asked(findings: Sequence[Finding], answers: Sequence[Finding]) -> tuple[bool, list[tuple[Case, frozenset[str]]]]:
    seen: list[tuple[Case, frozenset[str]]] = []

    def ask(subject: Case, names: frozenset[str]) -> Sequence[Finding]:
        seen.append((subject, names))
        return answers

    return is_steady(case(picture("coffee"), picture("coffee")), findings, ask=ask), seen


def test_proof_that_is_found_again_stands() -> None:
    steady, seen = asked([PROOF], [PROOF])
    assert steady
    assert [names for _, names in seen] == [{"derived-from-reference"}]


def test_proof_that_is_gone_does_not() -> None:
    assert not asked([PROOF], [])[0]


def test_what_rests_on_the_files_own_bytes_is_kept() -> None:
    steady, seen = asked([PROOF, LABEL], [])
    assert steady
    assert "content-credentials" not in seen[0][1]


def test_only_claim_photos_are_saved_anew_and_references_keep_their_features() -> None:
    subject = case(picture("coffee"), picture("coffee"))
    known = subject.working(subject.references[0])
    (claim,) = subject.claims

    def ask(saved: Case, names: frozenset[str]) -> Sequence[Finding]:
        assert names == {"derived-from-reference"}
        assert saved.claims[0].raster.width == round(claim.raster.width * SCALE)
        assert saved.references[0] is subject.references[0]
        assert saved.working(saved.references[0]) is known
        assert saved.working(saved.claims[0]) is not subject.working(claim)
        return [PROOF]

    assert is_steady(subject, [PROOF], ask=ask)


def test_an_unsteady_verdict_asks_for_a_person_and_names_its_checks() -> None:
    verdict = unsteady(fuse([PROOF]))
    assert (verdict.call, verdict.grade, verdict.because) == (Call.CANNOT_TELL, None, ("derived-from-reference",))
    assert verdict.abstained is not None


def test_the_entry_asks_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    claim, listing = (jpeg(pixels, quality=92) for pixels in (cracked("coffee").pixels, picture("coffee")))
    exhibits = [Exhibit(claim, Role.CLAIM), Exhibit(listing, Role.LISTING)]
    assert examine(exhibits).verdict.call is Call.FORGED
    monkeypatch.setattr(entry, "is_steady", lambda *_, **__: False)
    examination = examine(exhibits)
    assert examination.verdict.call is Call.CANNOT_TELL
    assert any(finding.outcome is Outcome.FAIL for finding in examination.findings)


def test_a_tiny_photo_can_be_saved() -> None:
    subject = case(np.zeros((1, 3, 3), np.uint8), picture("coffee"))
    assert not is_steady(subject, [PROOF], ask=lambda *_: [])
