from collections.abc import Iterator
from pathlib import Path

import pytest

from fairclaim.domain.desk.evidence_rules import Media
from fairclaim.domain.desk.party import ClaimId
from fairclaim.domain.exhibit import Role
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.services.intake import Upload
from fairclaim.web.films import Films
from fairclaim.web.pages.films import film_routes
from small_films import number_film
from unit.services.counter import Counter
from unit.web.page_desk import SESSION, visitor


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(tasks=("film-view",)) as box:
        yield box


def filed(counter: Counter, data: bytes) -> tuple[ClaimId, str]:
    told = Upload(data=data, role=Role.CLAIM, name="<script>.html", media=Media.VIDEO)
    claim = counter.filed(told)
    return claim, f"/photos/{claim}/{counter.rows.exhibits[0].id}"


def test_a_film_is_described_and_sent_in_pieces_as_what_it_is(tmp_path: Path, sandbox: Sandbox) -> None:
    counter, data = Counter(), number_film(tmp_path / "film.webm", frames=24)
    _, base = filed(counter, data)
    router = film_routes(SESSION, counter.desk, Films(tmp_path / "films", sandbox=sandbox))
    aud = visitor(router, name="auditor")
    told = aud.get(f"{base}/film.json").json()
    assert (told["src"], told["fps"], told["width"], told["height"]) == ("film", 25.0, 320, 180)
    assert told["stills"][0] == {"at": 0.04, "src": "stills/0.jpg"}
    assert told["download"] == base.replace("/photos/", "/api/v1/claims/").replace("/exhibit-", "/exhibits/exhibit-")
    whole = aud.get(f"{base}/film")
    assert whole.content == data
    assert whole.headers["content-type"] == "video/webm"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"].startswith("attachment")
    assert whole.headers["content-disposition"].endswith('.webm"')
    assert "script" not in whole.headers["content-disposition"]
    assert "sandbox" in whole.headers["content-security-policy"]
    assert whole.headers["accept-ranges"] == "bytes"
    part = aud.get(f"{base}/film", headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, data[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    assert aud.get(f"{base}/film", headers={"Range": f"bytes={len(data)}-"}).status_code == 416
    still = aud.get(f"{base}/stills/0.jpg")
    assert (still.headers["content-type"], still.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert aud.get(f"{base}/stills/99.jpg").status_code == 404
    for who, status in (("buyer", 200), ("ann", 200), ("stranger", 404), ("admin", 404), ("foreign", 404), (None, 401)):
        for name in ("film.json", "film", "stills/0.jpg"):
            assert visitor(router, name=who).get(f"{base}/{name}").status_code == status, (who, name)


def test_what_is_no_film_can_be_downloaded_and_nothing_else(tmp_path: Path, sandbox: Sandbox) -> None:
    counter = Counter()
    _, base = filed(counter, b"#EXTM3U\nhttp://127.0.0.1:9/a.ts")
    ann = visitor(film_routes(SESSION, counter.desk, Films(tmp_path / "films", sandbox=sandbox)), name="ann")
    told = ann.get(f"{base}/film.json").json()
    assert (told["src"], told["stills"]) == (None, [])
    assert "/exhibits/" in told["download"]
    assert ann.get(f"{base}/film").status_code == 404
    assert ann.get(f"{base}/stills/0.jpg").status_code == 404
