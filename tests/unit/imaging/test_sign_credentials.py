"""The part that runs in the sandbox, called here without one."""

from contextlib import suppress
from typing import Any

import pytest

import credential_forge as forge
from fairclaim.domain.errors import BrokenFileError
from fairclaim.imaging.credentials import read_store_json
from fairclaim.imaging.sign_credentials import ALGORITHMS, sign_copy
from fairclaim.imaging.signing_identity import SigningIdentity

WISH: dict[str, Any] = {
    "manifest": {"claim_generator_info": [{"name": "x", "version": "1"}], "assertions": []},
    "ingredient": {"title": "x", "relationship": "parentOf"},
    "chain": "no certificate",
    "algorithm": "es256",
}


@pytest.mark.parametrize(("data", "media_type"), [(b"%PDF-1.7", "application/pdf"), (b"<svg/>", "image/jpeg")])
def test_only_the_listed_types_are_read_and_only_where_the_first_bytes_agree(data: bytes, media_type: str) -> None:
    with pytest.raises(BrokenFileError):
        sign_copy(data, media_type, WISH, lambda _: b"")


def test_what_the_library_refuses_is_the_files_error() -> None:
    with pytest.raises(BrokenFileError):
        sign_copy(forge.picture(), "image/jpeg", WISH, lambda _: b"")


def test_every_algorithm_has_the_name_that_the_library_knows() -> None:
    assert all(name == alg.name.lower() for name, alg in ALGORITHMS.items())


def test_a_manifest_that_a_file_names_elsewhere_is_not_fetched() -> None:
    root = forge.root("Desk root")
    leaf = forge.leaf(root, "desk.example")
    identity = SigningIdentity.from_pem(leaf.key_pem.encode(), (leaf.pem + root.pem).encode())
    wish = {
        **WISH,
        "chain": identity.chain,
        "ingredient": {"title": "x", "relationship": "parentOf", "label": "original"},
    }
    actions = [{"action": "c2pa.opened", "parameters": {"ingredientIds": ["original"]}}]
    wish["manifest"] = {
        "claim_version": 2,
        "claim_generator_info": [{"name": "x", "version": "1"}],
        "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": actions}}],
    }
    with forge.listener() as (url, requests):
        remote = forge.signed(forge.picture(), leaf, root, remote_url=f"{url}manifest")
        with suppress(BrokenFileError):
            sign_copy(remote, "image/jpeg", wish, identity.sign)
        assert requests == []
    local = sign_copy(forge.picture(), "image/jpeg", wish, identity.sign)
    assert read_store_json(local, "image/jpeg")["state"] == "read"
