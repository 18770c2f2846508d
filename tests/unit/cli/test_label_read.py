"""``fairclaim label read`` as a caller meets it."""

import json
from pathlib import Path
from typing import Any

import pytest

from fairclaim.benchmark.label_pictures import plain, png_chunk
from fairclaim.benchmark.label_recordings import box, keyed_list, movie
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.forensics.labels.test_signature import PRODUCER, PUBLISHED, security

Capture = pytest.CaptureFixture[str]
DOUBAO = "001191110102MACQD9K64010000"
LABEL = {"Label": "1", "ContentProducer": DOUBAO, "ProduceID": "id-7"}


def png(*labels: dict[str, str] | bytes) -> bytes:
    data = plain("PNG")
    for one in labels:
        value = one if isinstance(one, bytes) else json.dumps(one).encode()
        data = png_chunk(data, b"tEXt", b"AIGC\0" + value)
    return data


SAMPLES = {
    "found.png": (png(LABEL), "found"),
    "film.mp4": (movie(box(b"udta", keyed_list(json.dumps(LABEL).encode()))), "found"),
    "conflict.png": (png(LABEL, {**LABEL, "Label": "3"}), "conflicting"),
    "broken.png": (png(b'{"Label":'), "unreadable"),
    "private.png": (png(b'{"aigc_info":{"aigc_label_type":1}}'), "private"),
    "none.jpg": (plain("JPEG"), "none"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, (data, _) in SAMPLES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def read(capsys: Capture, *paths: Path, status: Exit = Exit.DONE) -> dict[str, Any]:
    assert main(["label", "read", *map(str, paths), "--json"]) == status
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    record: dict[str, Any] = json.loads(said)
    assert record["schema"] == "fairclaim.labels/1"
    return record


def test_every_file_has_one_answer(folder: Path, capsys: Capture) -> None:
    paths = [folder / name for name in SAMPLES]
    files = read(capsys, *paths)["files"]
    assert [one["path"] for one in files] == [str(path) for path in paths]
    assert [one["answer"] for one in files] == [answer for _, answer in SAMPLES.values()]
    assert all(len(one["sha256"]) == 64 and one["error"] is None for one in files)


def test_a_file_that_cannot_be_read_spoils_only_itself(folder: Path, capsys: Capture) -> None:
    (folder / "text.jpg").write_text("hello")
    (folder / "empty.jpg").write_bytes(b"")
    paths = [folder / name for name in ("text.jpg", "empty.jpg", "nowhere.jpg", "found.png")]
    files = read(capsys, *paths, status=Exit.UNREADABLE)["files"]
    assert [one["error"]["code"] for one in files[:3]] == ["unknown-format", "empty-file", "not-readable"]
    assert [one["answer"] for one in files] == [None, None, None, "found"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("有标识", "校验码正确", "ProduceID", "不说明任何问题")),
        ("en", ("labelled", "check digit verified", "says nothing")),
    ],
)
def test_people_read_the_same_in_their_language(
    folder: Path, capsys: Capture, language: str, said: tuple[str, ...]
) -> None:
    words = ["label", "read", *(str(folder / name) for name in SAMPLES), "--language", language]
    assert main(words) == Exit.DONE
    out = capsys.readouterr().out
    assert all(text in out for text in said)


def test_a_signature_is_told_with_what_it_proves(folder: Path, capsys: Capture) -> None:
    [(number, signature), *_] = PUBLISHED.items()
    label = {"Label": "1", "ContentProducer": PRODUCER, "ProduceID": number, "ReservedCode1": security(signature)}
    path = folder / "signed.png"
    path.write_bytes(png(label))
    assert read(capsys, path)["files"][0]["labels"][0]["signature"] == "intact"
    assert main(["label", "read", str(path), "--language", "en"]) == Exit.DONE
    assert "neither who signed" in capsys.readouterr().out


def test_a_name_that_no_file_system_can_hold_is_not_readable(capsys: Capture) -> None:
    assert main(["label", "read", "a\0b", "--language", "en"]) == Exit.UNREADABLE
    assert "Cannot read" in capsys.readouterr().err
