"""What may be written, what is refused, and that what was written reads back."""

import json
import zlib
from dataclasses import replace

import pytest

from fairclaim.benchmark.label_matrix import packet
from fairclaim.benchmark.label_pictures import exif_block, itxt, jpeg_segment, plain, png_chunk
from fairclaim.benchmark.label_recordings import box, keyed_list, keyless_list, movie
from fairclaim.domain.errors import UsageError
from fairclaim.forensics.labels.aigc import AigcLabel, LabelValue, find_labels
from fairclaim.forensics.labels.write import MAX_VALUE_CHARS, Plan, Wish, plan_label, verify_written
from fairclaim.imaging.splice import spliced
from fairclaim.imaging.stated import read_stated
from unit.imaging import hostile

DOUBAO, JIMENG = "001191110102MACQD9K64010000", "00119144030008867405X220001"
MINE = Wish(label=LabelValue.GENERATED, producer=DOUBAO, produce_id="id-7")
PASSING = Wish(propagator=JIMENG, propagate_id="p-9")
BASES = {"jpeg": plain("JPEG"), "png": plain("PNG"), "webp": plain("WEBP"), "mp4": movie(b"")}


def written(data: bytes, wish: Wish) -> bytes:
    plan = plan_label(data, wish)
    copy = b"".join(spliced(data, plan.splices))
    verify_written(copy, plan)
    return copy


def only_label(data: bytes) -> AigcLabel:
    [label] = find_labels(read_stated(data).metadata)
    assert isinstance(label, AigcLabel)
    return label


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("value", LabelValue)
def test_a_new_label_reads_back_without_any_departure_from_the_standard(name: str, value: LabelValue) -> None:
    label = only_label(written(BASES[name], replace(MINE, label=value)))
    assert (label.label, label.producer, label.produce_id) == (value, DOUBAO, "id-7")
    assert (label.propagator, label.propagate_id) == (DOUBAO, "id-7")
    assert label.breaches == ()


@pytest.mark.parametrize("name", BASES)
def test_a_platform_overwrites_the_propagation_pair_and_nothing_else(name: str) -> None:
    first = written(BASES[name], MINE)
    passed = written(first, PASSING)
    again = written(passed, replace(PASSING, propagate_id="p-10", label=LabelValue.GENERATED, producer=DOUBAO))
    assert only_label(passed) == replace(only_label(first), propagator=JIMENG, propagate_id="p-9")
    assert only_label(again).propagate_id == "p-10"


@pytest.mark.parametrize("value", [LabelValue.POSSIBLE, LabelValue.SUSPECTED])
def test_a_platform_that_does_not_know_the_producer_leaves_it_empty(value: LabelValue) -> None:
    label = only_label(written(BASES["jpeg"], replace(PASSING, label=value)))
    assert (label.producer, label.produce_id, label.propagator, label.propagate_id) == ("", "", JIMENG, "p-9")


def test_a_producers_own_integrity_code_survives_being_passed_on() -> None:
    fields = {"Label": "1", "ContentProducer": DOUBAO, "ProduceID": "i", "ReservedCode1": '{"a":"b"}'}
    body = json.dumps(fields).replace("&", "&amp;").replace('"', "&quot;")
    data = jpeg_segment(
        plain("JPEG"), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet(f"<TC260:AIGC>{body}</TC260:AIGC>").encode()
    )
    assert only_label(written(data, PASSING)).reserved_code1 == '{"a":"b"}'


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (PASSING, "--label"),
        (replace(MINE, label=None), "--label"),
        (replace(MINE, producer=None, produce_id=None), "--producer"),
        (replace(MINE, produce_id=None), "go together"),
        (replace(MINE, propagator=JIMENG), "go together"),
        (Wish(label=LabelValue.SUSPECTED), "--propagator"),
        (replace(MINE, producer="某公司"), "annex E"),
        (replace(MINE, producer="two words"), "annex E"),
        (replace(MINE, produce_id='a"b'), "annex E"),
        (replace(MINE, produce_id="a\\b"), "annex E"),
        (replace(MINE, produce_id=""), "annex E"),
        (replace(MINE, produce_id="x" * (MAX_VALUE_CHARS + 1)), "annex E"),
        (replace(MINE, producer=DOUBAO[:-1]), "no right code"),
        (replace(MINE, producer=DOUBAO.replace("K640", "K641")), "no right code"),
        (replace(MINE, producer="91110102MACQD9K640"), "no right code"),
        (replace(MINE, propagator=DOUBAO[:-2], propagate_id="1"), "no right code"),
    ],
)
def test_a_wish_that_breaks_the_standard_is_refused(wish: Wish, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        plan_label(BASES["jpeg"], wish)
    assert caught.value.message.zh


@pytest.mark.parametrize(
    "wish",
    [
        MINE,
        replace(PASSING, label=LabelValue.SUSPECTED),
        replace(PASSING, producer=JIMENG),
        replace(PASSING, produce_id="other"),
        Wish(),
    ],
)
def test_what_a_label_says_of_the_content_is_never_changed(wish: Wish) -> None:
    labelled = written(BASES["png"], MINE)
    with pytest.raises(UsageError, match="already carries"):
        plan_label(labelled, wish)


VALUE = json.dumps({"Label": "1", "ContentProducer": "kling", "ProduceID": "x"}).encode()
NAMED = {
    "png-text": png_chunk(plain("PNG"), b"tEXt", b"AIGC\0" + VALUE),
    "png-packed": png_chunk(plain("PNG"), b"zTXt", b"AIGC\0\0" + zlib.compress(VALUE), is_last=True),
    "png-international": png_chunk(plain("PNG"), b"iTXt", itxt(b"AIGC", b'{"AIGC":' + VALUE + b"}")),
    "mp4-behind": movie(box(b"udta", keyed_list(VALUE))),
    "mp4-in-front": movie(box(b"udta", keyed_list(VALUE)), is_last=False),
    "mov-bare-meta": movie(keyed_list(VALUE, is_iso=False), brand="mov"),
    "mov-keyless": movie(box(b"udta", keyless_list(VALUE)), brand="mov"),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_pair_is_written_where_the_label_stands(name: str) -> None:
    data = NAMED[name]
    copy = written(data, replace(PASSING, propagate_id="p" * 200))
    before, after = only_label(data), only_label(copy)
    assert (after.carrier, after.produce_id, after.propagate_id) == (before.carrier, "x", "p" * 200)
    again = written(copy, replace(PASSING, propagate_id="p"))
    assert only_label(again).propagate_id == "p"
    for part in read_stated(data).structure.parts:
        if part.kind in {"mdat", "IDAT"}:
            assert part.payload(data) in copy
        if part.kind == "mdat":
            assert copy[part.offset : part.offset + part.size] == part.payload(data)


def test_a_wrapped_label_stays_wrapped() -> None:
    assert b'{"AIGC":{"Label"' in written(NAMED["png-international"], PASSING)


@pytest.mark.parametrize(
    "data",
    [
        hostile.jpeg(exif=exif_block(comment=b"ASCII\0\0\0" + VALUE)),
        png_chunk(plain("PNG"), b"tEXt", b"AIGC\0seen: " + VALUE),
        png_chunk(plain("PNG"), b"tEXt", b"Comment\0" + VALUE),
    ],
    ids=["exif", "with-other-words", "another-keyword"],
)
def test_a_label_that_stands_elsewhere_is_left_to_its_writer(data: bytes) -> None:
    with pytest.raises(UsageError, match="stands in"):
        plan_label(data, PASSING)


def test_a_film_in_fragments_whose_index_stands_in_front_is_refused() -> None:
    data = movie(box(b"udta", keyed_list(VALUE)), is_last=False) + box(b"moof", bytes(8)) + box(b"mdat", bytes(8))
    with pytest.raises(UsageError, match="fragments"):
        plan_label(data, PASSING)


def test_other_kinds_of_files_are_not_written() -> None:
    with pytest.raises(UsageError, match="not supported"):
        plan_label(plain("GIF"), MINE)


def test_contradicting_and_unreadable_labels_are_not_added_to() -> None:
    png = png_chunk(plain("PNG"), b"tEXt", b'AIGC\0{"Label":')
    with pytest.raises(UsageError, match="contradict"):
        plan_label(png, PASSING)


def test_a_vendors_own_mark_is_no_label_of_the_standard() -> None:
    private = hostile.exif_block(ImageDescription='{"aigc_info":{"aigc_label_type":1}}')
    copy = written(hostile.jpeg(exif=private), MINE)
    assert sum(isinstance(one, AigcLabel) for one in find_labels(read_stated(copy).metadata)) == 1


def test_content_credentials_are_not_broken_unasked() -> None:
    signed = hostile.with_chunk(hostile.png(), b"caBX", b"\0\0\0\x08jumb")
    with pytest.raises(UsageError, match="content credentials"):
        plan_label(signed, MINE)
    assert only_label(written(signed, replace(MINE, despite_credentials=True))).produce_id == "id-7"


def test_a_copy_that_does_not_read_back_is_not_let_through() -> None:
    plan = plan_label(BASES["jpeg"], MINE)
    with pytest.raises(UsageError, match="read back"):
        verify_written(BASES["jpeg"], plan)
    other = Plan({**plan.fields, "ProduceID": "x"}, plan.splices, plan.is_new)
    with pytest.raises(UsageError, match="read back"):
        verify_written(written(BASES["jpeg"], MINE), other)
