from fairclaim.services.judge_claim import judge_claim, reveal_verdict
from fairclaim.services.take_task import take_next
from fairclaim.web.pages.review.map_routes import map_address, map_routes
from unit.services.counter import ANN, GRANT, Counter
from unit.services.test_take_task import in_review
from unit.web.page_desk import SESSION, visitor


def test_a_map_is_sent_as_a_picture_to_who_has_judged_and_kept_by_no_browser() -> None:
    counter = Counter()
    claim = in_review(counter)
    ((subject, version),) = counter.rows.examinations
    counter.rows.maps[subject, version] = {0: b"RIFF....WEBP", 2: b"\x89PNG\r\n\x1a\n", 3: b"<svg onload=alert(1)>"}
    router = map_routes(SESSION, counter.desk)
    ann = visitor(router, name="ann")
    assert ann.get(map_address(claim, 0)).status_code == 404
    take_next(counter.desk, ANN)
    judge_claim(counter.desk, ANN, claim, GRANT)
    reveal_verdict(counter.desk, ANN, claim)
    sent = ann.get(map_address(claim, 0))
    assert (sent.status_code, sent.headers["content-type"], sent.headers["cache-control"]) == (
        200,
        "image/webp",
        "no-store",
    )
    assert ann.get(map_address(claim, 2)).headers["content-type"] == "image/png"
    for place in (1, 3, 99):
        assert ann.get(map_address(claim, place)).status_code == 404
    for who, status in (("ben", 404), ("buyer", 404), ("agent", 404), ("admin", 404), ("auditor", 200), (None, 401)):
        assert visitor(router, name=who).get(map_address(claim, 0)).status_code == status, who
