"""A case is gathered by an auditor alone, noted, and sealed as it stands."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from fairclaim.domain.exhibit import Exhibit
from fairclaim.evidence.bundle.manifest import Profile
from fairclaim.evidence.bundle.seal import seal_bundle
from fairclaim.evidence.bundle.trust import NOBODY
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.services.errors import NotFoundError, StaleClaimError
from fairclaim.services.gather_case import gather_case
from fairclaim.services.ports.case_pictures import DrawnReport
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, NOTARY, TENANT
from unit.services.draughtsman import Draughtsman, decided, screened
from unit.services.shop import pack


@pytest.mark.parametrize("profile", Profile)
def test_a_case_file_can_be_sealed_and_verified(profile: Profile) -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    sign_log(counter.desk, TENANT)
    case = gather_case(counter.desk, AUDITOR, claim, profile=profile)
    target = io.BytesIO()
    seal_bundle(case, target, seals=[("desk.example", NOTARY.signer)])
    found = verify_bundle(target, trust=NOBODY)
    assert {"sealed", "logged", "no-gap"} <= {one.code for one in found.proven}
    noted = counter.rows.audit[-1]
    assert (noted.kind, noted.thing, noted.details["profile"]) == ("bundle", claim, profile.value)


def test_what_no_checkpoint_covers_is_not_gathered_and_nobody_but_an_auditor_gathers() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    with pytest.raises(NotFoundError):
        gather_case(counter.desk, AUDITOR, claim)
    sign_log(counter.desk, TENANT)
    for who in (BUYER, ADMIN, ANN):
        with pytest.raises(NotFoundError):
            gather_case(counter.desk, who, claim)


def test_what_is_erased_while_pictures_are_drawn_is_not_handed_out() -> None:
    counter, claim = screened()
    noted = len(counter.rows.audit)

    class Slow(Draughtsman):
        def report_of(self, record: Mapping[str, object], exhibits: Sequence[Exhibit]) -> DrawnReport:
            counter.rows.exhibits[0] = replace(counter.rows.exhibits[0], sha256=None, address=None)
            return super().report_of(record, exhibits)

    with pytest.raises(StaleClaimError):
        gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT, pictures=Slow())
    assert len(counter.rows.audit) == noted


def test_a_courts_bundle_has_receipts_and_tokens_of_the_packing_and_a_partys_has_not() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    pack(counter, b"film abc")
    signed = sign_log(counter.desk, TENANT)
    assert signed is not None
    counter.desk.units.write(TENANT, lambda work: work.proofs.add_token(signed.size, "tsa", b"reply", at=counter.now))
    court = gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT)
    packed = {one.path: one.content for one in court.attachments if isinstance(one.content, bytes)}
    packed = {path: content for path, content in packed.items() if path.startswith("packing/")}
    assert sorted(packed) == [
        "packing/1-receipt.json",
        "packing/1-record.json",
        "packing/1-token-1.tsr",
        "packing/2-receipt.json",
        "packing/2-token-1.tsr",
    ]
    key = [NOTARY.key("desk.example/log/shop-street")]
    verify_receipt(packed["packing/1-receipt.json"], log_keys=key, digest=sha256(packed["packing/1-record.json"]))
    verify_receipt(packed["packing/2-receipt.json"], log_keys=key, digest=sha256(b"film abc"))
    seal_bundle(court, target := io.BytesIO(), seals=[("desk.example", NOTARY.signer)])
    assert {"sealed", "logged", "no-gap"} <= {one.code for one in verify_bundle(target, trust=NOBODY).proven}
    party = gather_case(counter.desk, AUDITOR, claim, profile=Profile.PARTY)
    assert not [one.path for one in party.attachments if one.path.startswith("packing/")]
