import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from fairclaim.imaging.sandbox import Sandbox
from fairclaim.services.see_photo import SeenPhoto
from fairclaim.web.films import FilmFacts, Films, NoFilmError
from small_films import number_film


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(tasks=("film-view",)) as box:
        yield box


def seen(data: bytes, *, is_blind: bool = False) -> SeenPhoto:
    return SeenPhoto(sha256=sha256(data).hexdigest(), load=lambda: data, is_blind=is_blind)


def never() -> bytes:
    raise AssertionError


def test_a_film_is_opened_once_and_kept(tmp_path: Path, sandbox: Sandbox) -> None:
    data = number_film(tmp_path / "film.webm", frames=24)
    films, film = Films(tmp_path / "films", sandbox=sandbox), seen(data)
    facts = films.facts(film)
    assert (facts.ending, facts.media_type, facts.fps, len(facts.stills)) == ("webm", "video/webm", 25.0, 12)
    again = SeenPhoto(sha256=film.sha256, load=never)
    assert films.facts(again) == facts
    path, known = films.file(again)
    assert (path.read_bytes(), known) == (data, facts)
    assert films.still(again, 11).startswith(b"\xff\xd8\xff")
    with pytest.raises(NoFilmError):
        films.still(again, 12)
    path.unlink()
    assert films.file(film)[0].read_bytes() == data, "what was thrown away for room is made again"
    for still in (tmp_path / "films").rglob("still_*"):
        still.unlink()
    assert films.still(film, 0).startswith(b"\xff\xd8\xff")


def test_who_is_yet_to_judge_gets_the_film_without_the_moments_that_it_states(tmp_path: Path, sandbox: Sandbox) -> None:
    data = number_film(tmp_path / "film.mp4", frames=5, codec="mp4v")
    at = data.index(b"mvhd")
    stated = data[: at + 8] + b"\xe5\x11\x22\x33" * 2 + data[at + 16 :]
    films = Films(tmp_path / "films", sandbox=sandbox)
    assert films.facts(seen(stated)).ending == "mp4"
    assert films.file(seen(stated))[0].read_bytes() == stated
    blind = films.file(seen(stated, is_blind=True))[0].read_bytes()
    assert blind[at + 8 : at + 16] == bytes(8)
    assert len(blind) == len(stated)


@pytest.mark.parametrize("data", [b"#EXTM3U\nhttp://127.0.0.1/a.ts", b"\x1aE\xdf\xa3" + bytes(99), b"<svg/>", b""])
def test_what_the_sandbox_cannot_open_is_not_sent_to_be_played(tmp_path: Path, sandbox: Sandbox, data: bytes) -> None:
    films = Films(tmp_path / "films", sandbox=sandbox)
    assert films.facts(seen(data)) == FilmFacts()
    with pytest.raises(NoFilmError):
        films.file(seen(data))
    with pytest.raises(NoFilmError):
        films.still(seen(data), 0)


def test_a_container_that_no_browser_plays_has_stills_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    data = number_film(tmp_path / "film.avi", frames=5, codec="MJPG")
    films = Films(tmp_path / "films", sandbox=sandbox)
    facts = films.facts(seen(data))
    assert (facts.ending, facts.media_type, len(facts.stills)) == ("", "video/x-msvideo", 5)
    with pytest.raises(NoFilmError):
        films.file(seen(data))
    kept = next((tmp_path / "films").rglob("facts.json"))
    assert json.loads(kept.read_text(encoding="utf-8"))["codec"] == "MJPG"
