from pathlib import Path

import pytest

from fairclaim.store.errors import KeyRingError
from fairclaim.store.keys.evidence_key import create_evidence_key, read_evidence_key


def test_a_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "evidence.pem"
    made = create_evidence_key(path)
    assert path.stat().st_mode & 0o077 == 0
    assert read_evidence_key(path).public_key == made.public_key
    with pytest.raises(KeyRingError, match="never overwritten"):
        create_evidence_key(path)
    path.chmod(0o644)
    with pytest.raises(KeyRingError, match="chmod 600"):
        read_evidence_key(path)


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evidence.pem"
    with pytest.raises(KeyRingError):
        read_evidence_key(path)
    path.write_text("no key")
    path.chmod(0o600)
    with pytest.raises(KeyRingError):
        read_evidence_key(path)
