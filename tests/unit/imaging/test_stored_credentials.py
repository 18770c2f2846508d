"""When the sandbox is asked for credentials, and that nothing ever leaves the machine."""

import pytest

from credential_forge import created, leaf, listener, picture, root, signed
from fairclaim.benchmark.label_recordings import movie
from fairclaim.domain.exhibit import Exhibit, ExhibitId, Role
from fairclaim.imaging.metadata import Metadata
from fairclaim.imaging.open_photo import open_photo
from fairclaim.imaging.recording import open_recording
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.stored_credentials import read_credentials

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
    assert read_credentials(picture(), "image/jpeg", Metadata(), sandbox=unused) is None


def test_a_word_in_xmp_is_no_manifest(sandbox: Sandbox) -> None:
    store = read_credentials(picture(), "image/jpeg", Metadata(xmp=(PACKET,)), sandbox=sandbox)
    assert store in (None, {"state": "absent"})
    assert read_credentials(b"GIF89a", "image/gif", Metadata(xmp=(PACKET,)), sandbox=sandbox) is None


def test_a_container_that_cannot_be_read_says_so(sandbox: Sandbox) -> None:
    assert read_credentials(b"GIF89a", "image/gif", Metadata(has_c2pa=True), sandbox=sandbox) == {
        "state": "error",
        "why": "media-type",
        "detail": "",
    }
