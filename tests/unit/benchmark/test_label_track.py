"""The label track on a corpus of our own, and on the internal one."""

import json
from pathlib import Path

import pytest

from fairclaim.benchmark.label_page import write_label_page
from fairclaim.benchmark.label_pictures import plain, png_chunk
from fairclaim.benchmark.label_recordings import box, keyed_list, movie
from fairclaim.benchmark.label_track import LabelResults, fuzz, run, signals
from fairclaim.imaging.sandbox import Sandbox
from unit.imaging import hostile

LABEL = json.dumps({"Label": "1", "ContentProducer": "001191110102MACQD9K64010000", "ProduceID": "id-7"}).encode()
LABELLED = png_chunk(plain("PNG"), b"tEXt", b"AIGC\0" + LABEL)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> LabelResults:
    """One file of each kind: right, wrong, honest, honest but labelled."""
    corpus = tmp_path_factory.mktemp("corpus")
    files = {
        "labels/real/doubao.png": LABELLED,
        "labels/real/jimeng.png": plain("PNG"),
        "generated/1.png": plain("PNG"),
        "camera/1.jpg": hostile.jpeg(exif=hostile.exif_block(Make="Maker")),
        "damage/1.png": LABELLED,
        "damage/2.png": plain("PNG"),
        "damage/notes.txt": b"notes",
    }
    for name, data in files.items():
        path = corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return run(corpus, is_quick=True)


def test_right_and_wrong_are_counted_and_named(results: LabelResults) -> None:
    counts = {one.name: (one.right, one.total) for one in (*results.corpus, *results.honest)}
    assert counts["labels/real"] == (1, 2)
    assert counts["generated"] == (1, 1)
    assert counts["damage"] == (2, 3)
    assert counts["clothes"] == (0, 0)
    [wrong] = next(one.wrong for one in results.honest if one.name == "damage")
    assert wrong == "damage/1.png: aigc-label/declares-generated"


def test_the_page_has_the_goals_and_every_miss(results: LabelResults) -> None:
    page = write_label_page(results, marks="", is_quick=True)
    assert "a quick run" in page
    assert "100 %" in page
    assert "≤ 15 ms" in page
    assert "damage/1.png: aigc-label/declares-generated" in page
    assert "1 of 4 (at most" in page
    json.dumps(results.to_record())


def test_a_file_costs_milliseconds(results: LabelResults) -> None:
    assert len(results.cpu_ms) == 1
    assert 0 < results.cpu_ms[0] < 1000


def test_damaged_files_break_nothing() -> None:
    fuzzed = fuzz(inputs=300, seed=3)
    assert (fuzzed.inputs, fuzzed.failures) == (300, ())
    assert fuzzed.slowest_s < 1


def test_signals_of_pictures_films_and_neither() -> None:
    with Sandbox(tasks=("credentials",)) as sandbox:
        assert "aigc-label/declares-generated" in signals(LABELLED, sandbox)
        assert signals(movie(box(b"udta", keyed_list(LABEL))), sandbox) == {"aigc-label/recording-labelled"}
        assert signals(b"text", sandbox) == {"error/unknown-format"}


@pytest.mark.corpus
def test_the_corpus_is_read_right_and_no_honest_photo_is_labelled(corpus: Path) -> None:
    results = run(corpus, is_quick=True)
    assert [name for one in (*results.matrix, *results.corpus, *results.honest) for name in one.wrong] == []
    assert sum(one.total for one in results.honest) > 600
    assert sum(one.total for one in results.corpus) > 150
