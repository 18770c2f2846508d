"""What several labels come to together."""

import pytest

from fairclaim.forensics.labels.aigc import AigcLabel, FoundLabel, LabelValue, PrivateLabel, UnreadableLabel
from fairclaim.forensics.labels.answer import Answer, answer_of, standard_labels, statement

DOUBAO, UNLISTED = "001191110102MACQD9K64010000", "001191310104MACE0YX63918020"


def label(value: LabelValue = LabelValue.GENERATED, *, producer: str = "p", produce_id: str = "1") -> AigcLabel:
    return AigcLabel(
        carrier="XMP AIGC",
        label=value,
        producer=producer,
        produce_id=produce_id,
        reserved_code1="",
        propagator=producer,
        propagate_id="9",
        reserved_code2="",
    )


BROKEN = UnreadableLabel("XMP AIGC", "malformed")
PRIVATE = PrivateLabel("exif:ImageDescription", "ByteDance", "aigc_type=1", "")


@pytest.mark.parametrize(
    ("found", "answer"),
    [
        ([], Answer.NONE),
        ([BROKEN], Answer.UNREADABLE),
        ([PRIVATE], Answer.PRIVATE),
        ([BROKEN, PRIVATE], Answer.PRIVATE),
        ([label()], Answer.FOUND),
        ([label(), BROKEN, PRIVATE], Answer.FOUND),
        ([label(), label()], Answer.FOUND),
        ([label(), label(LabelValue.SUSPECTED)], Answer.CONFLICTING),
        ([label(), label(producer="q")], Answer.CONFLICTING),
        ([label(), label(produce_id="2")], Answer.CONFLICTING),
        ([label(), label(producer=""), label(produce_id="")], Answer.FOUND),
        ([label(producer=DOUBAO), label(producer="doubao")], Answer.FOUND),
        ([label(producer=DOUBAO), label(producer=DOUBAO[:-4] + "8705")], Answer.FOUND),
        ([label(producer=DOUBAO), label(producer="kling")], Answer.CONFLICTING),
        ([label(producer=UNLISTED), label(producer=UNLISTED[4:22])], Answer.FOUND),
    ],
)
def test_the_labels_of_a_file_have_one_answer(found: list[FoundLabel], answer: Answer) -> None:
    assert answer_of(found) is answer


def test_only_labels_of_the_standard_make_a_statement() -> None:
    [one] = standard_labels([BROKEN, label(), PRIVATE])
    assert statement(one) == ("1", "p", "1")
