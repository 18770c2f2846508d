"""The shortlist track on a few pictures: every source is looked for in every channel."""

from pathlib import Path

import pytest

from fairclaim.benchmark.shortlist_page import write_page
from fairclaim.benchmark.shortlist_track import CHANNELS, gather, trials
from unit.benchmark.tiny_corpus import lay_out


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    place = lay_out(tmp_path)
    names = ["edits/coffee_stain/original.jpg", "products/motorcycle/00.jpg", "listing/cat/listing.jpg"]
    lines = ["file,label", *(f"{name},genuine" for name in names)]
    (place / "manifest.csv").write_text("\n".join(lines), encoding="utf-8")
    return place


def test_a_source_is_looked_for_in_every_channel_and_real_edits_besides(corpus: Path) -> None:
    references = gather(corpus)
    results = list(trials(corpus, references))
    assert len(references.names) == 3
    assert [result.channel for result in results] == [*CHANNELS, "real edit, as it is", "real edit, chat app"]
    assert all(result.is_listed and result.listed == 3 for result in results)


def test_no_more_references_are_gathered_than_asked_for(corpus: Path) -> None:
    assert len(gather(corpus, count=2).photos) == 2


def test_a_page_names_what_was_missed(corpus: Path) -> None:
    results = list(trials(corpus, gather(corpus)))
    page = write_page(results, references=3, sketch_seconds=0.3, is_quick=True)
    assert "None." in page
    assert "100.0%" in page
    assert "100 ms each" in page
