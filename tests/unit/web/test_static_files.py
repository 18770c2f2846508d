import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from fairclaim.web.static_files import BUILT, NoSuchFileError, NotBuiltError, StaticFiles, built_files


def test_every_built_file_is_served_under_the_name_of_its_content() -> None:
    files = StaticFiles.load()
    assert {"base.css", "evidence-viewer.js", "pages.css", "parties.js", "tokens.css"} <= set(files.names)
    for name in files.names:
        served_as = files.href(name).removeprefix("/static/")
        file = files.served(served_as)
        digest = hashlib.sha256(file.data).digest()
        assert digest.hex()[:12] in served_as
        assert files.integrity(name) == f"sha256-{base64.b64encode(digest).decode()}"
        assert gzip.decompress(file.gzipped) == file.data
        assert file.media_type == ("text/css" if name.endswith("css") else "text/javascript") + "; charset=utf-8"


def test_nothing_lies_in_the_folder_that_is_not_listed() -> None:
    files = StaticFiles.load()
    listed = {files.href(name).removeprefix("/static/") for name in files.names}
    assert {path.name for path in BUILT.iterdir()} == listed | {"manifest.json", "NOTICE"}


def test_the_licences_of_what_is_bundled_come_with_it() -> None:
    notice = (BUILT / "NOTICE").read_text(encoding="utf-8")
    assert re.search(r"^openseadragon [\d.]+ \(BSD-3-Clause\)$", notice, re.MULTILINE)
    assert re.search(r"^uplot [\d.]+ \(MIT\)$", notice, re.MULTILINE)
    assert "Redistribution and use in source and binary forms" in notice


@pytest.mark.parametrize("name", ["", "manifest.json", "../static_files.py", "evidence-viewer.js", "a" * 500])
def test_only_listed_names_are_served(name: str) -> None:
    with pytest.raises(NoSuchFileError):
        StaticFiles.load().served(name)


def test_a_page_with_the_viewer_weighs_little() -> None:
    files = StaticFiles.load()
    weight = sum(len(files.served(files.href(name).removeprefix("/static/")).gzipped) for name in files.names)
    assert weight < 300_000  # all pages' files together; one page may weigh 400 kB without photos


def test_a_name_that_was_never_built_is_told() -> None:
    with pytest.raises(NoSuchFileError) as caught:
        built_files().href("missing.js")
    assert "missing.js" in caught.value.message.zh


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        "no JSON",
        "[]",
        '{"files": {"a.js": {}}}',
        '{"files": {"a.js": {"file": "a-1.js", "integrity": ""}}}',
        '{"files": {"a.js": {"file": "../a.js", "integrity": ""}}}',
        '{"files": {"a.exe": {"file": "a.exe", "integrity": ""}}}',
    ],
)
def test_a_folder_that_was_not_built_is_the_operators_error(manifest: str | None, tmp_path: Path) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(NotBuiltError) as caught:
        StaticFiles.load(tmp_path)
    assert caught.value.code == "pages-not-built"


def test_files_may_be_served_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a-1.css").write_text("", encoding="utf-8")
    entry = {"files": {"a.css": {"file": "a-1.css", "integrity": "sha256-x"}}}
    (tmp_path / "manifest.json").write_text(json.dumps(entry), encoding="utf-8")
    assert StaticFiles.load(tmp_path, prefix="/desk/static/").href("a.css") == "/desk/static/a-1.css"
