"""A label fills a letter to the provider that it names."""

import json
from pathlib import Path

import pytest

from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from unit.cli.test_label_read import DOUBAO, LABEL, SAMPLES, png

Capture = pytest.CaptureFixture[str]


def photo(folder: Path, data: bytes) -> str:
    (folder / "upload.png").write_bytes(data)
    return str(folder / "upload.png")


def test_a_label_fills_the_letter_which_can_be_written(tmp_path: Path, capsys: Capture) -> None:
    assert (
        main(["file", "provider-inquiry", "--blank", "--photo", photo(tmp_path, SAMPLES["found.png"][0])]) == Exit.DONE
    )
    record = json.loads(capsys.readouterr().out)
    assert (record["fields"]["producer_code"], record["fields"]["produce_id"], record["fields"]["label_value"]) == (
        DOUBAO,
        "id-7",
        "1",
    )
    assert record["to"]["name"] == {"zh": "豆包", "en": "Doubao"}
    (tmp_path / "ask.json").write_text(json.dumps(record), encoding="utf-8")
    out = tmp_path / "out"
    assert (
        main(["file", "provider-inquiry", str(tmp_path / "ask.json"), "--out", str(out), "--format", "html"])
        == Exit.DONE
    )
    assert DOUBAO in (out / "provider-inquiry.en.html").read_text(encoding="utf-8")


def test_an_unknown_provider_stays_a_blank(tmp_path: Path, capsys: Capture) -> None:
    data = png({**LABEL, "ContentProducer": "somebody"})
    assert main(["file", "provider-inquiry", "--blank", "--photo", photo(tmp_path, data)]) == Exit.DONE
    assert json.loads(capsys.readouterr().out)["to"]["name"] is None


@pytest.mark.parametrize("name", ["conflict.png", "broken.png", "private.png", "none.jpg"])
def test_without_one_provider_and_number_there_is_nothing_to_ask(name: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["file", "provider-inquiry", "--blank", "--photo", photo(tmp_path, SAMPLES[name][0])]) == Exit.BAD_USE
    assert SAMPLES[name][1] in capsys.readouterr().err


def test_a_label_without_a_number_is_nothing_to_ask_about(tmp_path: Path) -> None:
    data = png({"Label": "1", "ContentProducer": DOUBAO})
    assert main(["file", "provider-inquiry", "--blank", "--photo", photo(tmp_path, data)]) == Exit.BAD_USE


def test_only_one_kind_takes_a_photo_and_it_must_be_there(tmp_path: Path) -> None:
    assert main(["file", "civil-demand", "--blank", "--photo", "x.jpg"]) == Exit.BAD_USE
    assert main(["file", "provider-inquiry", "--blank", "--photo", str(tmp_path / "no.jpg")]) == Exit.UNREADABLE
