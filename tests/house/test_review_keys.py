"""The guide for reviewers names the keys that the pages have, and no key does two things."""

import json
from collections import Counter
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ACTIONS = json.loads((CHECKOUT / "web-ui" / "src" / "review" / "actions.json").read_text(encoding="utf-8"))
PAGE = (CHECKOUT / "docs" / "how-to" / "review-by-keyboard.md").read_text(encoding="utf-8")
OF_VIEWER = set("+=-0fzrRnpchjklmgbvx ,.[]{}")
"""Keys of the pictures, which go on working beside those of the page."""


def table() -> str:
    """Return the keys as they stand in the guide, those of the photos in one line."""
    lines = ["| key | what it does | 操作 |", "|---|---|---|"]
    for one in ACTIONS:
        name, keys = one["name"], one["keys"]
        if name.startswith("photo-") and name != "photo-1":
            continue
        if name == "photo-1":
            lines.append("| `1` … `9` | show a claim photo | 查看申请照片 |")
        elif keys:
            lines.append(f"| {' '.join(f'`{key}`' for key in keys)} | {one['en']} | {one['zh']} |")
    return "\n".join(lines)


def test_the_guide_has_the_keys_of_the_pages() -> None:
    assert table() in PAGE, f"write into the guide:\n{table()}"


def test_no_key_does_two_things() -> None:
    keys = Counter(key for one in ACTIONS for key in one["keys"])
    assert [key for key, count in keys.items() if count > 1] == []
    assert not set(keys) & OF_VIEWER


def test_every_action_has_a_name_in_both_languages() -> None:
    assert len({one["name"] for one in ACTIONS}) == len(ACTIONS)
    assert all(one["zh"] and one["en"] and one["group"] in {"task", "judge", "look", "help"} for one in ACTIONS)
