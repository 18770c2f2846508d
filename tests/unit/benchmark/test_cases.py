import json
from collections import Counter
from pathlib import Path

import pytest

from fairclaim.benchmark.cases import Case, lone_cases, reference_cases, write_cases

FILES = {
    "edits/a_fill/original.jpg": b"a",
    "edits/a_fill/edited.png": b"a'",
    "edits/b_remove/original.png": b"b",
    "edits/b_remove/forged.jpg": b"b'",
    "edits/b_remove/mask.png": b"mask",
    "products/boot/00.jpg": b"0",
    "products/boot/01.jpg": b"1",
    "products/boot/02.jpg": b"2",
    "listing/milk/listing.jpg": b"shop",
    "listing/milk/inhand_0.jpg": b"hand",
    "listing/milk/inhand_1.jpg": b"hand again",
    "prints/cover/photo.jpg": b"photo",
    "prints/cover/reference.jpg": b"artwork",
    "damage/mould/1.jpg": b"rot",
    "clothes/shirt.jpg": b"shirt",
}
MANIFEST = """file,label,kind
damage/mould/1.jpg,genuine damage,"mould, masked"
damage/mould/1.png,mask,mask
clothes/shirt.jpg,genuine,garment
prints/cover/photo.jpg,genuine,print
"""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def of_kind(cases: list[Case], kind: str) -> list[Case]:
    return [case for case in cases if case["kind"] == kind]


def test_an_edit_is_forged_against_the_picture_it_was_made_from(photos: Path) -> None:
    edits = of_kind(list(reference_cases(photos)), "real-edit")
    assert [case["expected"] for case in edits] == ["forged", "forged"]
    assert edits[0]["claim"] == [str(photos / "edits/a_fill/edited.png")]
    assert edits[0]["listing"] == [str(photos / "edits/a_fill/original.jpg")]


def test_an_edit_has_no_link_to_the_original_of_another(photos: Path) -> None:
    others = of_kind(list(reference_cases(photos)), "other-original")
    assert [case["expected"] for case in others] == ["unlinked", "unlinked"]
    assert others[0]["listing"] == [str(photos / "edits/b_remove/original.png")]


def test_two_edits_of_one_original_are_not_called_unlinked(photos: Path) -> None:
    (photos / "edits/b_remove/original.png").write_bytes(FILES["edits/a_fill/original.jpg"])
    assert not of_kind(list(reference_cases(photos)), "other-original")


def test_all_other_pairs_are_honest(photos: Path) -> None:
    cases = list(reference_cases(photos))
    counts = Counter(str(case["kind"]) for case in cases if case["expected"] == "honest")
    assert counts == {"second-view": 6, "in-hand": 2, "in-hand-twice": 2, "flat-print": 1}
    assert of_kind(cases, "flat-print")[0]["listing"] == [str(photos / "prints/cover/reference.jpg")]


def test_a_photo_from_the_packing_table_is_a_dispatch_picture(photos: Path) -> None:
    case = of_kind(list(reference_cases(photos)), "in-hand-twice")[0]
    assert case["listing"] == []
    assert case["dispatch"] == [str(photos / "listing/milk/inhand_1.jpg")]


def test_genuine_photos_stand_alone(photos: Path) -> None:
    cases = list(lone_cases(photos))
    assert {case["case"]: case["kind"] for case in cases} == {
        "genuine-damage/damage/mould/1.jpg": "genuine-damage",
        "genuine-photo/clothes/shirt.jpg": "genuine-photo",
    }
    assert all(case["listing"] == [] for case in cases)


def test_an_empty_folder_yields_nothing(tmp_path: Path) -> None:
    assert list(reference_cases(tmp_path)) == []


def test_a_case_file_holds_one_object_per_line(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "cases.jsonl"
    count = write_cases(reference_cases(photos), out)
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert count == len(records) == len({record["case"] for record in records})
    assert all(
        {"case", "claim", "listing", "dispatch", "chat", "kind", "expected"} == set(record) for record in records
    )


@pytest.mark.corpus
def test_every_file_of_a_case_exists(corpus: Path) -> None:
    for case in [*reference_cases(corpus), *lone_cases(corpus)]:
        for role in ("claim", "listing", "dispatch"):
            paths = case[role]
            assert isinstance(paths, list)
            assert all(Path(path).is_file() for path in paths)
