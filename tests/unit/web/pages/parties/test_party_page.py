from datetime import timedelta
from pathlib import Path

from fairclaim.web.pages.parties.party_page import in_time, see_other
from unit.web.party_shop import key_in, party_shop


def test_time_that_is_over_is_none() -> None:
    assert in_time(timedelta(hours=-3)) == (0, 0)
    assert in_time(timedelta(minutes=90)) == (0, 1)


def test_a_form_leads_on() -> None:
    answer = see_other("/claims/claim-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims/claim-1")


def test_every_page_has_a_key_of_its_own(tmp_path: Path) -> None:
    with party_shop(tmp_path) as there:
        keys = {key_in(there.buyer.get("/own-data")) for _ in range(2)}
        assert len(keys) == 2
