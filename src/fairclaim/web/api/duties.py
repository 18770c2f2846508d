"""Which duties of a platform the tenant's records fulfil, for auditors and administrators."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from fairclaim.law.duties import STANDING_NAMES, DutyFound, Standing
from fairclaim.law.provision import Certainty
from fairclaim.services.check_duties import check_duties
from fairclaim.web.api.context import TheCaller, TheDesk
from fairclaim.web.api.words import Answer, BothLanguages

router = APIRouter(prefix="/api/v1/duties", tags=["duties"])
_MOST = 1_000


class DutySeen(Answer):
    """A duty, the provision behind it with its certainty, and what the records say."""

    id: str
    asks: BothLanguages
    standing: Standing
    standing_name: BothLanguages
    seen: int = Field(description="Cases to which it applies.")
    against: list[str] = Field(
        description=f"Ids of claims, wishes or letters where it was not fulfilled, {_MOST:,} at most."
    )
    against_in_all: int
    note: BothLanguages | None
    provision: str
    instrument: BothLanguages
    article: BothLanguages | None
    certainty: Certainty = Field(description="Of the statement of the law.")
    reading: Certainty = Field(description="Of our reading of it for a desk like this.")


class DutiesSeen(Answer):
    """How each duty stands."""

    at: AwareDatetime
    filed_from: AwareDatetime | None
    claims: int
    duties: list[DutySeen]


@router.get("", operation_id="check_duties")
def check(
    desk: TheDesk, who: TheCaller, filed_from: Annotated[AwareDatetime | None, Query(description="Of filing.")] = None
) -> DutiesSeen:
    """Check the records of claims filed since a moment, or of all."""
    found = check_duties(desk, who, filed_from=filed_from)
    return DutiesSeen(
        at=found.at,
        filed_from=found.filed_from,
        claims=found.claims,
        duties=[_seen(one) for one in found.duties],
    )


def _seen(found: DutyFound) -> DutySeen:
    provision = found.duty.provision
    return DutySeen(
        id=found.duty.id,
        asks=BothLanguages.model_validate(found.duty.asks),
        standing=found.standing,
        standing_name=BothLanguages.model_validate(STANDING_NAMES[found.standing]),
        seen=found.seen,
        against=list(found.against[:_MOST]),
        against_in_all=len(found.against),
        note=None if found.note is None else BothLanguages.model_validate(found.note),
        provision=provision.id,
        instrument=BothLanguages.model_validate(provision.instrument),
        article=None if provision.article is None else BothLanguages.model_validate(provision.article),
        certainty=provision.certainty,
        reading=found.duty.reading,
    )
