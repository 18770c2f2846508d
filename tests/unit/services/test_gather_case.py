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
from fairclaim.services.errors import NotFoundError, StaleClaimError
from fairclaim.services.gather_case import gather_case
from fairclaim.services.ports.case_pictures import DrawnReport
from fairclaim.services.sign_checkpoint import sign_log
from unit.services.counter import ADMIN, ANN, AUDITOR, BUYER, NOTARY, TENANT
from unit.services.draughtsman import Draughtsman, decided, screened


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
