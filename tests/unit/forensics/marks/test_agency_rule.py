"""An agency's mark is found at any place and angle, if it was read surely."""

import pytest

from fairclaim.forensics.marks.agency_rule import find_agency
from unit.forensics.marks.lines import line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("alamy", "Alamy"),
        ("www.shutterstock.com", "Shutterstock"),
        ("gettyimages®", "Getty Images"),
        ("视觉中国 VCG.COM", "视觉中国"),
        ("摄图网 699pic.com", "摄图网"),
        ("千图网", "千图网"),
        ("Adobe Stock", "Adobe Stock"),
    ],
)
def test_an_agency_is_named(text: str, name: str) -> None:
    mark = find_agency([line("COTTON 100%"), line(text, row=400, col=600, tilt=35.0)])
    assert mark is not None
    assert mark.agency.name == name
    assert mark.boxes[0].row0 == 400


@pytest.mark.parametrize(
    "text", ["stock cube", "in stock", "nutterstock", "getty museum", "GALAMYX", "千图", "restocked 12", "图书"]
)
def test_like_words_are_no_agency(text: str) -> None:
    assert find_agency([line(text)]) is None


def test_an_unsure_reading_is_left_out() -> None:
    assert find_agency([line("alamy", score=0.6)]) is None


def test_every_place_is_kept() -> None:
    mark = find_agency([line("alamy", row=100), line("alamy", row=300)])
    assert mark is not None
    assert [box.row0 for box in mark.boxes] == [100, 300]
