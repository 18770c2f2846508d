import pytest

from fairclaim.web.pages.figures_page import figures_pages
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.counter import Counter
from unit.services.test_count_figures import refused
from unit.web.page_desk import SESSION, visitor


@pytest.mark.parametrize("name", ["sue", "admin", "auditor", "editor"])
def test_who_steers_the_desk_sees_its_figures_with_intervals(name: str) -> None:
    counter, _ = refused()
    page = (
        visitor(figures_pages(Pages(built_files()), SESSION, counter.desk, forged_from=0.5), name=name)
        .get("/desk-figures")
        .text
    )
    assert "100 % (1 of 1; 21–100 %), few" in page
    assert "with so many, 21–100 % is possible" in page
    assert "few cases: this says little" in page
    assert '"at": 0.5, "label": "evidence is named"' in page
    assert page.count("<plot-figure") == page.count("</table></plot-figure>") == 5


def test_a_stretch_of_days_is_chosen_both_included() -> None:
    counter, _ = refused()
    reader = visitor(figures_pages(Pages(built_files()), SESSION, counter.desk, forged_from=0.5), name="admin")
    first = '<dt>Claims</dt><dd class="big">1</dd>'
    day = min(one.filed_at for one in counter.rows.claims.values()).date()
    assert first in reader.get("/desk-figures", params={"since": str(day), "until": str(day)}).text
    assert first not in reader.get("/desk-figures", params={"since": "2020-01-01", "until": "2020-01-31"}).text
    assert first in reader.get("/desk-figures?days=0").text
    for wrong in ("since=yesterday", "days=-1", "since=2020-02-30"):
        assert reader.get(f"/desk-figures?{wrong}").status_code == 422


def test_an_empty_desk_has_no_figures_and_reviewers_see_none() -> None:
    router = figures_pages(Pages(built_files()), SESSION, Counter().desk, forged_from=0.5)
    assert "Nothing to count yet." in visitor(router, name="admin").get("/desk-figures").text
    for name in ("ann", "buyer", "agent"):
        assert visitor(router, name=name).get("/desk-figures").status_code == 403
