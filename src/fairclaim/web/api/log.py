"""The evidence log as strangers may check it, without signing in: its state, proofs, leaf hashes, and the cosignatures of witnesses.

Nothing here names anybody: hashes of entries, which hold no personal data and whose commitments are salted.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from fairclaim.services.see_log import newest_checkpoint, prove_entry, prove_growth, see_leaves
from fairclaim.services.take_cosignature import take_cosignatures
from fairclaim.web.api.bodies import RawBody, body_described
from fairclaim.web.api.context import TheDesk, rate_limits_of
from fairclaim.web.api.words import Answer, Name

NOTE = "text/plain; charset=utf-8"
_LARGEST = 2**53 - 1


def _counted(request: Request) -> None:
    """Count a request of somebody who is not known, by where it comes from."""
    host = request.client.host if request.client is not None else ""
    request.state.rate_headers = rate_limits_of(request).take("", f"log/{host}").headers()


router = APIRouter(prefix="/api/v1/log/{tenant}", tags=["log"], dependencies=[Depends(_counted)])
Log = Annotated[Name, Path(description="Whose log; its name is the last part of the checkpoint's first line.")]
Size = Annotated[int, Query(ge=0, le=_LARGEST)]


class LogSeen(Answer):
    """A log's newest state."""

    key: str = Field(
        description="The log's public key, `name+id+key`. Compare it with what the desk's owner says elsewhere."
    )
    size: int = Field(description="Entries that the checkpoint covers.")
    checkpoint: str = Field(description="The signed note (C2SP tlog-checkpoint), with cosignatures of witnesses.")
    tokens: dict[str, str] = Field(description="Time tokens (RFC 3161) over its text, in hexadecimal, by authority.")


class GrowthProven(Answer):
    """That the log of `new` entries begins with that of `old` (RFC 6962, 2.1.2)."""

    old: int
    new: int
    path: list[str] = Field(description="Hashes, in hexadecimal.")


class EntryProven(Answer):
    """That the entry stands in the log of `size` entries (RFC 6962, 2.1.1)."""

    index: int
    size: int
    path: list[str] = Field(description="Hashes, in hexadecimal.")


class LeavesSeen(Answer):
    """Leaf hashes in order."""

    start: int
    leaves: list[str] = Field(description="In hexadecimal; none behind what the checkpoint covers.")


class CosignaturesTaken(Answer):
    """How many cosignatures of known witnesses were new."""

    added: int


@router.get("", operation_id="see_log")
def see(desk: TheDesk, tenant: Log) -> LogSeen:
    """Look at the log's newest checkpoint, its key and its time tokens."""
    found = newest_checkpoint(desk, tenant)
    tokens = {name: reply.hex() for name, reply in found.tokens.items()}
    return LogSeen(key=found.key, size=found.size, checkpoint=found.note.decode(), tokens=tokens)


@router.get(
    "/checkpoint",
    operation_id="see_checkpoint",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def checkpoint(desk: TheDesk, tenant: Log) -> Response:
    """Read the newest checkpoint as it was signed, with the cosignatures that have come."""
    return Response(newest_checkpoint(desk, tenant).note, media_type=NOTE)


@router.get("/consistency", operation_id="prove_growth")
def consistency(desk: TheDesk, tenant: Log, old: Size, new: Size) -> GrowthProven:
    """Get the proof that nothing was rewritten between two sizes."""
    proof = prove_growth(desk, tenant, old=old, new=new)
    return GrowthProven(old=proof.old_size, new=proof.size, path=[one.hex() for one in proof.path])


@router.get("/inclusion", operation_id="prove_entry")
def inclusion(desk: TheDesk, tenant: Log, index: Size, size: Size) -> EntryProven:
    """Get the proof that an entry stands in the log."""
    proof = prove_entry(desk, tenant, index=index, size=size)
    return EntryProven(index=proof.index, size=proof.size, path=[one.hex() for one in proof.path])


@router.get("/leaves", operation_id="see_leaves")
def leaves(
    desk: TheDesk, tenant: Log, start: Size = 0, limit: Annotated[int, Query(ge=1, le=10_000)] = 1_000
) -> LeavesSeen:
    """Read leaf hashes, to compute the root oneself."""
    return LeavesSeen(start=start, leaves=[one.hex() for one in see_leaves(desk, tenant, start=start, limit=limit)])


@router.post(
    "/checkpoints/{size}/cosignatures", operation_id="cosign_checkpoint", openapi_extra=body_described("text/plain")
)
def cosign(
    desk: TheDesk, tenant: Log, size: Annotated[int, Path(ge=0, le=_LARGEST)], data: RawBody
) -> CosignaturesTaken:
    """Bring a checkpoint with a witness's cosignature under it. Only witnesses that the desk knows are kept."""
    return CosignaturesTaken(added=take_cosignatures(desk, tenant, size, data))
