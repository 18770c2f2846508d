"""The evidence log on both engines, as the verbs see it: signed, stamped, cosigned, and opened for whoever is in the claim."""

from pathlib import Path

from contracts.desks import DeskOnStore
from fairclaim.evidence.commitment import verify_commitment
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.services.give_receipts import give_receipts
from fairclaim.services.see_log import newest_checkpoint, see_leaves
from fairclaim.services.sign_checkpoint import sign_log
from store_engines import Desk
from unit.services.counter import ALL_SHOTS, BUYER, NOTARY, TENANT


def test_what_was_filed_is_signed_and_opened_by_its_receipt(desk: Desk, tmp_path: Path) -> None:
    street = DeskOnStore(desk, tmp_path)
    claim = street.filed(*ALL_SHOTS)
    notarised = street.desk
    assert all(one.is_promise for one in give_receipts(notarised, BUYER, claim))
    signed = sign_log(notarised, TENANT)
    assert signed is not None
    key = NOTARY.key(signed.origin)
    state = newest_checkpoint(notarised, TENANT)
    assert (state.size, state.key) == (signed.size, key.to_text())
    assert len(see_leaves(notarised, TENANT, start=0, limit=99)) == signed.size
    filed, *files = give_receipts(notarised, BUYER, claim)
    for one, upload in zip(files, ALL_SHOTS, strict=True):
        verify_receipt(one.data, log_keys=[key], digest=sha256(upload.data))
    assert filed.record is not None
    assert "杯口有裂纹" in filed.record.decode()
    opened = notarised.units.read(TENANT, lambda work: work.proofs.of_claim(claim))
    for entry in opened:
        assert entry.entry.commitment is not None
        verify_commitment(entry.entry.commitment, salt=entry.salt or b"", digest=entry.sha256 or b"")
        assert b"buyer-1" not in entry.entry.to_bytes()
