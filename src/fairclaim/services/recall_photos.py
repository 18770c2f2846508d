"""Has a claim's photo been seen before, in another claim of the tenant? Earlier photos are gathered for the examiner to compare.

Only photos that came earlier count: whose photo somebody else uses later has nothing to explain. A picture that a claim showed
before counts from its first showing, so that sending it again after a copy came in changes nothing. The claim itself is left out,
with its appeal and its second looks, which have no files of their own.

The examiner calls another claim by a letter. Which one it is stands beside the findings, and is shown to those who may see that claim.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.claim import Claim
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit, ExhibitId, MissingExhibit, Role
from fairclaim.services.desk import Desk
from fairclaim.services.originals import original
from fairclaim.services.ports.evidence import EarlierPhoto
from fairclaim.services.ports.photo_search import Alike, KeptPrint, PhotoSearch
from fairclaim.services.ports.work import Work

NEAR_BITS: Final = 31
"""Hashes that near are one picture; as the index has it (``fairclaim.matching.index.NEAR_BITS``), which a verb does not see."""
MOST: Final = 4
"""Earlier photos that are compared with one photo of a claim, at most: each costs a decoding and a registration, half a second."""
MOST_FAR: Final = 2
"""Of them those that only the embedding finds: in a large shop there is always something alike."""
LEAST_COSINE: Final = 0.8
"""Of embeddings, where the hashes are far apart. Of 150 corpus photos a cut by 30 % kept at least 0.81 to its source, one by half 0.8
in 93 %; of pairs from different folders 1.2 % reached it."""
OF_THE_BUYER: Final = frozenset({Role.CLAIM, Role.CHAT})
MARKS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What was gathered.

    Parameters
    ----------
    claims : mapping
        Other claims by the letter that stands for them in findings.
    """

    photos: tuple[EarlierPhoto, ...] = ()
    claims: Mapping[str, ClaimId]


def recall_photos(
    desk: Desk, tenant: str, claim: Claim, exhibits: Sequence[Exhibit | MissingExhibit]
) -> Recalled | None:
    """Keep the prints of a claim's photos and gather earlier ones that may be the same; None where nobody can look."""
    search = desk.search
    if search is None:
        return None
    try:
        prints = _prints(desk, search, tenant, claim.id, exhibits)
    except UnavailableError as error:  # a missing part must not keep a claim from being examined
        _log.warning("photos of a claim were not described: %s", error.code)
        return None
    own = [one for one in prints if one.role in OF_THE_BUYER]
    found = {
        one.exhibit: search.alike(tenant, one.print, before=_first_shown(search, one, own), limit=MOST + len(prints))
        for one in own
        if one.role is Role.CLAIM
    }
    return desk.units.read(tenant, lambda work: _Gathering(work, claim).recalled(found))


def with_claims(result: Mapping[str, object], recalled: Recalled | None) -> Mapping[str, object]:
    """Return an examination's record with the claims that its findings call by a letter."""
    text = str(result.get("findings"))
    named = {} if recalled is None else {mark: one for mark, one in recalled.claims.items() if f"({mark})" in text}
    return {**result, "earlier_claims": named} if named else result


def _prints(
    desk: Desk, search: PhotoSearch, tenant: str, claim: ClaimId, exhibits: Sequence[Exhibit | MissingExhibit]
) -> Sequence[KeptPrint]:
    """Return the prints of the claim's photos; those that are not there yet are made and kept."""

    def missing(work: Work) -> list[Exhibit]:
        known = {one.exhibit for one in work.prints.of_claim(claim) if one.print.version == search.version}
        return [
            one
            for one in exhibits
            if isinstance(one, Exhibit)
            and one.name not in known
            # A listing's picture is an exhibit of every claim on it; one print of it is enough.
            and (
                one.role in OF_THE_BUYER or not work.prints.is_known(one.sha256, role=one.role, version=search.version)
            )
        ]

    wanted = desk.units.read(tenant, missing)
    made = search.describe(wanted) if wanted else {}

    def keep(work: Work) -> Sequence[KeptPrint]:
        for kept in work.exhibits.of_claim(claim):
            if kept.id in made and kept.sha256 is not None:
                work.prints.add(
                    KeptPrint(
                        exhibit=kept.id,
                        claim=claim,
                        person=kept.person,
                        role=kept.role,
                        received_at=kept.received_at,
                        print=made[kept.id],
                    )
                )
        return [one for one in work.prints.of_claim(claim) if one.print.version == search.version]

    return desk.units.write(tenant, keep) if made else desk.units.read(tenant, keep)


def _first_shown(search: PhotoSearch, sought: KeptPrint, own: Sequence[KeptPrint]) -> datetime:
    """Return when the claim first showed a picture."""
    return min(one.received_at for one in own if one is sought or search.is_copy(one.print, sought.print))


class _Gathering:
    """Fetches what the index proposes for one claim, and gives other claims their letters."""

    def __init__(self, work: Work, claim: Claim) -> None:
        self._work = work
        self._claim = claim
        self._marks: dict[ClaimId, str] = {}

    def recalled(self, found: Mapping[ExhibitId, Sequence[Alike]]) -> Recalled:
        photos = tuple(photo for beside, alike in found.items() for photo in islice(self._earlier(beside, alike), MOST))
        return Recalled(photos=photos, claims={mark: claim for claim, mark in self._marks.items()})

    def _earlier(self, beside: ExhibitId, alike: Sequence[Alike]) -> Iterator[EarlierPhoto]:
        far = 0
        for one in alike:
            is_near = one.distance_bits <= NEAR_BITS
            is_likely = is_near or (one.cosine >= LEAST_COSINE and far < MOST_FAR)
            kept = self._work.prints.find(one.exhibit) if is_likely else None
            other = None if kept is None or kept.claim == self._claim.id else self._work.claims.find(kept.claim)
            data = None if kept is None or other is None else self._bytes_of(kept)
            if kept is None or other is None or data is None:
                continue
            far += not is_near
            is_same_shop = other.merchant == self._claim.merchant
            yield EarlierPhoto(
                beside=beside,
                exhibit=Exhibit(data=data, role=kept.role, name=kept.exhibit),
                label=_label(kept.role, self._mark(other.id), is_same_shop=is_same_shop),
                is_same_shop=is_same_shop,
                claim=other.id,
                order=other.order,
                seen_at=kept.received_at,
                distance_bits=one.distance_bits,
                cosine=one.cosine,
            )

    def _bytes_of(self, kept: KeptPrint) -> bytes | None:
        stored = next((one for one in self._work.exhibits.of_claim(kept.claim) if one.id == kept.exhibit), None)
        try:
            return None if stored is None else original(self._work, stored)
        except UnavailableError:  # damaged: the operator's affair, not this claim's
            return None

    def _mark(self, claim: ClaimId) -> str:
        count = len(self._marks)
        return self._marks.setdefault(claim, MARKS[count] if count < len(MARKS) else str(count))


def _label(role: Role, mark: str, *, is_same_shop: bool) -> Bilingual:
    """Return what an earlier photo may be called whoever reads the finding: nothing of the other claim but a letter."""
    match role:
        case Role.LISTING if is_same_shop:
            return Bilingual("另一件商品", "another listing")
        case Role.LISTING:
            return Bilingual("另一家店铺", "another shop")
        case Role.DISPATCH:
            return Bilingual("另一个订单的发货留证", "the packing of another order")
        case _:
            return Bilingual(f"本平台的另一件申请 ({mark}) ", f"another claim at this desk ({mark})")
