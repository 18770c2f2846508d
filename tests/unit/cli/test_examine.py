import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from fairclaim.cli.examine import read_order
from fairclaim.cli.exits import Exit
from fairclaim.cli.main import main
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.typesetting import FontMissingError
from journeys import shop

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A listing picture, and the same with a patch painted in."""
    folder = tmp_path_factory.mktemp("shop")
    return str(shop.write_painted(folder / "claim.jpg")), str(shop.write_listing(folder / "listing.jpg"))


def examined(capsys: Capture, *words: str, status: Exit = Exit.DONE) -> dict[str, Any]:
    assert main(["examine", *words, "--json"]) == status
    said = capsys.readouterr()
    assert said.out.endswith("}\n")
    assert said.out.count("\n") == 1
    record: dict[str, Any] = json.loads(said.out)
    return record


def test_json_is_one_object_with_the_case_and_the_paths_as_given(pair: tuple[str, str], capsys: Capture) -> None:
    claim, listing = pair
    record = examined(capsys, claim, "--listing", listing, "--case", "案件 17")
    assert record["schema"] == "fairclaim.examination/1"
    assert record["case"] == "案件 17"
    assert [(item["id"], item["path"]) for item in record["exhibits"]] == [("claim-1", claim), ("listing-1", listing)]
    assert record["verdict"]["call"] == "forged"


def test_maps_stand_in_the_record_and_on_disk(pair: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "地图" / "maps"
    record = examined(capsys, pair[0], "--listing", pair[1], "--maps", str(folder))
    paths = [finding["map"] for finding in record["findings"] if finding["map"]]
    assert paths
    assert sorted(map(str, folder.iterdir())) == sorted(paths)
    for path in paths:
        drawn = cv2.imdecode(*_bytes_of(path))
        assert drawn is not None
        assert drawn.shape == (shop.SIDE, shop.SIDE)
        assert drawn.dtype.name == "uint8"


def _bytes_of(path: str) -> tuple[Any, int]:
    import numpy as np

    return np.frombuffer(Path(path).read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED


def test_without_a_folder_no_map_is_promised(pair: tuple[str, str], capsys: Capture) -> None:
    record = examined(capsys, pair[0], "--listing", pair[1])
    assert {finding["map"] for finding in record["findings"]} == {None}


def test_the_report_is_written_and_named(pair: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    report = tmp_path / "new folder" / "[bold]报告.html"
    assert main(["examine", pair[0], "--listing", pair[1], "--report", str(report), "--language", "zh"]) == Exit.DONE
    assert report.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    said = capsys.readouterr()
    assert said.out.endswith(f"→ {report}\n")
    assert said.err == ""


def test_a_report_on_paper_is_pdf(pair: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    pytest.importorskip("typst")
    report = tmp_path / "Report.PDF"
    ended = main(["examine", pair[0], "--listing", pair[1], "--report", str(report), "--language", "en"])
    if ended == Exit.UNAVAILABLE:
        assert "fonts-noto-cjk" in capsys.readouterr().err
        pytest.skip("needs fonts-noto-cjk")
    assert report.read_bytes().startswith(b"%PDF-1.7")


def test_without_a_font_a_report_on_paper_is_unavailable(
    pair: tuple[str, str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise FontMissingError(("Noto Sans CJK SC",))

    monkeypatch.setattr("fairclaim.report.pdf.typeset", none)
    report = tmp_path / "report.pdf"
    assert main(["examine", pair[0], "--report", str(report)]) == Exit.UNAVAILABLE
    assert "Noto Sans CJK SC" in capsys.readouterr().err
    assert not report.exists()


@pytest.mark.parametrize("option", ["--report", "--maps"])
def test_a_place_that_cannot_be_written_is_bad_use_and_prints_no_result(
    option: str, pair: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "file").write_bytes(b"")
    place = str(tmp_path / "file" / "below")
    assert main(["examine", pair[0], "--listing", pair[1], "--json", option, place]) == Exit.BAD_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("fairclaim: Cannot write")
    assert said.err.count("\n") == 1


def test_a_report_never_replaces_an_original(pair: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    claim, order = shop.write_painted(tmp_path / "claim.jpg"), tmp_path / "order.json"
    order.write_text("{}")
    link = tmp_path / "link.html"
    link.symlink_to(claim)
    for place, original in ((claim, claim), (link, claim), (order, order)):
        before = original.read_bytes()
        words = [str(claim), "--listing", pair[1], "--order", str(order), "--report", str(place)]
        assert main(["examine", *words]) == Exit.BAD_USE
        assert "would overwrite" in capsys.readouterr().err
        assert original.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["{", "", "[" * 100_000, "[]", '"x"', '{"placed_at": "2026-03-01"}', '{"shipped_at": 1}']
)
def test_a_malformed_order_is_bad_use_and_names_its_file(
    text: str, pair: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    order = tmp_path / "order.json"
    order.write_text(text)
    assert main(["examine", pair[0], "--order", str(order), "--json"]) == Exit.BAD_USE
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{order}" in said.err


def test_an_order_is_read_whatever_its_byte_order_mark(tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        order.write_text('{"id": "单号", "placed_at": "2026-03-01T12:00:00+08:00"}', encoding=encoding)
        parsed = read_order(order)
        assert parsed is not None
        assert parsed.id == "单号"
    with pytest.raises(NotReadableError):
        read_order(tmp_path)
    order.write_bytes(b"\xff\xff")
    with pytest.raises(UsageError):
        read_order(order)


def test_no_readable_claim_is_unreadable_with_a_full_result(
    pair: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"not a picture")
    words = [str(broken), str(tmp_path), str(tmp_path / "missing.jpg"), "--listing", pair[1]]
    assert main(["examine", *words, "--json"]) == Exit.UNREADABLE
    said = capsys.readouterr()
    record = json.loads(said.out)
    assert [(error["exhibit"], error["code"]) for error in record["errors"]] == [
        ("claim-1", "unknown-format"),
        ("claim-2", "not-readable"),
        ("claim-3", "not-readable"),
    ]
    assert record["verdict"]["call"] == "cannot-tell"
    assert len(said.err.splitlines()) == 3
    assert "broken.jpg: Not a picture" in said.err
    assert "missing.jpg: No such file" in said.err
    assert "Is a directory" in said.err


def test_one_readable_claim_is_enough(pair: tuple[str, str], tmp_path: Path, capsys: Capture) -> None:
    record = examined(capsys, str(tmp_path / "missing.jpg"), pair[0], "--listing", str(tmp_path))
    assert [error["exhibit"] for error in record["errors"]] == ["claim-1", "listing-1"]


def test_a_claim_alone_is_examined(pair: tuple[str, str], capsys: Capture) -> None:
    assert examined(capsys, pair[0])["verdict"]["call"] == "cannot-tell"


def test_one_file_may_be_claim_and_listing(pair: tuple[str, str], capsys: Capture) -> None:
    record = examined(capsys, pair[1], "--listing", pair[1])
    assert record["verdict"]["call"] != "forged"
    assert record["exhibits"][0]["sha256"] == record["exhibits"][1]["sha256"]


def test_standard_input_can_be_read_only_once(capsys: Capture) -> None:
    assert main(["examine", "-", "--listing", "-"]) == Exit.BAD_USE
    assert "only once" in capsys.readouterr().err
