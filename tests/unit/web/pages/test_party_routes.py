from pathlib import Path

import pytest

from unit.web.party_shop import party_shop

BUYERS = ("/claims", "/claims/new", "/own-data", "/own-data/export")
MERCHANTS = ("/merchant", "/orders", "/listings", "/figures")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_side_has_its_pages_and_not_the_others(tmp_path: Path, language: str) -> None:
    with party_shop(tmp_path) as there:
        for client, mine, theirs in ((there.buyer, BUYERS, MERCHANTS), (there.agent, MERCHANTS, BUYERS)):
            client.headers["Accept-Language"] = language
            for path in mine:
                answer = client.get(path)
                assert answer.status_code == 200, path
                assert "style=" not in answer.text
            for path in theirs:
                assert client.get(path).status_code in {200, 403, 404}, path
                assert "杯" not in client.get(path).text or path == "/claims/new"
