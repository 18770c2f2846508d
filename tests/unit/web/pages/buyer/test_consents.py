"""A buyer consents on the page of their own data, takes the statement along, and withdraws."""

from pathlib import Path

import pytest

from fairclaim.domain.errors import UsageError
from fairclaim.evidence.statement import is_statement
from fairclaim.web.pages.buyer.consents import end_of
from unit.web.party_shop import key_in, party_shop

FORM = {"recipient": "另一家平台", "contact": "privacy@other.example", "until": "2026-06-01", "agreed": "yes"}


def test_a_consent_goes_its_way_on_the_page(tmp_path: Path) -> None:
    with party_shop(tmp_path) as shop:
        first = shop.buyer.get("/own-data")
        form = FORM | {"key": key_in(first)}
        for _ in range(2):
            assert shop.buyer.post("/own-data/consents", data=form).headers["location"] == "/own-data#consents"
        page = shop.buyer.get("/own-data").text
        assert page.count("另一家平台") == 1
        consent = page.split("/own-data/consents/", 1)[1].split("/", 1)[0]
        got = shop.buyer.post(f"/own-data/consents/{consent}/statement", data={"account": "u-1"})
        assert is_statement(got.content)
        assert shop.stranger.post(f"/own-data/consents/{consent}/withdrawal").status_code == 404
        assert shop.buyer.post(f"/own-data/consents/{consent}/withdrawal").status_code == 303
        page = shop.buyer.get("/own-data").text
        assert "Withdrawn on" in page
        assert f"{consent}/statement" not in page


def test_without_the_tick_there_is_no_consent(tmp_path: Path) -> None:
    with party_shop(tmp_path) as shop:
        form = {name: value for name, value in FORM.items() if name != "agreed"} | {"key": "k"}
        assert shop.buyer.post("/own-data/consents", data=form).status_code == 422
        assert shop.shop.counter.rows.consents == {}


def test_a_day_ends_at_the_shop() -> None:
    assert end_of("2026-06-01").isoformat() == "2026-06-01T23:59:59+08:00"
    with pytest.raises(UsageError):
        end_of("soon")
