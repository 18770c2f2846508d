import os
from hashlib import sha256
from pathlib import Path

import pytest

from fairclaim.web.view_folder import NoDigestError, ViewFolder

ONE, TWO = (sha256(name).hexdigest() for name in (b"one", b"two"))


def test_what_is_kept_is_read_until_it_is_forgotten(tmp_path: Path) -> None:
    views = ViewFolder(tmp_path / "views", max_bytes=1_000)
    path = views.path(ONE, "small")
    assert views.read(path) is None
    assert not views.has(path)
    views.keep(ONE, path, b"bytes")
    assert views.has(path)
    assert views.read(path) == b"bytes"
    assert (tmp_path / "views").stat().st_mode & 0o077 == 0
    views.forget(ONE)
    assert views.is_forgotten(ONE)
    views.keep(ONE, path, b"bytes")
    assert not path.exists()
    assert not views.is_forgotten(TWO)


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    views = ViewFolder(tmp_path, max_bytes=3_200)
    for number, digest in enumerate((ONE, TWO)):
        path = views.path(digest, "view")
        views.keep(digest, path, bytes(1_000))
        os.utime(path, (number, number))
    views.read(views.path(ONE, "view"))
    views.keep(ONE, views.path(ONE, "another"), bytes(1_900))
    assert not views.path(TWO, "view").exists()
    assert views.path(ONE, "view").exists()


@pytest.mark.parametrize("name", ["", "../../etc", "a" * 63, "A" * 64])
def test_what_is_no_digest_names_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoDigestError):
        ViewFolder(tmp_path, max_bytes=1).path(name, "view")
