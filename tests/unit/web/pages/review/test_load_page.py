from fairclaim.web.pages.render import Pages
from fairclaim.web.pages.review.load_page import load_pages
from fairclaim.web.static_files import built_files
from unit.services.counter import ANN, BEN, REFUSE
from unit.web.page_desk import SESSION, visitor
from unit.web.pages.review.test_task_page import desk_with_a_task


def test_who_supervises_sees_how_the_work_goes_with_intervals() -> None:
    counter, claim = desk_with_a_task()
    counter.judged(ANN, claim, REFUSE)
    counter.judged(BEN, claim, REFUSE)
    router = load_pages(Pages(built_files()), SESSION, counter.desk)
    page = visitor(router, name="sue").get("/review/load").text
    assert "100 % (1 of 1; 21–100 %), few" in page
    assert "plot-figure" in page
    assert "nothing yet" in page
    for name, status in (("admin", 200), ("auditor", 200), ("ann", 403), ("buyer", 403)):
        assert visitor(router, name=name).get("/review/load").status_code == status
