"""What the check says of each label, and how strongly."""

import json
from pathlib import Path

import numpy as np
import pytest

from fairclaim.benchmark.label_recordings import box, keyed_list, movie
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading, Signal
from fairclaim.forensics.checks.aigc_label import CHECK
from fairclaim.imaging.metadata import Metadata, TextEntry
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.read_metadata import read_metadata
from fairclaim.imaging.recording import Recording, open_recording
from fairclaim.imaging.structure import Structure
from fairclaim.imaging.walk.walk import walk
from unit.forensics.labels.test_signature import PRODUCER, PUBLISHED, security

DOUBAO = "001191110102MACQD9K64010000"
SIGNALS: dict[str, Signal] = {signal.name: signal for signal in CHECK.signals}


def photo(*labels: dict[str, str] | str, role: Role = Role.CLAIM) -> Photo:
    values = (label if isinstance(label, str) else json.dumps(label, ensure_ascii=False) for label in labels)
    return Photo(
        id=ExhibitId(f"{role.value}-1"),
        exhibit=Exhibit(b"", role),
        structure=Structure(media_type="image/png", parts=(), height=8, width=8),
        metadata=Metadata(texts=tuple(TextEntry("png:tEXt", "AIGC", value.encode()) for value in values)),
        raster=Raster(np.zeros((8, 8, 3), np.uint8)),
    )


def label(value: str = "1", producer: str = DOUBAO, produce_id: str = "id-7", **more: str) -> dict[str, str]:
    return {"Label": value, "ContentProducer": producer, "ProduceID": produce_id, **more}


def read(*photos: Photo) -> list[Reading]:
    return list(CHECK.read(Case(photos=photos)))


def only(*labels: dict[str, str] | str) -> Reading:
    [reading] = read(photo(*labels))
    return reading


def test_a_declared_generation_speaks_against_the_picture_but_never_alone_as_proof() -> None:
    reading = only(label())
    assert reading.signal == "declares-generated"
    assert (SIGNALS[reading.signal].outcome, SIGNALS[reading.signal].grade) == (Outcome.FAIL, Grade.B)


def test_the_reason_names_producer_code_number_carrier_and_whom_to_write_to() -> None:
    reason = only(label()).reason
    for text in (reason.zh, reason.en):
        for fact in ("91110102MACQD9K640", "id-7", "png:tEXt AIGC", "Label=1", "ProduceID"):
            assert fact in text
    assert "豆包" in reason.zh
    assert "校验码正确" in reason.zh
    assert "去函" in reason.zh
    assert "Doubao" in reason.en
    assert "check digit verified" in reason.en
    assert "write to this provider" in reason.en


@pytest.mark.parametrize(
    ("producer", "said"),
    [
        ("001191110102MACQD9K64110000", "check digit wrong, must be 0"),
        (DOUBAO[:-2], "breaks the 27-character form"),
        ("", "not stated"),
    ],
)
def test_a_label_whose_producer_cannot_be_right_is_only_worth_a_look(producer: str, said: str) -> None:
    reading = only(label(producer=producer))
    assert reading.signal == "generated-unattributed"
    assert (SIGNALS[reading.signal].outcome, SIGNALS[reading.signal].grade) == (Outcome.WARN, Grade.C)
    assert said in reading.reason.en
    assert "nobody can confirm it" in reading.reason.en


@pytest.mark.parametrize("name", ["doubao", "MiniMax", "unlisted-service"])
def test_the_standard_allows_a_plain_name(name: str) -> None:
    reading = only(label(producer=name))
    assert reading.signal == "declares-generated"
    assert name in reading.reason.en


@pytest.mark.parametrize(("value", "signal"), [("2", "declares-possible"), ("3", "declares-suspected")])
def test_possible_and_suspected_are_never_read_as_generated(value: str, signal: str) -> None:
    assert only(label(value)).signal == signal
    assert (SIGNALS[signal].outcome, SIGNALS[signal].grade) == (Outcome.WARN, Grade.C)


def test_labels_that_contradict_each_other_are_not_read_as_the_worst_of_them() -> None:
    assert only(label("1"), label("3")).signal == "labels-conflict"


def test_labels_that_name_different_makers_or_numbers_contradict_each_other() -> None:
    assert only(label(), label(produce_id="id-8")).signal == "labels-conflict"
    assert only(label(), label(producer="kling")).signal == "labels-conflict"


def test_a_label_that_stands_twice_is_told_and_not_held_against_the_picture() -> None:
    reading = only(label(), label(PropagateID="id-8"))
    assert "stands in 2 places" in reading.reason.en
    assert "出现在 2 处" in reading.reason.zh


@pytest.mark.parametrize(
    ("produce_id", "signal", "said"),
    [("142569260085903360", "declares-generated", "neither who signed"), ("1", "signature-mismatch", "does not fit")],
)
def test_a_signature_speaks_of_integrity_only(produce_id: str, signal: str, said: str) -> None:
    code = security(PUBLISHED["142569260085903360"])
    reading = only(label(producer=PRODUCER, produce_id=produce_id, ReservedCode1=code))
    assert reading.signal == signal
    assert said in reading.reason.en
    assert SIGNALS["signature-mismatch"].grade is Grade.C


def film(role: Role = Role.CLAIM, value: str = "") -> Recording:
    data = movie(box(b"udta", keyed_list((value or json.dumps(label())).encode())))
    return open_recording(Exhibit(data, role), id=ExhibitId(f"{role.value}-2"))


def test_the_label_of_a_film_is_told_and_never_counts_as_proof_against_the_photos() -> None:
    [claim, reading] = CHECK.read(Case(photos=(photo(),), recordings=(film(),)))
    assert claim.signal == "not-present"
    assert (reading.signal, reading.exhibits) == ("recording-labelled", ("claim-2",))
    assert "id-7" in reading.reason.en
    assert (SIGNALS[reading.signal].outcome, SIGNALS[reading.signal].grade) == (Outcome.WARN, Grade.C)


def test_a_merchants_film_is_information_only_and_one_without_a_label_is_not_mentioned() -> None:
    unlabelled = open_recording(Exhibit(movie(b""), Role.CLAIM), id=ExhibitId("claim-3"))
    [reading] = CHECK.read(Case(photos=(), recordings=(film(Role.DISPATCH), unlabelled)))
    assert reading.signal == "reference-labelled"


def test_the_same_statement_in_two_places_is_no_conflict() -> None:
    assert only(label(), label(PropagateID="id-8")).signal == "declares-generated"


def test_a_platform_that_passed_the_file_on_is_named() -> None:
    reading = only(label(ContentPropagator="00119144030008867405X220001", PropagateID="p-9"))
    assert "p-9" in reading.reason.en
    assert "propagating service" in reading.reason.en


def test_a_producer_that_names_itself_as_propagator_is_not_repeated() -> None:
    own = DOUBAO[:22] + "2" + DOUBAO[23:]
    assert "PropagateID" not in only(label(ContentPropagator=own, PropagateID="id-7")).reason.en


def test_a_private_mark_is_only_worth_a_look() -> None:
    reading = only('{"aigc_info":{"aigc_label_type":1},"product":"vicut"}')
    assert reading.signal == "private-label"
    assert SIGNALS[reading.signal].grade is Grade.C


def test_an_unreadable_label_decides_nothing() -> None:
    reading = only('{"Label":')
    assert reading.signal == "unreadable"
    assert SIGNALS[reading.signal].outcome is Outcome.CANNOT_TELL


def test_no_label_is_neutral() -> None:
    reading = only()
    assert reading.signal == "not-present"
    assert SIGNALS[reading.signal].outcome is Outcome.NOT_APPLICABLE


def test_a_label_on_the_merchants_own_picture_is_information_only() -> None:
    [claim, listing] = read(photo(), photo(label(), role=Role.LISTING))
    assert claim.signal == "not-present"
    assert listing.signal == "reference-labelled"
    assert listing.exhibits == ("listing-1",)
    assert SIGNALS[listing.signal].outcome is Outcome.NOT_APPLICABLE


def test_an_unlabelled_reference_is_not_mentioned() -> None:
    assert read(photo(role=Role.DISPATCH)) == []


def test_a_picture_from_the_dispute_is_read_like_the_claim() -> None:
    [reading] = read(photo(label(), role=Role.CHAT))
    assert reading.signal == "declares-generated"


def test_hostile_values_cannot_break_the_line_or_reverse_the_text() -> None:
    reason = only(json.dumps(label(producer="x\u202e\n{0}" + "y" * 500, produce_id="\ud800"))).reason
    assert reason.zh.isprintable()
    assert reason.en.isprintable()
    reason.en.encode()
    assert len(reason.en) < 1500


def test_every_departure_from_the_standard_has_words_in_both_languages() -> None:
    reason = only({"label": "1", "ContentProducer": "某公司"}).reason
    assert "letter case" in reason.en
    assert "键不齐全" in reason.zh


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "credit_code"), [("doubao.png", "91110102MACQD9K640"), ("jimeng.png", "9144030008867405X2")]
)
def test_real_exports_are_read_and_their_code_verified(corpus: Path, name: str, credit_code: str) -> None:
    data = (corpus / "labels" / "real" / name).read_bytes()
    structure = walk(data)
    real = Photo(
        id=ExhibitId("claim-1"),
        exhibit=Exhibit(data, Role.CLAIM),
        structure=structure,
        metadata=read_metadata(data, structure),
        raster=Raster(np.zeros((1, 1, 3), np.uint8)),
    )
    [reading] = read(real)
    assert reading.signal == "declares-generated"
    assert f"{credit_code}, check digit verified" in reading.reason.en
