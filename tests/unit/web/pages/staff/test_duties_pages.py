from dataclasses import replace

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.duties import duties
from fairclaim.law.statute_book import shipped_book
from fairclaim.services.own_data import ANSWERED_WITHIN, ask_correction
from unit.services.against import contradicted
from unit.services.counter import BUYER, Counter
from unit.web.pages.staff.test_people_pages import people


def test_green_is_earned_by_records_and_unknown_is_shown_as_unknown() -> None:
    nothing = people(Counter(), "auditor").get("/duties").text
    assert 'class="duty kept"' not in nothing
    assert 'class="duty broken"' not in nothing
    assert "so nothing is known" in nothing
    counter, claim = contradicted()
    page = people(counter, "auditor").get("/duties").text
    kept = page.split('id="reasons"')[1].split("</article>")[0]
    assert "1 record shows it." in kept
    assert f'href="/audit/claims/{claim}"' in kept
    assert len(page.split('<article class="duty')) - 1 == len(duties())
    assert f'href="/audit/claims/{claim}"' not in people(counter, "admin").get("/duties").text, "who may not open it"


def test_what_is_not_fulfilled_comes_first_with_its_records_and_the_rule() -> None:
    counter, claim = contradicted()
    made = counter.rows.claims[claim]
    bare = replace(made.decisions[0], reasons=Bilingual("", ""))
    counter.rows.claims[claim] = replace(made, decisions=(bare, *made.decisions[1:]))
    asked = ask_correction(counter.desk, BUYER, "name", "周")
    counter.wait(ANSWERED_WITHIN * 2)
    page = people(counter, "auditor").get("/duties").text
    broken = page.split('id="broken"')[1].split("</section>")[0]
    assert f"/audit/claims/{claim}" in broken
    assert 'href="/law#order-116-appeal"' in broken
    assert "A decision lacks reasons" in broken
    assert page.index('id="broken"') < page.index('id="not-recorded"')
    assert f'href="/wishes#{asked.id}"' in people(counter, "admin").get("/duties").text
    assert "last 30 days" in people(counter, "admin").get("/duties?days=30").text


def test_every_duty_leads_to_its_rule() -> None:
    page = people(Counter(), "ann").get("/law").text
    for duty in duties():
        assert f'id="{duty.provision.id}"' in page
    for one in shipped_book().provisions:
        assert one.plain.en.split("'")[0][:30] in page


@pytest.mark.parametrize("name", ["ann", "sue", "buyer", "agent", "editor"])
def test_nobody_else_checks_them(name: str) -> None:
    assert people(Counter(), name).get("/duties").status_code == 403
