"""The entry, through real bytes: one bad file spoils only itself, and the record is the contract."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fairclaim import Exhibit, Role, __version__, examine
from fairclaim.benchmark.channels import jpeg, png, resize_jpeg
from fairclaim.benchmark.label_recordings import box, keyed_list, movie
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.domain.examination import SCHEMA, Examination
from fairclaim.domain.exhibit import MissingExhibit, read_exhibit
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.examine import Examiner
from fairclaim.forensics.settings import ExamineSettings
from fairclaim.imaging.limits import Limits
from fairclaim.report.html import render_report
from unit.forensics.material import cracked, photographed_again, picture

RECORD_KEYS = ["schema", "case", "version", "calibration", "seconds", "exhibits", "findings", "verdict", "errors"]
EXHIBIT_KEYS = ["id", "role", "path", "sha256", "media_type", "height", "width"]
FINDING_KEYS = [
    "check",
    "signal",
    "exhibits",
    "outcome",
    "grade",
    "log_odds",
    "reason",
    "innocent",
    "regions",
    "map",
    "alignment",
    "measured",
]
VERDICT_KEYS = ["call", "probability", "grade", "because", "abstained"]


def listing() -> Exhibit:
    return Exhibit(jpeg(picture("coffee"), quality=92), Role.LISTING, "listing.jpg")


def forged() -> Exhibit:
    return Exhibit(resize_jpeg(cracked("coffee").pixels).data, Role.CLAIM, "forged.jpg")


def honest() -> Exhibit:
    return Exhibit(jpeg(photographed_again(picture("coffee"))[0], quality=85), Role.CLAIM, "honest.jpg")


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    with Examiner(ExamineSettings()) as opened:
        yield opened


@pytest.fixture(scope="module")
def forgery(examiner: Examiner) -> Examination:
    return examiner.examine([forged(), listing()], case="forgery").examination


def test_a_painted_copy_of_the_listing_is_forged(forgery: Examination) -> None:
    assert forgery.verdict.call is Call.FORGED
    assert forgery.verdict.grade is Grade.A
    assert "derived-from-reference" in forgery.verdict.because
    [finding] = [finding for finding in forgery.findings if finding.outcome is Outcome.FAIL]
    assert max(region.iou(cracked("coffee").box) for region in finding.regions) >= 0.3


def test_another_photograph_of_the_listing_is_no_trace(examiner: Examiner) -> None:
    examination = examiner.examine([honest(), listing()]).examination
    assert examination.verdict.call is Call.NO_TRACE
    assert not any(finding.outcome is Outcome.FAIL for finding in examination.findings)


def test_the_listing_itself_shows_no_damage(examiner: Examiner) -> None:
    quoted = replace(listing(), role=Role.CLAIM)
    examination = examiner.examine([quoted, listing()]).examination
    assert examination.verdict.call is Call.CANNOT_TELL
    assert examination.verdict.abstained is not None
    assert "same-file" in {finding.signal for finding in examination.findings}


def test_a_claim_alone_cannot_be_told(examiner: Examiner) -> None:
    examination = examiner.examine([forged()]).examination
    assert examination.verdict.call is Call.CANNOT_TELL
    assert examination.verdict.abstained is not None


def test_every_check_says_something_of_a_readable_claim(forgery: Examination) -> None:
    order = [check.name for check in CATALOGUE]
    said = [finding.check for finding in forgery.findings]
    assert said == sorted(said, key=order.index)
    assert {"derived-from-reference", "content-credentials", "aigc-label"} <= set(said)


# bad files beside good ones


def bad_files() -> list[tuple[bytes, str]]:
    whole = jpeg(picture("chelsea"), quality=90)
    return [
        (b"", "empty-file"),
        (b"This is no picture, whatever its name says.", "unknown-format"),
        (whole[: len(whole) // 3], "broken-file"),
    ]


@pytest.mark.parametrize(("data", "code"), bad_files(), ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("role", [Role.CLAIM, Role.LISTING])
def test_a_bad_file_spoils_only_itself(
    examiner: Examiner, forgery: Examination, role: Role, data: bytes, code: str
) -> None:
    examination = examiner.examine([forged(), listing(), Exhibit(data, role, "bad.jpg")]).examination
    [error] = examination.errors
    assert (error.exhibit, error.code) == (f"{role.value}-2", code)
    assert error.message.zh
    assert error.message.en
    assert examination.verdict == forgery.verdict
    assert examination.findings == forgery.findings


def test_a_bad_file_is_still_listed_with_its_digest(examiner: Examiner) -> None:
    bad = Exhibit(b"no picture", Role.CLAIM, "bad.jpg")
    [facts] = examiner.examine([bad]).examination.exhibits
    assert (facts.id, facts.path, facts.sha256) == ("claim-1", "bad.jpg", bad.sha256)
    assert (facts.media_type, facts.height, facts.width) == (None, None, None)


def test_only_bad_files_leave_the_answer_open(examiner: Examiner) -> None:
    examination = examiner.examine([Exhibit(b"", Role.CLAIM), listing()]).examination
    assert examination.findings == ()
    assert examination.verdict.call is Call.CANNOT_TELL
    assert examination.verdict.abstained is not None


def test_a_file_that_cannot_be_had_is_an_error_of_its_own(
    examiner: Examiner, forgery: Examination, tmp_path: Path
) -> None:
    missing = read_exhibit(tmp_path / "gone.jpg", Role.LISTING)
    assert isinstance(missing, MissingExhibit)
    examination = examiner.examine([missing, forged(), listing()]).examination
    [error] = examination.errors
    assert (error.exhibit, error.code) == ("listing-1", NotReadableError.code)
    assert [facts.sha256 is None for facts in examination.exhibits] == [True, False, False]
    assert examination.verdict == forgery.verdict


def test_a_missing_claim_is_a_claim(examiner: Examiner, tmp_path: Path) -> None:
    examination = examiner.examine([read_exhibit(tmp_path / "gone.jpg", Role.CLAIM), listing()]).examination
    assert [error.code for error in examination.errors] == ["not-readable"]
    assert examination.verdict.call is Call.CANNOT_TELL


@pytest.mark.parametrize("roles", [[], [Role.LISTING], [Role.LISTING, Role.DISPATCH, Role.CHAT]], ids=str)
def test_a_case_without_a_claim_is_a_mistake_of_the_caller(examiner: Examiner, roles: list[Role]) -> None:
    with pytest.raises(UsageError) as caught:
        examiner.examine([replace(listing(), role=role) for role in roles])
    assert caught.value.message.zh


def test_limits_are_the_callers_choice() -> None:
    limits = replace(Limits(), pixels=100)
    examination = examine([forged(), listing()], settings=ExamineSettings(limits=limits))
    assert [error.code for error in examination.errors] == ["over-limit", "over-limit"]


# exhibits


def test_exhibits_are_numbered_by_role_in_the_order_given(examiner: Examiner) -> None:
    small = png(picture("coffee")[:40, :40])
    roles = [Role.LISTING, Role.CLAIM, Role.CHAT, Role.CLAIM, Role.LISTING, Role.DISPATCH]
    examination = examiner.examine([Exhibit(small, role, f"{n}.png") for n, role in enumerate(roles)]).examination
    assert [facts.id for facts in examination.exhibits] == [
        "listing-1",
        "claim-1",
        "chat-1",
        "claim-2",
        "listing-2",
        "dispatch-1",
    ]
    assert [facts.path for facts in examination.exhibits] == [f"{n}.png" for n in range(6)]
    assert {(facts.media_type, facts.height, facts.width) for facts in examination.exhibits} == {("image/png", 40, 40)}


def test_photos_come_with_the_examination_for_reports(examiner: Examiner) -> None:
    examined = examiner.examine([forged(), listing(), Exhibit(b"", Role.CLAIM)])
    assert set(examined.photos) == {"claim-1", "listing-1"}
    assert examined.photos[examined.examination.exhibits[0].id].raster.height == 300


# the record


def test_the_record_is_the_contract(forgery: Examination) -> None:
    record = forgery.to_record(maps={0: "maps/0.png"})
    written = json.loads(json.dumps(record, ensure_ascii=False, allow_nan=False))
    assert written == record
    assert list(written) == RECORD_KEYS
    assert all(list(exhibit) == EXHIBIT_KEYS for exhibit in written["exhibits"])
    assert all(list(finding) == FINDING_KEYS for finding in written["findings"])
    assert list(written["verdict"]) == VERDICT_KEYS
    assert (written["schema"], written["case"], written["version"]) == (SCHEMA, "forgery", __version__)
    assert list(written["calibration"]) == ["sha256", "learned", "corpus_sha256"]
    assert written["seconds"] > 0
    assert [finding["map"] for finding in written["findings"]][:2] == ["maps/0.png", None]
    for finding in written["findings"]:
        assert set(finding["reason"]) == set(finding["innocent"]) == {"zh", "en"}
        assert all(list(region) == ["row0", "col0", "row1", "col1"] for region in finding["regions"])
        assert finding["measured"] is None or list(finding["measured"]) == ["false_alarm", "miss", "on"]


def test_an_error_stands_in_the_record(examiner: Examiner) -> None:
    record = examiner.examine([forged(), Exhibit(b"", Role.LISTING)]).examination.to_record()
    written = json.loads(json.dumps(record))
    [error] = written["errors"]
    assert list(error) == ["exhibit", "code", "message"]
    assert (error["exhibit"], error["code"]) == ("listing-1", "empty-file")
    assert set(error["message"]) == {"zh", "en"}
    assert set(written["verdict"]["abstained"]) == {"zh", "en"}


def test_the_same_bytes_give_the_same_answer_but_for_the_time(forgery: Examination) -> None:
    again = examine([forged(), listing()], case="forgery")
    assert replace(again, seconds=0) == replace(forgery, seconds=0)


def test_bytes_are_kept_as_they_came(examiner: Examiner) -> None:
    exhibit = forged()
    before = exhibit.sha256
    examined = examiner.examine([exhibit])
    assert Exhibit(exhibit.data, Role.CLAIM).sha256 == before
    [photo] = examined.photos.values()
    assert photo.exhibit is exhibit


LABELLED_FILM = movie(box(b"udta", keyed_list(b'{"Label":"1","ContentProducer":"doubao","ProduceID":"id-7"}')))


def test_the_label_of_a_film_is_told_although_it_is_no_photo(examiner: Examiner) -> None:
    film = Exhibit(LABELLED_FILM, Role.CLAIM, "film.mp4")
    examined = examiner.examine([Exhibit(png(picture("chelsea")), Role.CLAIM), film])
    examination = examined.examination
    [finding] = [one for one in examination.findings if one.signal == "recording-labelled"]
    assert (finding.exhibits, finding.outcome, finding.grade) == (("claim-2",), Outcome.WARN, Grade.C)
    [error] = examination.errors
    assert (error.exhibit, error.code) == ("claim-2", "unknown-format")
    assert examination.exhibits[1].media_type == "video/mp4"
    assert set(examined.photos) == {"claim-1"}
    assert "id-7" in render_report(examination, examined.photos, titles={})


def test_a_labelled_film_alone_decides_nothing(examiner: Examiner) -> None:
    verdict = examiner.examine([Exhibit(LABELLED_FILM, Role.CLAIM), listing()]).examination.verdict
    assert (verdict.call, verdict.grade) == (Call.CANNOT_TELL, None)


def test_a_broken_photo_is_not_taken_for_a_film(examiner: Examiner) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\x01\0meta"
    [facts] = examiner.examine([Exhibit(heic, Role.CLAIM)]).examination.exhibits
    assert facts.media_type is None


def test_findings_do_not_depend_on_how_many_threads_look() -> None:
    exhibits = [forged(), listing()]
    one = examine(exhibits, settings=ExamineSettings(threads=1))
    two = examine(exhibits, settings=ExamineSettings(threads=2))
    assert replace(two, seconds=one.seconds) == one


def test_a_photo_is_described_and_what_is_none_is_not(examiner: Examiner) -> None:
    found = examiner.describe(honest())
    assert found is not None
    assert found.codes.shape == (8, 32)
    assert examiner.describe(Exhibit(b"no photo", Role.CLAIM)) is None
