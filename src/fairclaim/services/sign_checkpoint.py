"""The log's state is signed, once it has grown: but only if it still begins with what was signed last."""

from fairclaim.evidence.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint, verify_growth
from fairclaim.services.desk import Desk
from fairclaim.services.notary import notary_of
from fairclaim.services.ports.work import Work


def sign_log(desk: Desk, tenant: str) -> Checkpoint | None:
    """Sign a tenant's log as it stands, and return the checkpoint; None if nothing was added since the last one.

    Raises
    ------
    IntegrityError
        If the log does not begin with the last checkpoint any more, or that was not signed by us: nothing is signed then, and
        ``fairclaim fsck`` names the place.
    NoNotaryError
        If there is no key.
    """
    notary = notary_of(desk.notary)

    def whole(work: Work) -> Checkpoint | None:
        size, newest = work.proofs.size, work.proofs.newest()
        if size == (newest.size if newest is not None else 0):
            return None
        origin = notary.origin(tenant, newest)
        checkpoint = Checkpoint(origin, size, work.proofs.root(size))
        if newest is not None:
            last = verify_checkpoint(newest.note, [notary.key(origin)]).checkpoint
            verify_growth(last, checkpoint, work.proofs.prove_consistency(last.size, size))
        note = sign_checkpoint(checkpoint, name=origin, signer=notary.signer)
        work.proofs.add_checkpoint(size, note.to_bytes(), at=desk.now())
        return checkpoint

    return desk.units.write(tenant, whole)
