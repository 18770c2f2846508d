"""The threat model's attacks on evidence, each against a desk as it runs; those that other tests make are named here, and exist.

Numbers are those of the threat model. What a part that does not exist yet would have to withstand is not listed.
"""

import ast
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairclaim.cli.main import main
from fairclaim.compose import OpenDesk
from fairclaim.domain.desk.claim import Stance
from fairclaim.domain.desk.evidence_rules import Capture, Media
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import IntegrityError
from fairclaim.domain.verdict import Call
from fairclaim.evidence.checkpoint import verify_checkpoint, verify_growth
from fairclaim.evidence.digests import sha256
from fairclaim.evidence.merkle import Frontier, append, leaf_hash
from fairclaim.evidence.merkle_proofs import prove_consistency
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.evidence.signed_note import parse_note, parse_note_key
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.errors import NotFoundError, OtherRequestError
from fairclaim.services.give_receipts import give_packing_receipts, give_receipts
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch, tell_scans
from fairclaim.services.packing_proof import Precedence
from fairclaim.services.see_log import newest_checkpoint, see_leaves
from fairclaim.services.see_packing import see_packing
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.store.evidence_log import completed_by
from fairclaim.web.server import WebServer
from furnished import furnished
from notarised import WITNESS_KEY, damage, filed, notarise, opened
from packing_film import encoded_again, packing_film, recorded_at
from real_desk import app_of, door_of
from time_authority import TimeAuthority
from unit.services.counter import AGAINST, AGENT, ALL_SHOTS, ANN, BUYER, PLATFORM, STRANGER, TENANT, Counter, photo

TESTS = Path(__file__).resolve().parents[1]
ELSEWHERE = [
    (1, "unit/imaging/test_credentials.py::test_valid_is_not_trusted_under_no_root_or_another"),
    (1, "journeys/test_desk_examines.py::test_a_painted_copy_of_the_listing_is_found_by_the_real_examiner"),
    (
        1,
        "journeys/test_packing_film.py::test_attack_1_a_copy_of_a_frame_of_the_packing_with_damage_painted_in_is_found",
    ),
    (4, "unit/imaging/test_open_photo.py::test_a_bomb_is_refused_in_less_than_300_mb"),
    (4, "unit/imaging/test_film.py::test_a_playlist_or_another_file_is_not_even_opened"),
    (5, "unit/imaging/test_credentials.py::test_a_rogue_signer_with_a_borrowed_name_is_unknown"),
    (6, "unit/services/test_recall_photos.py::test_a_photo_of_an_earlier_claim_is_laid_beside_the_same_one_of_a_later"),
    (7, "unit/domain/desk/test_judgement.py::test_a_detectors_score_alone_never_accuses"),
    (7, "unit/domain/desk/test_decision.py::test_a_mark_follows_contradicting_evidence_and_a_shared_hash_proof_only"),
    (7, "unit/services/test_hold_account.py::test_a_proposal_is_nothing_to_the_person_until_two_others_have_agreed"),
    (
        8,
        "unit/services/test_hand_in_dispatch.py::test_the_same_bytes_are_one_file_and_none_is_taken_after_the_first_scan",
    ),
    (22, "unit/runtime/webhooks/test_signature.py::test_a_replay_is_refused"),
    (24, "contracts/test_every_store_erases.py::test_no_file_ever_holds_a_word_in_clear"),
    (
        26,
        "unit/store/test_evidence_log.py::test_an_erasure_destroys_what_opens_the_commitments_and_every_proof_still_holds",
    ),
    (
        26,
        "unit/store/desk/test_packing.py::test_a_parcel_is_found_by_its_number_and_holds_its_files_until_the_merchant_is_erased",
    ),
    (27, "unit/evidence/bundle/test_verify.py::test_a_retired_key_needs_a_believed_time_from_before"),
]
MADE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 22, 24, 26, 27}
"""Every attack on evidence, and on who is written down for it, of which there is a test by name here or elsewhere."""


@pytest.mark.parametrize(("number", "where"), ELSEWHERE)
def test_an_attack_that_is_made_elsewhere_is_made(number: int, where: str) -> None:
    assert number in MADE
    path, _, name = where.partition("::")
    assert name in named_in(TESTS / path)


def test_every_attack_is_made_by_name() -> None:
    here = {int(name.split("_")[2]) for name in named_in(Path(__file__)) if name.startswith("test_attack_")}
    assert here | {number for number, _ in ELSEWHERE} == MADE


def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@contextmanager
def served(desk: OpenDesk) -> Iterator[str]:
    """Serve a desk; yield the address of its log."""
    web = WebServer(app_of(desk, door_of(desk)))
    web.start()
    try:
        yield f"{web.url}/api/v1/log/{TENANT}"
    finally:
        web.stop()


def watched(url: str, folder: Path) -> int:
    return main(["witness", "--log", url, "--state", str(folder), "--name", "association.example/w"])


def rewrite(folder: Path, place: int) -> None:
    """Change an entry and compute every hash over it anew, as somebody would who owns database and key; then forget what was signed."""
    damage(folder, "delete from log_cosignatures", "delete from log_checkpoints")
    connection = sqlite3.connect(folder / "desk.db")
    rows = connection.execute("select place, entry from log_entries order by place").fetchall()
    entries = [entry.replace(b'"number":', b'"number":9', 1) if at == place else entry for at, entry in rows]
    grown, made = append(Frontier(), (leaf_hash(entry) for entry in entries))
    nodes = iter(made)
    for at, entry in enumerate(entries):
        hashes = b"".join(next(nodes).hash for _ in range(completed_by(at)))
        connection.execute("update log_entries set entry = ?, nodes = ? where place = ?", (entry, hashes, at))
    connection.execute("update log_heads set peaks = ?", (b"".join(grown.peaks),))
    connection.commit()
    connection.close()


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, ClaimId]:
    """A desk's folder, with a claim whose log is signed."""
    folder = tmp_path / "data"
    with furnished(opened(folder)) as desk:
        claim = filed(desk)
        notarise(desk)
        desk.store.sweep()
    return folder, claim


def test_attack_2_a_submission_that_is_played_again_adds_nothing_and_serves_no_other_claim() -> None:
    counter = Counter()
    claim = counter.filed()
    first = attach_exhibit(counter.desk, BUYER, claim, photo(), key="k")
    assert attach_exhibit(counter.desk, BUYER, claim, photo(), key="k") == first
    assert attach_exhibit(counter.desk, BUYER, claim, photo()).made == first.made
    assert len(counter.rows.exhibits) == 1
    with pytest.raises(OtherRequestError):
        attach_exhibit(counter.desk, BUYER, claim, photo(data=b"another"), key="k")
    with pytest.raises(NotFoundError):
        attach_exhibit(counter.desk, STRANGER, claim, photo(), key="k")


def test_attack_3_what_a_sender_says_of_the_camera_makes_no_finding_better() -> None:
    told = []
    for capture in (Capture.ANY, Capture.LIVE):
        counter = Counter(call=Call.FORGED)
        claim = counter.screened(*(replace(one, capture=capture) for one in ALL_SHOTS))
        found = counter.claim(claim)
        assert found.examined is not None
        told.append((len(counter.examiner.seen[0]), found.examined.call, found.examined.grade, found.state))
    assert told[0] == told[1]


def test_attack_7_nobody_is_put_on_a_list_by_one_person() -> None:
    counter = Counter()
    claim = counter.screened()
    answer_claim(counter.desk, AGENT, claim, Stance.CONTESTS)
    counter.judged(ANN, claim, AGAINST)
    assert not counter.claim(claim).decisions
    assert not counter.claim(claim).consequences
    assert counter.carrier.effects == {}


def packed(desk: OpenDesk, tracking: str) -> str:
    return add_parcel(desk.desk, AGENT, "order-1", carrier="SF", tracking=tracking).id


def filmed(desk: OpenDesk, parcel: str, film: bytes) -> list[tuple[str, str | None]]:
    kept = hand_in_dispatch(desk.desk, AGENT, parcel, film, name="packing.mp4", media=Media.VIDEO)
    files = see_packing(desk.desk, AGENT, parcel).files
    return [(one.kind.value, one.other) for file in files if file.file.id == kept.id for one in file.findings]


def test_attack_8_one_film_for_two_parcels_is_told_also_when_it_was_encoded_again(tmp_path: Path) -> None:
    film = packing_film(tmp_path, 1)
    with furnished(opened(tmp_path / "data")) as desk:
        first, second, third, fourth = (packed(desk, f"SF{number}") for number in range(4))
        assert filmed(desk, first, film) == []
        assert filmed(desk, second, film) == [("same-file", first)]
        assert set(filmed(desk, third, encoded_again(film, tmp_path))) == {("same-film", first), ("same-film", second)}
        assert filmed(desk, fourth, packing_film(tmp_path, 2)) == []  # another thing on the same table


def test_attack_8_a_film_from_before_its_parcels_code_is_told(tmp_path: Path) -> None:
    long_ago = int((datetime(2024, 5, 6, 7, tzinfo=UTC) - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())
    with furnished(opened(tmp_path / "data")) as desk:
        film = recorded_at(packing_film(tmp_path, 1), long_ago)
        assert filmed(desk, packed(desk, "SF1"), film) == [("recorded-before-code", None)]


def test_attack_8_a_film_that_was_exchanged_after_packing_contradicts_log_and_receipt(tmp_path: Path) -> None:
    folder, film = tmp_path / "data", packing_film(tmp_path, 1)
    authority = TimeAuthority(tmp_path / "tsa", "here")
    with furnished(opened(folder, authority)) as desk:
        parcel = packed(desk, "SF1")
        filmed(desk, parcel, film)
        notarise(desk, authority)
        tell_scans(desk.desk, PLATFORM, parcel, scanned_at=desk.desk.now() + timedelta(hours=1))
        (kept,) = see_packing(desk.desk, AGENT, parcel).files
        assert kept.precedence is Precedence.STAMPED_BEFORE
        (receipt,) = give_packing_receipts(desk.desk, AGENT, parcel)
        assert set(receipt.stamps) == {"here"}
        desk.store.sweep()
    other = sha256(packing_film(tmp_path, 2))
    damage(folder, f"update dispatch_files set sha256 = '{other.hex()}' where frame_of is null")  # noqa: S608
    with opened(folder) as desk:
        key = [parse_note_key(newest_checkpoint(desk.desk, TENANT).key)]
    verify_receipt(receipt.data, log_keys=key, digest=sha256(film))
    with pytest.raises(IntegrityError):
        verify_receipt(receipt.data, log_keys=key, digest=other)
    assert main(["fsck", "--data", str(folder)]) == 1


def test_attack_13_a_history_rewritten_with_every_hash_is_caught_by_the_witness(
    signed: tuple[Path, ClaimId], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = signed
    with opened(folder) as desk, served(desk) as url:
        assert watched(url, tmp_path / "witness") == 0
        assert watched(url, tmp_path / "witness") == 0
    rewrite(folder, 1)
    with opened(folder) as desk:
        assert sign_log(desk.desk, TENANT) is not None  # by itself it looks perfect
        with served(desk) as url:
            assert watched(url, tmp_path / "witness") == 1
    assert "ALARM" in capsys.readouterr().err
    older, newer = sorted((tmp_path / "witness" / "alarm").iterdir(), key=lambda path: path.name, reverse=True)
    key = [parse_note_key((tmp_path / "witness" / "log.key").read_text())]
    states = [verify_checkpoint(path.read_bytes(), key).checkpoint for path in (older, newer)]
    assert states[0].size == states[1].size
    assert states[0].root != states[1].root


def test_attack_14_two_logs_of_one_desk_are_caught_by_who_sees_both(
    signed: tuple[Path, ClaimId], tmp_path: Path
) -> None:
    folder, claim = signed
    shutil.copytree(folder, tmp_path / "other")
    for place, data in ((folder, b"one photo"), (tmp_path / "other", b"another photo")):
        with opened(place) as desk:
            attach_exhibit(desk.desk, BUYER, claim, photo(data=data))
            sign_log(desk.desk, TENANT)
    with opened(folder) as desk, served(desk) as url:
        assert watched(url, tmp_path / "witness") == 0
    with opened(tmp_path / "other") as desk, served(desk) as url:
        assert watched(url, tmp_path / "witness") == 1


def test_attack_9_evidence_that_is_changed_after_the_dispute_contradicts_the_receipt(
    signed: tuple[Path, ClaimId], tmp_path: Path
) -> None:
    folder, claim = signed
    with opened(folder) as desk:
        key = [parse_note_key(newest_checkpoint(desk.desk, TENANT).key)]
        receipt = give_receipts(desk.desk, BUYER, claim)[1]
    (tmp_path / "receipt.json").write_bytes(receipt.data)
    assert main(["verify", str(tmp_path / "receipt.json")]) == 0
    rewrite(folder, 1)
    with opened(folder) as desk:
        attach_exhibit(desk.desk, BUYER, claim, photo(data=b"one more"))
        sign_log(desk.desk, TENANT)
        newer = verify_checkpoint(newest_checkpoint(desk.desk, TENANT).note, key).checkpoint
        leaves = see_leaves(desk.desk, TENANT, start=0, limit=1_000)
    held = verify_receipt(receipt.data, log_keys=key)  # it still holds: nobody can take it back
    _, made = append(Frontier(), leaves)
    nodes = {(node.level, node.index): node.hash for node in made}
    older = held.checkpoint.checkpoint
    proof = prove_consistency(older.size, newer.size, lambda level, index: nodes[level, index])
    with pytest.raises(IntegrityError, match="rewritten"):
        verify_growth(older, newer, proof)
    assert leaves[1] != held.receipt.entry.leaf()


def test_a_witness_is_kept_by_the_desk_that_knows_it(signed: tuple[Path, ClaimId]) -> None:
    folder, _ = signed
    with opened(folder) as desk:
        note = parse_note(newest_checkpoint(desk.desk, TENANT).note)
    assert any(line.is_of(WITNESS_KEY) for line in note.signatures)


def test_a_witness_of_another_log_is_refused_and_a_log_that_is_away_comes_back(
    signed: tuple[Path, ClaimId], tmp_path: Path
) -> None:
    folder, _ = signed
    with opened(folder) as desk, served(desk) as url:
        assert main(["witness", "--log", url, "--state", str(tmp_path / "new")]) == 2  # it has no name yet
        assert watched(url, tmp_path / "witness") == 0
    assert watched(url, tmp_path / "witness") == 4
    with furnished(opened(tmp_path / "stranger")) as desk:
        filed(desk)
        notarise(desk)
        with served(desk) as url:
            assert watched(url, tmp_path / "witness") == 2
