import json
from pathlib import Path

import pytest

from fairclaim.cli.batch_cases import read_cases
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.domain.exhibit import Role


def case_file(folder: Path, *lines: str | bytes) -> Path:
    path = folder / "cases.jsonl"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def test_a_full_case_is_read_in_the_order_of_the_roles(tmp_path: Path) -> None:
    line = {
        "case": "17",
        "chat": ["d.jpg"],
        "listing": ["b.jpg", "c.jpg"],
        "claim": ["a.jpg"],
        "order": {"id": 9, "placed_at": "2026-03-01T12:00:00+08:00", "colour": "red"},
        "anything": {"else": 1},
    }
    (case,) = read_cases(case_file(tmp_path, json.dumps(line)))
    assert case.case == "17"
    assert case.paths == (
        (Role.CLAIM, "a.jpg"),
        (Role.LISTING, "b.jpg"),
        (Role.LISTING, "c.jpg"),
        (Role.CHAT, "d.jpg"),
    )
    assert case.order is not None
    assert case.order.id == "9"
    assert case.order.placed_at is not None


def test_empty_lines_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    first = b'\xef\xbb\xbf{"case": "1", "claim": ["a.jpg"]}\r'
    cases = read_cases(case_file(tmp_path, first, "", "  \r", '{"case": "2", "claim": "a.jpg"}\r', ""))
    assert [case.case for case in cases] == ["1", "2"]


def test_a_single_path_may_stand_without_a_list(tmp_path: Path) -> None:
    (case,) = read_cases(case_file(tmp_path, '{"case": "1", "claim": "a.jpg", "listing": null, "order": null}'))
    assert case.paths == ((Role.CLAIM, "a.jpg"),)
    assert case.order is None


def test_paths_are_looked_up_beside_the_case_file_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside, current = tmp_path / "beside", tmp_path / "current"
    for folder, names in ((beside, ("both.jpg", "here.jpg")), (current, ("both.jpg", "there.jpg"))):
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(b"")
    monkeypatch.chdir(current)
    line = json.dumps({"case": "1", "claim": ["both.jpg", "here.jpg", "there.jpg", "nowhere.jpg"]})
    (case,) = read_cases(case_file(beside, line))
    assert [path for _, path in case.paths] == [
        str(beside / "both.jpg"),
        str(beside / "here.jpg"),
        "there.jpg",
        "nowhere.jpg",
    ]


@pytest.mark.parametrize("name", ["x" * 5000, "照片\ud800.jpg", "a/" * 3000])
def test_a_path_that_no_disk_can_hold_is_left_for_its_own_case(name: str, tmp_path: Path) -> None:
    (case,) = read_cases(case_file(tmp_path, json.dumps({"case": "1", "claim": [name]})))
    assert case.paths == ((Role.CLAIM, name),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "no valid JSON"),
        (b'{"case": "\xff", "claim": ["a"]}', "no valid JSON"),
        (b"[" * 100_000, "no valid JSON"),
        (b"[]", '"case"'),
        (b"null", '"case"'),
        (b'{"claim": ["a.jpg"]}', '"case"'),
        (b'{"case": 17, "claim": ["a.jpg"]}', '"case"'),
        (b'{"case": "", "claim": ["a.jpg"]}', '"case"'),
        (b'{"case": "1"}', '"claim"'),
        (b'{"case": "1", "claim": []}', '"claim"'),
        (b'{"case": "1", "claim": [""]}', "list of paths"),
        (b'{"case": "1", "claim": ["a\\u0000b"]}', "list of paths"),
        (b'{"case": "1", "claim": {"a": 1}}', "list of paths"),
        (b'{"case": "1", "claim": ["a"], "listing": [1]}', "list of paths"),
        (b'{"case": "1", "claim": ["a"], "listing": 0}', "list of paths"),
        (b'{"case": "1", "claim": ["a"], "order": []}', "must be a JSON object"),
        (b'{"case": "1", "claim": ["a"], "order": false}', "must be a JSON object"),
        (b'{"case": "1", "claim": ["a"], "order": {"placed_at": "yesterday"}}', "placed_at"),
    ],
)
def test_a_malformed_line_is_named_by_file_and_number(line: bytes, said: str, tmp_path: Path) -> None:
    path = case_file(tmp_path, '{"case": "0", "claim": ["a.jpg"]}', "", line)
    with pytest.raises(UsageError) as caught:
        read_cases(path)
    assert f"{path}, line 3: " in caught.value.message.en
    assert f"{path} 第 3 行：" in caught.value.message.zh
    assert said in caught.value.message.en


def test_two_cases_of_one_name_are_refused_with_both_lines(tmp_path: Path) -> None:
    path = case_file(tmp_path, '{"case": "1", "claim": ["a"]}', "", '{"case": "1", "claim": ["b"]}')
    with pytest.raises(UsageError, match=r"line 3: case 1 stands in line 1 already"):
        read_cases(path)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_case_file_that_cannot_be_read_is_not_readable(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadableError):
        read_cases(tmp_path / name)


def test_an_empty_case_file_has_no_cases(tmp_path: Path) -> None:
    assert read_cases(case_file(tmp_path)) == []
