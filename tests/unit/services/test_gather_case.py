import io

import pytest

from fairclaim.evidence.bundle.manifest import Profile, Shown
from fairclaim.evidence.bundle.seal import seal_bundle
from fairclaim.evidence.bundle.trust import NOBODY
from fairclaim.evidence.bundle.verify import verify_bundle
from fairclaim.services.errors import NotFoundError
from fairclaim.services.gather_case import gather_case
from fairclaim.services.sign_checkpoint import sign_log
from journeys.desk_steps import STEPS
from unit.services.counter import ADMIN, ALL_SHOTS, ANN, AUDITOR, BUYER, NOTARY, TENANT, Counter


def decided() -> Counter:
    counter = Counter()
    for step in STEPS[:20]:
        step(counter)
    return counter


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


def test_a_court_gets_originals_records_examination_and_report() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    sign_log(counter.desk, TENANT)
    case = gather_case(counter.desk, AUDITOR, claim, profile=Profile.COURT)
    contents = {one.path: one.content for one in case.attachments}
    assert {one.data for one in ALL_SHOTS} <= {data for data in contents.values() if isinstance(data, bytes)}
    assert {"examinations/1.json", "report.html", "events/1-claim-filed.json"} <= set(contents)
    assert any(path.endswith("-decided.json") for path in contents)
    assert all(one.shown is Shown.WHOLE for one in case.items)


def test_a_party_gets_the_decision_without_who_decided() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    sign_log(counter.desk, TENANT)
    case = gather_case(counter.desk, AUDITOR, claim)
    contents = {one.path: bytes(one.content) for one in case.attachments if isinstance(one.content, bytes)}
    (decision,) = [data for path, data in contents.items() if path.startswith("decisions/")]
    assert b'"reasons"' in decision
    everything = b"".join(contents.values())
    for person in (b"ann", b"ben", b"buyer-1", b"merchant-1"):
        assert b'"' + person + b'"' not in everything
    assert not any(one.is_personal for one in case.attachments)
    assert {one.shown for one in case.items if one.kind == "exhibit"} == {Shown.WITHHELD}


def test_what_no_checkpoint_covers_is_not_gathered_and_nobody_but_an_auditor_gathers() -> None:
    counter = decided()
    (claim,) = counter.rows.claims
    with pytest.raises(NotFoundError):
        gather_case(counter.desk, AUDITOR, claim)
    sign_log(counter.desk, TENANT)
    for who in (BUYER, ADMIN, ANN):
        with pytest.raises(NotFoundError):
            gather_case(counter.desk, who, claim)
