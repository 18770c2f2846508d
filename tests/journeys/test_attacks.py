"""The threat model's attacks on evidence, each against a desk as it runs; those that other tests make are named here, and exist.

Numbers are those of the threat model. What a part that does not exist yet would have to withstand is not listed.
"""

import ast
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fairclaim.cli.main import main
from fairclaim.compose import OpenDesk
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.checkpoint import verify_checkpoint, verify_growth
from fairclaim.evidence.merkle import Frontier, append, leaf_hash
from fairclaim.evidence.merkle_proofs import prove_consistency
from fairclaim.evidence.receipt import verify_receipt
from fairclaim.evidence.signed_note import parse_note, parse_note_key
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.give_receipts import give_receipts
from fairclaim.services.see_log import newest_checkpoint, see_leaves
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.store.evidence_log import completed_by
from fairclaim.web.server import WebServer
from furnished import furnished
from notarised import WITNESS_KEY, damage, filed, notarise, opened
from real_desk import app_of, door_of
from unit.services.counter import BUYER, TENANT, photo

TESTS = Path(__file__).resolve().parents[1]
ELSEWHERE = {
    1: "unit/imaging/test_credentials.py::test_valid_is_not_trusted_under_no_root_or_another",
    4: "unit/imaging/test_open_photo.py::test_a_bomb_is_refused_in_less_than_300_mb",
    5: "unit/imaging/test_credentials.py::test_a_rogue_signer_with_a_borrowed_name_is_unknown",
    6: "unit/services/test_recall_photos.py::test_a_photo_of_an_earlier_claim_is_laid_beside_the_same_one_of_a_later",
    8: "unit/services/test_hand_in_dispatch.py::test_the_same_bytes_are_one_file_and_none_is_taken_after_the_first_scan",
    22: "unit/runtime/webhooks/test_signature.py::test_a_replay_is_refused",
    24: "contracts/test_every_store_erases.py::test_no_file_ever_holds_a_word_in_clear",
    26: "unit/store/test_evidence_log.py::test_an_erasure_destroys_what_opens_the_commitments_and_every_proof_still_holds",
    27: "unit/evidence/bundle/test_verify.py::test_a_retired_key_needs_a_believed_time_from_before",
}


@pytest.mark.parametrize("number", ELSEWHERE)
def test_an_attack_that_is_made_elsewhere_is_made(number: int) -> None:
    path, _, name = ELSEWHERE[number].partition("::")
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


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
