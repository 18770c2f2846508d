import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from credential_forge import created, leaf, picture, root, signed
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.content_credentials import CHECK
from fairclaim.imaging.credentials import Anchors, read_store_json
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.photo import Photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.recording import Recording
from fairclaim.imaging.structure import Structure

ROOT = root("Listed Root")
MAKER = leaf(ROOT, "Picture Engine Ltd")
OTHER_ROOT = root("Other Root")
STRANGER = leaf(OTHER_ROOT, "Stranger Ltd")
LISTED = Anchors(signers=ROOT.pem, timestamps="")
SIGNALS = {signal.name: signal for signal in CHECK.signals}
SEEN = {"validation": {"signer": {"state": "Trusted"}}}
Store = Mapping[str, object]


def _photo(store: Store | None, role: Role = Role.CLAIM) -> Photo:
    return Photo(
        id=ExhibitId(f"{role.value}-1"),
        exhibit=Exhibit(b"", role),
        structure=Structure(media_type="image/jpeg", parts=(), height=8, width=8),
        metadata=Metadata(has_c2pa=store is not None),
        raster=_raster(),
        credentials=store,
    )


def _raster() -> Raster:
    return Raster(np.zeros((8, 8, 3), np.uint8))


def _read(store: Store | None, role: Role = Role.CLAIM) -> Sequence[Reading]:
    return CHECK.read(Case(photos=(_photo(store, role),)))


def _reading(store: Store | None) -> Reading:
    (reading,) = _read(store)
    return reading


def _store(*actions: Mapping[str, object], is_listed: bool = True, parent: bytes | None = None) -> Store:
    return read_store_json(_file(*actions, is_listed=is_listed, parent=parent), "image/jpeg", anchors=LISTED)


def _file(*actions: Mapping[str, object], is_listed: bool = True, parent: bytes | None = None) -> bytes:
    signer, issuer = (MAKER, ROOT) if is_listed else (STRANGER, OTHER_ROOT)
    return signed(picture(), signer, issuer, actions=actions, parent=parent)


EDIT = {"action": "c2pa.edited", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/"}


@pytest.mark.parametrize(
    ("actions", "signal"),
    [
        ([created("trainedAlgorithmicMedia")], "trusted-generator"),
        ([created("compositeWithTrainedAlgorithmicMedia")], "trusted-ai-edit"),
        ([created("digitalCapture"), {"action": "c2pa.cropped"}], "trusted-capture"),
        ([created("computationalCapture")], "trusted-capture"),
        ([created("digitalCapture"), {"action": "c2pa.drawing"}], "trusted-other"),
        (
            [
                created("digitalCapture"),
                {**EDIT, "digitalSourceType": EDIT["digitalSourceType"] + "compositeWithTrainedAlgorithmicMedia"},
            ],
            "trusted-ai-edit",
        ),
        (
            [
                created("digitalCapture"),
                {**EDIT, "digitalSourceType": EDIT["digitalSourceType"] + "trainedAlgorithmicMedia"},
            ],
            "trusted-ai-edit",
        ),
        ([created("algorithmicMedia")], "trusted-other"),
        ([created("digitalArt")], "trusted-other"),
        ([created("screenCapture")], "trusted-other"),
        ([created(None)], "could-not-check"),  # version 2 demands a source; careless is not damaged
    ],
)
def test_a_listed_signer_is_taken_at_his_word(actions: list[Mapping[str, object]], signal: str) -> None:
    assert _reading(_store(*actions)).signal == signal


@pytest.mark.parametrize(
    ("source", "signal"),
    [
        ("trainedAlgorithmicMedia", "unknown-signer-generator"),
        ("compositeWithTrainedAlgorithmicMedia", "unknown-signer-generator"),
        ("digitalCapture", "unknown-signer"),
        ("digitalArt", "unknown-signer"),
    ],
)
def test_a_strangers_word_never_proves_anything(source: str, signal: str) -> None:
    reading = _reading(_store(created(source), is_listed=False))
    assert reading.signal == signal
    assert SIGNALS[signal].outcome not in {Outcome.FAIL, Outcome.PASS}
    assert "Stranger Ltd" in reading.reason.zh
    assert "Stranger Ltd" in reading.reason.en


def test_a_picture_that_descends_from_a_generated_one_is_generated() -> None:
    assert _reading(_store(parent=_file(created("trainedAlgorithmicMedia")))).signal == "trusted-generator"


def test_a_generated_parent_with_an_unlisted_signer_is_no_proof() -> None:
    parent = _file(created("trainedAlgorithmicMedia"), is_listed=False)
    assert _reading(_store(parent=parent)).signal == "unknown-signer-generator"


def test_a_camera_parent_with_an_unlisted_signer_does_not_help() -> None:
    parent = _file(created("digitalCapture"), is_listed=False)
    assert _reading(_store(parent=parent)).signal in {"trusted-other", "unknown-signer"}


def test_a_captured_parent_with_harmless_steps_stays_captured() -> None:
    assert _reading(_store(parent=_file(created("digitalCapture")))).signal == "trusted-capture"


def test_a_generated_part_is_an_edit_and_a_generated_input_is_neither() -> None:
    for relationship, signal in (("componentOf", "trusted-ai-edit"), ("inputTo", "trusted-other")):
        store = json.loads(json.dumps(_store(parent=_file(created("trainedAlgorithmicMedia")))))
        for manifest in store["manifests"].values():
            for ingredient in manifest["ingredients"]:
                ingredient["relationship"] = relationship
        assert _reading(store).signal == signal


def test_an_ingredient_with_a_broken_seal_does_not_speak() -> None:
    store = json.loads(json.dumps(_store(parent=_file(created("trainedAlgorithmicMedia")))))
    for manifest in store["manifests"].values():
        for ingredient in manifest["ingredients"]:
            ingredient["failure"] = ["claimSignature.mismatch"]
    assert _reading(store).signal == "trusted-other"


def test_ingredients_that_name_each_other_end() -> None:
    store = json.loads(json.dumps(_store(parent=_file(created("digitalCapture")))))
    labels = list(store["manifests"])
    for label in labels:
        store["manifests"][label]["ingredients"] = [{"manifest": other, "relationship": "parentOf"} for other in labels]
    assert _reading(store).signal


def test_damaged_credentials_say_nothing_and_accuse_nobody() -> None:
    data = _file(created("trainedAlgorithmicMedia")) + b"tail"
    reading = _reading(read_store_json(data, "image/jpeg", anchors=LISTED))
    assert reading.signal == "damaged"
    texts = [reading.reason, SIGNALS["damaged"].innocent]
    for word in ("tamper", "forg", "fake", "manipulat"):
        assert not any(word in text.en.lower() for text in texts)
    for word in ("篡改", "伪造", "造假", "作假"):
        assert not any(word in text.zh for text in texts)


@pytest.mark.parametrize("why", ["remote-manifest", "media-type", "content-mismatch", "too-large", "unreadable", "new"])
def test_what_cannot_be_checked_is_neutral_and_says_why(why: str) -> None:
    reading = _reading({"state": "error", "why": why})
    assert reading.signal == "could-not-check"
    assert SIGNALS["could-not-check"].outcome is Outcome.CANNOT_TELL


@pytest.mark.parametrize("store", [None, {"state": "absent"}])
def test_absence_is_neutral(store: Store | None) -> None:
    assert _reading(store).signal == "absent"
    assert SIGNALS["absent"].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    "store",
    [
        {},
        {"state": "read"},
        {"state": "read", "validation": 3, "manifests": [], "active": None},
        {"state": "read", **SEEN, "active": "a", "manifests": {"a": {"actions": [1, None, {}], "ingredients": "x"}}},
        {"state": "read", "validation": {"signer": {"success": ["signingCredential.trusted"]}}},
    ],
)
def test_malformed_data_is_not_trusted_and_does_not_break(store: Store) -> None:
    assert _reading(store).signal in {"could-not-check", "unknown-signer"}


@pytest.mark.parametrize(
    "missing", ["claimSignature.validated", "assertion.dataHash.match", "signingCredential.trusted"]
)
def test_trust_needs_every_confirmation(missing: str) -> None:
    store = json.loads(json.dumps(_store(created("trainedAlgorithmicMedia"))))
    assert _reading(store).signal == "trusted-generator"
    store["validation"]["signer"]["success"].remove(missing)
    assert _reading(store).signal in {"could-not-check", "unknown-signer-generator"}


@pytest.mark.parametrize("objection", ["revoked", "expired", "invalid", "untrusted"])
def test_one_objection_to_the_certificate_ends_trust(objection: str) -> None:
    store = json.loads(json.dumps(_store(created("trainedAlgorithmicMedia"))))
    store["validation"]["signer"]["failure"].append(f"signingCredential.{objection}")
    assert _reading(store).signal == "unknown-signer-generator"


def test_valid_alone_is_not_trusted() -> None:
    store = json.loads(json.dumps(_store(created("trainedAlgorithmicMedia"))))
    store["validation"]["signer"]["state"] = "Valid"
    assert _reading(store).signal == "unknown-signer-generator"


def test_the_reason_names_signer_tool_steps_and_time() -> None:
    reason = _reading(_store(created("trainedAlgorithmicMedia", agent="Engine 7"), {"action": "c2pa.cropped"})).reason
    for text in (reason.zh, reason.en):
        assert "Picture Engine Ltd" in text
        assert "Engine 7" in text
    assert "新建、裁剪" in reason.zh
    assert "created, cropped" in reason.en
    assert "没有可信时间戳" in reason.zh
    assert "No trusted time stamp" in reason.en


def test_braces_in_a_hostile_name_are_only_text() -> None:
    reason = _reading(_store(created("digitalCapture", agent="{signer.__class__} %s"))).reason
    assert "{signer.__class__} %s" in reason.en


def test_only_the_buyers_pictures_are_read() -> None:
    store = _store(created("trainedAlgorithmicMedia"))
    assert [len(_read(store, role)) for role in (Role.CLAIM, Role.CHAT, Role.LISTING, Role.DISPATCH)] == [1, 1, 0, 0]


def _film(store: Store | None, role: Role = Role.CLAIM) -> Recording:
    return Recording(
        id=ExhibitId(f"{role.value}-1"),
        exhibit=Exhibit(b"", role),
        structure=Structure(media_type="video/mp4", parts=(), height=None, width=None),
        metadata=Metadata(has_c2pa=store is not None),
        credentials=store,
    )


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_generated_film_is_told_and_proves_nothing_about_the_photos(*, is_listed: bool) -> None:
    film = _film(_store(created("trainedAlgorithmicMedia"), is_listed=is_listed))
    [reading] = CHECK.read(Case(photos=(), recordings=(film,)))
    assert (reading.signal, reading.exhibits) == ("recording-generator", ("claim-1",))
    assert (SIGNALS[reading.signal].outcome, SIGNALS[reading.signal].grade) == (Outcome.WARN, Grade.C)
    assert "视频" in reading.reason.zh
    assert "film" in reading.reason.en


@pytest.mark.parametrize(
    ("store", "role"),
    [
        (None, Role.CLAIM),
        ({"state": "error", "why": "unreadable"}, Role.CLAIM),
        (_store(created("digitalCapture")), Role.CLAIM),
        (_store(created("trainedAlgorithmicMedia")), Role.DISPATCH),
    ],
)
def test_of_any_other_film_nothing_is_said(store: Store | None, role: Role) -> None:
    assert CHECK.read(Case(photos=(), recordings=(_film(store, role),))) == ()


def test_every_adverse_signal_is_graded_and_names_an_innocent_cause() -> None:
    for signal in CHECK.signals:
        is_adverse = signal.outcome in {Outcome.FAIL, Outcome.WARN}
        assert (signal.grade is not None) is is_adverse
        assert signal.innocent.zh
        assert signal.innocent.en
    assert SIGNALS["trusted-generator"].grade is Grade.A
    assert SIGNALS["trusted-ai-edit"].grade is Grade.B


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "media_type", "signal"),
    [
        ("real/openai.png", "image/png", "unknown-signer-generator"),
        ("real/samsung_ai_edit.png", "image/png", "unknown-signer-generator"),
        ("real/doubao.png", "image/png", "absent"),
        ("real/jimeng.png", "image/png", "absent"),
        ("real/midjourney.png", "image/png", "absent"),
        ("c2pa/rs_ocsp.jpg", "image/jpeg", "trusted-ai-edit"),
        ("c2pa/rs_C_with_CAWG_data.jpg", "image/jpeg", "unknown-signer"),
    ],
)
def test_real_files(corpus: Path, name: str, media_type: str, signal: str) -> None:
    assert _reading(read_store_json((corpus / "labels" / name).read_bytes(), media_type)).signal == signal


@pytest.mark.corpus
def test_no_camera_photo_in_the_corpus_gets_an_adverse_answer(corpus: Path) -> None:
    files = sorted(path for path in (corpus / "camera").rglob("*.jp*g"))[:60]
    for path in files:
        assert _reading(read_store_json(path.read_bytes(), "image/jpeg")).signal == "absent", path.name
