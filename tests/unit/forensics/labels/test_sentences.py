"""Labels in words: both languages, whom to ask, nothing untrusted left raw."""

import re

import pytest

from fairclaim.forensics.labels.aigc import AigcLabel, FoundLabel, LabelValue, PrivateLabel, UnreadableLabel
from fairclaim.forensics.labels.sentences import BREACHES, INTEGRITY, MEANINGS, describe, is_attributed
from fairclaim.forensics.labels.signature import Integrity

CHINESE = re.compile("[\u4e00-\u9fff]")
DOUBAO = "001191110102MACQD9K64010000"


def label(
    *, producer: str = DOUBAO, produce_id: str = "id-7", propagator: str = "", propagate_id: str = ""
) -> AigcLabel:
    return AigcLabel(
        carrier="XMP AIGC",
        label=LabelValue.GENERATED,
        producer=producer,
        produce_id=produce_id,
        reserved_code1="",
        propagator=propagator,
        propagate_id=propagate_id,
        reserved_code2="",
    )


FOUND: tuple[FoundLabel, ...] = (
    label(),
    label(producer=""),
    label(producer="doubao", propagator="00119144030008867405X220001", propagate_id="p-9"),
    PrivateLabel("exif:ImageDescription", "ByteDance", "aigc_type=1", "vicut"),
    UnreadableLabel("png:tEXt AIGC", "malformed"),
)


@pytest.mark.parametrize("found", FOUND)
def test_every_kind_of_label_has_words_in_both_languages(found: FoundLabel) -> None:
    said = describe(found)
    assert CHINESE.search(said.zh)
    assert said.en
    assert not CHINESE.search(said.en)
    assert said.zh.isprintable()
    assert said.en.isprintable()


def test_every_value_breach_and_state_of_a_signature_has_words() -> None:
    for words in (*MEANINGS.values(), *BREACHES.values(), *(INTEGRITY[state] for state in Integrity)):
        assert CHINESE.search(words.zh)
        assert not CHINESE.search(words.en)


def test_an_intact_signature_is_never_worded_as_authorship() -> None:
    assert "neither who signed" in INTEGRITY[Integrity.INTACT].en
    assert "不能证明是谁签的" in INTEGRITY[Integrity.INTACT].zh


def test_whom_to_ask_and_for_which_number_is_said() -> None:
    said = describe(label())
    assert "ProduceID id-7" in said.en
    assert "gsxt.gov.cn" in said.en
    assert "gsxt.gov.cn" in said.zh
    assert "91110102MACQD9K640" in said.en


@pytest.mark.parametrize(
    ("producer", "is_named"), [(DOUBAO, True), ("doubao", True), ("", False), (DOUBAO[:-3], False)]
)
def test_a_name_or_a_right_code_names_somebody(producer: str, *, is_named: bool) -> None:
    assert is_attributed(label(producer=producer)) is is_named


def test_hostile_values_stay_on_one_line() -> None:
    said = describe(label(producer="x\u202e\n" + "y" * 500, produce_id="\ud800"))
    assert said.en.isprintable()
    said.en.encode()
    assert len(said.en) < 1500
