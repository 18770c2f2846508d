"""When the sandbox is asked for credentials, and that nothing ever leaves the machine."""

from typing import Any

import pytest

from credential_forge import created, leaf, listener, picture, root, signed
from fairclaim.benchmark.label_recordings import movie
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.raster import Raster
from fairclaim.imaging.recording import open_recording
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.stored_credentials import StoredCredentials, read_credentials

ROOT = root("Test Root")
MAKER = leaf(ROOT, "Test Maker Ltd")
MADE = [created("trainedAlgorithmicMedia")]
PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:d="http://purl.org/dc/terms/" d:provenance="note"/>'


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp"])
def test_a_photo_whose_manifest_is_kept_online_says_so_and_nobody_is_asked(sandbox: Sandbox, media_type: str) -> None:
    with listener() as (url, requests):
        data = signed(
            picture(media_type), MAKER, ROOT, actions=MADE, media_type=media_type, remote_url=url + "manifest.c2pa"
        )
        photo = open_photo(Exhibit(data, Role.CLAIM), id=ExhibitId("claim-1"), sandbox=sandbox)
    assert photo.credentials is not None
    assert photo.credentials["why"] == "remote-manifest"
    assert requests == []


def test_a_films_credentials_are_read(sandbox: Sandbox) -> None:
    data = signed(movie(b""), MAKER, ROOT, actions=MADE, media_type="video/mp4")
    recording = open_recording(Exhibit(data, Role.CLAIM), id=ExhibitId("claim-1"), sandbox=sandbox)
    assert recording.credentials is not None
    assert recording.credentials["state"] == "read"
    assert open_recording(Exhibit(data, Role.CLAIM), id=ExhibitId("claim-1")).credentials is None


def test_without_a_container_or_an_address_nothing_is_asked() -> None:
    unused = Sandbox()
    assert read_credentials(picture(), "image/jpeg", Metadata(), sandbox=unused) == StoredCredentials()


def test_a_word_in_xmp_is_no_manifest(sandbox: Sandbox) -> None:
    found = read_credentials(picture(), "image/jpeg", Metadata(xmp=(PACKET,)), sandbox=sandbox)
    assert found.store in (None, {"state": "absent"})
    assert read_credentials(b"GIF89a", "image/gif", Metadata(xmp=(PACKET,)), sandbox=sandbox).store is None


def test_a_container_that_cannot_be_read_says_so(sandbox: Sandbox) -> None:
    assert read_credentials(b"GIF89a", "image/gif", Metadata(has_c2pa=True), sandbox=sandbox).store == {
        "state": "error",
        "why": "media-type",
        "detail": "",
    }


def test_the_pictures_that_a_photo_was_made_from_come_along(sandbox: Sandbox) -> None:
    parent = signed(picture(seed=7), MAKER, ROOT, actions=MADE)
    data = signed(picture(seed=8), MAKER, ROOT, parent=parent)
    photo = open_photo(Exhibit(data, Role.CLAIM), id=ExhibitId("claim-1"), sandbox=sandbox)
    [ingredient] = photo.ingredients
    assert (ingredient.title, ingredient.is_parent) == ("parent", True)
    seen = sandbox.decode(picture(seed=7), "image/jpeg").pixels.astype(int).mean(axis=(0, 1))
    assert abs(ingredient.raster.pixels.astype(int).mean(axis=(0, 1)) - seen).max() < 4
    assert photo.credentials is not None
    assert "thumbnails" not in photo.credentials


def test_a_thumbnail_that_is_no_picture_is_left_out() -> None:
    facts = {"title": "t", "relationship": "parentOf", "media_type": "image/jpeg", "size": 4}
    with Sandbox() as box:
        good = picture()
        pieces = [facts, {**facts, "size": len(good), "relationship": "inputTo"}, {**facts, "size": 900}]
        answer = ({"state": "read", "thumbnails": pieces}, b"nope" + good)
        stub = _Answering(box, answer)
        found = read_credentials(good, "image/jpeg", Metadata(has_c2pa=True), sandbox=stub)
    assert [one.is_parent for one in found.pictures] == [False]
    assert found.store == {"state": "read"}


class _Answering(Sandbox):
    """Answers what it is told; decodes as another does."""

    def __init__(self, decoder: Sandbox, answer: tuple[dict[str, Any], bytes]) -> None:
        super().__init__()
        self._decoder, self._answer = decoder, answer

    def call(self, task: str, data: bytes, media_type: str) -> tuple[dict[str, Any], bytes]:
        assert (task, media_type) == ("credentials", "image/jpeg")
        assert data
        return self._answer

    def decode(self, data: bytes, media_type: str) -> Raster:
        return self._decoder.decode(data, media_type)
