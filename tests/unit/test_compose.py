"""A desk is opened from its settings; an embedded one sets itself up."""

import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

import credential_forge as forge
from contracts.desks import WISH_1
from fairclaim.compose import DRAWN, VIEWS, new_id, open_desk
from fairclaim.domain.desk.states import State
from fairclaim.domain.exhibit import ExhibitId
from fairclaim.imaging.credentials import Anchors, read_store_json
from fairclaim.runtime.errands import Errand, Kind
from fairclaim.runtime.kept_files import KeptFiles
from fairclaim.services.file_claim import file_claim
from fairclaim.services.notary import NoNotaryError
from fairclaim.services.see_claim import see_claim
from fairclaim.services.settle_claim import withdraw_claim
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.sign_copy import claim_copy
from fairclaim.settings import Secret, SettingError, Settings
from fairclaim.store.errors import KeyRingError
from fairclaim.web.api.parts import WebLimits
from furnished import furnished
from unit.runtime.fake_handlers import QUICK, WAIT_S
from unit.services.counter import ALL_SHOTS, BUYER, TENANT, Examiner


def test_an_empty_folder_becomes_a_desk_and_stays_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with furnished(open_desk(settings, examiner=Examiner())) as opened:
        claim = file_claim(opened.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS)).receipt.claim
    with open_desk(settings) as again:
        assert again.examiner is not None
        assert see_claim(again.desk, BUYER, claim).claim == claim
    assert stat.S_IMODE((settings.data / "keys.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700


def test_the_keys_of_a_desk_are_never_made_anew(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    open_desk(settings).close()
    (tmp_path / "keys.json").unlink()
    with pytest.raises(KeyRingError):
        open_desk(settings)


def test_the_key_of_the_evidence_log_is_made_with_it_and_never_anew(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with furnished(open_desk(settings, examiner=Examiner())) as opened:
        assert stat.S_IMODE((tmp_path / "evidence.pem").stat().st_mode) == 0o600
        file_claim(opened.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS))
        assert sign_log(opened.desk, TENANT) is not None
    with open_desk(settings) as again:
        assert sign_log(again.desk, TENANT) is None
    (tmp_path / "evidence.pem").unlink()
    with open_desk(settings) as without:
        assert without.desk.notary is None
        with pytest.raises(NoNotaryError):
            sign_log(without.desk, TENANT)
    assert not (tmp_path / "evidence.pem").exists()


def test_a_desk_with_a_certificate_signs_copies_and_with_half_of_it_does_not_start(tmp_path: Path) -> None:
    root = forge.root("Desk root")
    leaf = forge.leaf(root, "desk.example")
    key, certificate = tmp_path / "capture.pem", tmp_path / "capture-chain.pem"
    key.write_text(leaf.key_pem)
    key.chmod(0o600)
    certificate.write_text(leaf.pem + root.pem)
    settings = Settings(data=tmp_path / "data", capture_key=key, capture_certificate=certificate)
    with furnished(open_desk(settings, examiner=Examiner())) as opened:
        photo = replace(ALL_SHOTS[0], data=forge.picture())
        claim = file_claim(opened.desk, BUYER, replace(WISH_1, photos=(photo,))).receipt.claim
        (file,) = [one for one in see_claim(opened.desk, BUYER, claim).files if one.by == "buyer"]  # type: ignore[union-attr]
        copy = claim_copy(opened.desk, BUYER, claim, ExhibitId(file.exhibit))
    store = read_store_json(copy.data, "image/jpeg", anchors=Anchors(signers=root.pem, timestamps=""))
    assert store["validation"]["signer"]["state"] == "Trusted"  # type: ignore[index]
    for half in (replace(settings, capture_key=None), replace(settings, capture_certificate=None)):
        with pytest.raises(SettingError):
            open_desk(half)
    with open_desk(Settings(data=tmp_path / "data"), examiner=Examiner()) as without:
        assert without.desk.signer is None


def test_a_running_desk_signs_its_log_by_itself(tmp_path: Path) -> None:
    with furnished(open_desk(Settings(data=tmp_path), examiner=Examiner())) as opened:
        worker = opened.worker(limits=QUICK)
        worker.start()
        try:
            file_claim(opened.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS))
            end = time.monotonic() + WAIT_S
            while not opened.desk.units.read(TENANT, lambda work: work.proofs.newest()):
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            worker.stop()
        told = opened.metrics.text().decode()
    for name in ("log_entries", "log_entries_unsigned", "log_checkpoint_age_seconds"):
        assert f'fairclaim_{name}{{kind="",tenant="{TENANT}"}}' in told


def test_a_database_elsewhere_is_migrated_by_its_operator(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database=Secret("postgresql://nobody@127.0.0.1:1/none"))
    with pytest.raises(KeyRingError):
        open_desk(settings)
    assert list(tmp_path.iterdir()) == []


def test_malformed_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError):
        open_desk(Settings(data=tmp_path, keys=Secret("{}")))


def test_a_worker_examines_what_was_filed(tmp_path: Path) -> None:
    with furnished(open_desk(Settings(data=tmp_path), examiner=Examiner())) as opened:
        worker = opened.worker(limits=QUICK)
        worker.start()
        try:
            claim = file_claim(opened.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS)).receipt.claim
            with opened.jobs() as jobs:
                now = opened.desk.now()
                jobs.submit(Errand(kind=Kind.EXAMINE, tenant=TENANT, subject=(claim,), key="by-hand", due_at=now))
            end = time.monotonic() + WAIT_S
            while see_claim(opened.desk, BUYER, claim).state is State.FILED:  # type: ignore[union-attr]  # a party's view
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            worker.stop()
        assert 'fairclaim_examination_seconds_count{verdict="forged"}' in opened.metrics.text().decode()


def test_ids_are_long_and_hold_no_dot() -> None:
    assert new_id("claim") != new_id("claim")
    assert len(new_id("claim")) == 36
    assert "." not in new_id("claim")


def test_what_was_drawn_from_photos_does_not_outlive_an_erasure(tmp_path: Path) -> None:
    with furnished(open_desk(Settings(data=tmp_path), examiner=Examiner())) as opened:
        claim = file_claim(opened.desk, BUYER, replace(WISH_1, photos=ALL_SHOTS)).receipt.claim
        withdraw_claim(opened.desk, BUYER, claim)
        kept = tmp_path / VIEWS / "ab" / "a view.png"
        kept.parent.mkdir(parents=True)
        kept.write_bytes(b"pixels")
        KeptFiles(tmp_path / DRAWN, secret=b"").keep("a" * 64, {"copy.jpg": b"pixels"})
        assert opened.erase(TENANT, "buyer-1")
        assert list((tmp_path / VIEWS).iterdir()) == [], "the folder stays, for a server that goes on"
        assert not (tmp_path / DRAWN).exists()


def test_what_a_check_left_is_removed_when_the_desk_is_served_again(tmp_path: Path) -> None:
    left = tmp_path / "checks" / "0123" / "in-0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"somebody's photo")
    with open_desk(Settings(data=tmp_path)) as opened:
        assert left.exists(), "a worker beside a desk that is served leaves its checks alone"
        opened.application(opened.door())
        assert not left.exists()


@pytest.mark.parametrize("processes", [1, 2, 16])
def test_web_processes_share_what_one_would_allow(tmp_path: Path, processes: int) -> None:
    with open_desk(Settings(data=tmp_path, web_processes=processes), examiner=Examiner()) as opened:
        limits = opened.application(opened.door()).state.rate_limits
        share = limits.take("t", "p").quota
    assert 0 < share <= WebLimits().requests / processes
