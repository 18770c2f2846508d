import pytest

from unit.web.pages.review.test_task_page import browser, desk_with_a_task


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("", True),
        ("?reason=damaged&category=tableware", True),
        ("?reason=missing", False),
        ("?category=food", False),
        ("?least=99.99&most=100", True),
        ("?least=100.01", False),
        ("?most=99", False),
        ("?least=not+a+number&reason=%3Cscript%3E", True),
        ("?line=appeal", False),
        ("?free=1", True),
    ],
)
def test_the_queue_is_sieved(query: str, *, is_shown: bool) -> None:
    counter, claim = desk_with_a_task()
    page = browser(counter).get("/review" + query).text
    assert (str(claim) in page) is is_shown
    assert "<script>" not in page


def test_it_says_who_has_what() -> None:
    counter, claim = desk_with_a_task()
    ann, ben = browser(counter), browser(counter, "ben")
    ann.post("/review/next")
    assert "you have it" in ann.get("/review").text
    assert "Go on with your task" in ann.get("/review").text
    assert "somebody has it" in ben.get("/review").text
    assert str(claim) not in ben.get("/review?free=1").text


def test_what_is_left_for_others_is_said_to_be_so() -> None:
    counter, _ = desk_with_a_task()
    ann = browser(counter)
    others = "What stands below is for other people"
    assert others in ann.get("/review?done=1").text
    ann.post("/review/next")
    assert others not in ann.get("/review?done=1").text, "the only one is in your own hands"
    assert others not in ann.get("/review").text


def test_who_runs_the_desk_sees_the_queue_and_takes_nothing() -> None:
    counter, claim = desk_with_a_task()
    page = browser(counter, "admin").get("/review").text
    assert str(claim) in page
    assert "/review/next" not in page
    assert "/review/load" in page
