from fairclaim.policy.life import Stage
from fairclaim.policy.shipped import default_text
from fairclaim.services.change_policy import list_policies
from unit.services.counter import EDITOR, Counter
from unit.web.pages.policy_visitor import policy_visitor

TEXT = default_text().replace('version: "1.0"', 'version: "1.1"').replace("<= 200 CNY, asked", "<= 100 CNY, asked")
WRONG = TEXT.replace("merchant: disputes", "merchnt: disputes")


def test_the_text_in_force_is_offered_and_kept_as_a_draft() -> None:
    counter = Counter()
    editor = policy_visitor(counter)
    assert "# The policy that fairclaim ships." in editor.get("/policy/edit").text
    kept = editor.post("/policy/edit", data={"text": TEXT.replace("\n", "\r\n")})
    assert kept.headers["location"] == "/policy/versions/1"
    assert [one.stage for one in list_policies(counter.desk, EDITOR)] == [Stage.DRAFT]
    assert "version: &#39;1.1&#39;" in editor.get("/policy/edit", params={"version": 1}).text


def test_an_error_stands_beside_its_line_and_nothing_is_kept() -> None:
    counter = Counter()
    line = 1 + WRONG[: WRONG.index("merchnt")].count("\n")
    answer = policy_visitor(counter).post("/policy/edit", data={"text": WRONG})
    assert answer.status_code == 422
    assert f'data-line="{line}"' in answer.text
    assert "<code>when: {merchnt: disputes}</code>" in answer.text
    assert "Did you mean" in answer.text
    assert "merchnt" in answer.text[answer.text.index("<textarea") : answer.text.index("</textarea>")]
    assert list_policies(counter.desk, EDITOR) == ()


def test_a_check_says_what_would_change_and_keeps_nothing() -> None:
    counter = Counter()
    editor = policy_visitor(counter)
    part = editor.post("/policy/edit/check", data={"text": TEXT}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert '<tr class="changed">' in part
    assert "at most 100.00 CNY" in part
    assert "<html" in editor.post("/policy/edit/check", data={"text": TEXT}).text
    for text in ("", "<script>alert(1)</script>", "a: [", "\x00"):
        wrong = editor.post("/policy/edit/check", data={"text": text}, headers={"HX-Request": "true"})
        assert 'role="alert"' in wrong.text
        assert "<script>" not in wrong.text
    assert list_policies(counter.desk, EDITOR) == ()


def test_only_policy_editors_write() -> None:
    for name in ("admin", "auditor", "sue", "ann"):
        reader = policy_visitor(Counter(), name)
        assert reader.get("/policy/edit").status_code == 403
        assert reader.post("/policy/edit", data={"text": TEXT}).status_code == 403
        assert reader.post("/policy/edit/check", data={"text": TEXT}).status_code == 403
