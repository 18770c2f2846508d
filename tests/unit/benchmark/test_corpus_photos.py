"""Which files of a corpus are real photos."""

from pathlib import Path

from fairclaim.benchmark.corpus_photos import real_photos


def test_masks_forgeries_and_other_files_are_left_out(tmp_path: Path) -> None:
    rows = ["file,label", "a.jpg,genuine", "b.png,mask", "c.jpg,forged", "d.heic,genuine", "e.JPG,original"]
    (tmp_path / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    assert list(real_photos(tmp_path)) == ["a.jpg", "e.JPG"]
