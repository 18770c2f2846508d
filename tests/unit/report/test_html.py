import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import ExhibitError, ExhibitFacts
from fairclaim.domain.exhibit import ExhibitId, Role
from fairclaim.domain.finding import Measured, Outcome
from fairclaim.domain.verdict import Call
from fairclaim.imaging.photo import IngredientPicture
from fairclaim.imaging.raster import Raster
from fairclaim.report.html import render_report
from unit.report import samples

VOID = {"meta", "img", "input", "link", "br", "hr"}


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.inside:
            self.inside[self.open[-1]].append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def words(page: str) -> str:
    body = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", body))


def policy_of(page: str) -> str:
    metas = Elements(page).named("meta")
    return next(str(meta["content"]) for meta in metas if meta.get("http-equiv") == "Content-Security-Policy")


def test_answer_is_said_in_words_in_both_languages() -> None:
    shown = words(render_report(*samples.painted_case()))
    assert "索赔照片就是商家的商品图，只是局部有改动。" in shown
    assert "The claim photo is the listing picture with a local change." in shown
    assert "> 99.9 %" in shown


@pytest.mark.parametrize("call", list(Call))
def test_every_answer_says_that_a_person_decides_and_that_no_trace_is_not_authentic(call: Call) -> None:
    claim, listing = samples.painted_pair()
    examination = samples.examination((claim, listing), answer=samples.verdict(call))
    shown = words(render_report(examination, {claim.id: claim}))
    for sentence in ("必须由人来决定", "a person must decide", "不等于“图片真实”", "does not mean “authentic”"):
        assert sentence in shown


@pytest.mark.parametrize("call", list(Call))
def test_word_forged_is_never_shown(call: Call) -> None:
    claim, listing = samples.painted_pair()
    examination = samples.examination((claim, listing), answer=samples.verdict(call))
    shown = words(render_report(examination, {}))
    assert not re.search(r"forge|fraud|fake|造假|伪造|欺诈", shown, re.IGNORECASE)


def test_abstention_gives_its_reason() -> None:
    examination = samples.examination(samples.painted_pair(), answer=samples.verdict(Call.CANNOT_TELL))
    shown = words(render_report(examination, {}))
    assert "照片太小。" in shown
    assert "The photo is too small." in shown


def test_page_fetches_nothing() -> None:
    page = render_report(*samples.painted_case())
    elements = Elements(page)
    for _, attributes in elements.found:
        for name in ("src", "srcset", "href", "action", "poster", "data", "xlink:href"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:image/", "#"))
    assert not elements.named("link")
    assert not elements.named("iframe")
    assert "http:" not in page
    assert "https:" not in page
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket", page)


def test_policy_lets_only_the_pages_own_script_and_style_run() -> None:
    page = render_report(*samples.painted_case())
    policy, elements = policy_of(page), Elements(page)
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for directive, tag in (("script-src", "script"), ("style-src", "style")):
        allowed = next(part for part in policy.split("; ") if part.startswith(directive))
        assert elements.inside[tag]
        for text in elements.inside[tag]:
            assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in allowed


def test_no_element_carries_inline_style_or_handler() -> None:
    for _, attributes in Elements(render_report(*samples.painted_case())).found:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_hostile_texts_stay_texts() -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path=f"{hostile}\u202egpj.exe")
    seen = samples.finding(claim.id, check="x", reason=hostile)
    error = ExhibitError(None, "input", Bilingual(hostile, hostile))
    answer = samples.verdict(Call.FORGED, "x")
    examination = samples.examination((claim,), (seen,), answer=answer, errors=(error,), case=hostile)
    page = render_report(examination, {claim.id: claim}, titles={"x": Bilingual(hostile, hostile)})
    elements = Elements(page)
    assert len(elements.named("script")) == 2
    assert "x" not in [image["src"] for image in elements.named("img")]
    assert not [attributes for _, attributes in elements.found if "onerror" in attributes]
    assert "\u202e" not in page
    assert "alert(1)" in words(page)


def test_names_that_are_no_unicode_still_give_a_page() -> None:
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path="\udcff\x1b[31m.jpg")
    page = render_report(samples.examination((claim,), case="\udcff"), {claim.id: claim})
    assert page.encode("utf-8")
    assert "\x1b" not in page


def test_only_the_last_part_of_a_path_is_shown() -> None:
    claim = samples.photo("claim-1", Role.CLAIM, samples.pixels(1), path="C:\\Users\\somebody\\damage.jpg")
    listing = samples.photo("listing-1", Role.LISTING, samples.pixels(2), path="/home/somebody/shop.jpg")
    page = render_report(samples.examination((claim, listing)), {})
    assert "somebody" not in page
    assert "damage.jpg" in page
    assert "shop.jpg" in page


def test_aligned_pair_becomes_a_comparison_with_boxes_and_close_ups() -> None:
    elements = Elements(render_report(*samples.painted_case()))
    sections = [item for item in elements.named("section") if str(item.get("class")) == "comparison"]
    assert len(sections) == 1
    # Two pictures and a veil in the comparison, two close-ups in both pictures, two thumbnails.
    assert len(elements.named("img")) == 3 + 4 + 2
    assert len(elements.named("g")) == 2 * 2


def test_without_alignment_pictures_stand_side_by_side() -> None:
    claim, listing = samples.painted_pair()
    examination = samples.examination(
        (claim, listing), (samples.finding(claim.id, check="noise", outcome=Outcome.WARN),)
    )
    elements = Elements(render_report(examination, {claim.id: claim, listing.id: listing}))
    assert not [item for item in elements.named("section") if item.get("class") == "comparison"]
    assert [item for item in elements.named("section") if item.get("class") == "pictures"]
    # Two thumbnails; the finding's own figure with its veil.
    assert len(elements.named("img")) == 2 + 2


def test_several_claims_and_references_give_one_comparison_per_pair() -> None:
    claims = [samples.photo(f"claim-{i}", Role.CLAIM, samples.pixels(i)) for i in (1, 2)]
    references = [samples.photo(f"listing-{i}", Role.LISTING, samples.pixels(i)) for i in (1, 2)]
    pairs = [(claim, reference) for claim in claims for reference in references]
    findings = tuple(samples.finding(claim.id, reference.id, aligned=True) for claim, reference in pairs)
    twice = samples.finding(claims[0].id, references[0].id, aligned=True, check="other")
    photos = (*claims, *references)
    page = render_report(samples.examination(photos, (*findings, twice)), {item.id: item for item in photos})
    sections = [item for item in Elements(page).named("section") if item.get("class") == "comparison"]
    assert [item["id"] for item in sections] == [f"comparison-{i}" for i in range(1, 5)]


def test_errors_alone_give_a_page_that_says_so() -> None:
    broken = ExhibitFacts(
        id=ExhibitId("claim-1"), role=Role.CLAIM, path="a.jpg", sha256=None, media_type=None, height=None, width=None
    )
    errors = (
        ExhibitError(broken.id, "empty-file", Bilingual("文件是空的。", "The file is empty.")),
        ExhibitError(None, "usage", Bilingual("订单有误。", "The order is wrong.")),
    )
    answer = samples.verdict(Call.CANNOT_TELL)
    page = render_report(samples.examination((), answer=answer, errors=errors, more=(broken,)), {})
    for text in ("文件是空的。", "The file is empty.", "订单有误。", "The order is wrong."):
        assert text in words(page)
    assert not Elements(page).named("img")


@pytest.mark.parametrize("matrix", [(1.0,), (0.0,) * 9, (float("nan"),) * 9, (float("inf"),) * 9])
def test_unusable_alignment_is_left_out(matrix: tuple[float, ...]) -> None:
    claim, listing = samples.painted_pair()
    seen = samples.finding(claim.id, listing.id, aligned=True, matrix=matrix)
    page = render_report(samples.examination((claim, listing), (seen,)), {claim.id: claim, listing.id: listing})
    assert not [item for item in Elements(page).named("section") if item.get("class") == "comparison"]


def test_alignment_to_an_unreadable_picture_is_left_out() -> None:
    claim, listing = samples.painted_pair()
    seen = samples.finding(claim.id, listing.id, aligned=True)
    page = render_report(samples.examination((claim, listing), (seen,)), {claim.id: claim})
    assert not [item for item in Elements(page).named("section") if item.get("class") == "comparison"]


def test_error_rate_is_said_in_words_or_said_to_be_unknown() -> None:
    shown = words(render_report(*samples.painted_case()))
    assert "Wrong on at most 1.2 % of honest photos; misses at most 20 % of altered pictures (corpus@1" in shown
    assert "误报不超过 1.2 %" in shown
    assert "Error rate not yet measured." in shown
    assert "误差率尚未测定。" in shown


def test_false_alarm_below_one_in_a_hundred_keeps_its_digits() -> None:
    claim, listing = samples.painted_pair()
    seen = samples.finding(claim.id, listing.id, measured=Measured(0.00042, None, "corpus@1"))
    assert "at most 0.042 % of honest photos (corpus@1)" in words(
        render_report(samples.examination((claim, listing), (seen,)), {})
    )


def test_every_adverse_finding_shows_its_innocent_cause_in_both_languages() -> None:
    claim, listing = samples.painted_pair()
    findings = tuple(samples.finding(claim.id, outcome=outcome) for outcome in (Outcome.FAIL, Outcome.WARN))
    shown = words(render_report(samples.examination((claim, listing), findings), {}))
    assert shown.count("买家可能画了标记。") == 2
    assert shown.count("The buyer may have drawn a mark.") == 2


def test_outcomes_have_a_shape_and_a_word() -> None:
    claim, _ = samples.painted_pair()
    findings = tuple(samples.finding(claim.id, check=item.value, outcome=item) for item in Outcome)
    page = render_report(samples.examination((claim,), findings), {})
    for outcome in Outcome:
        card = re.search(rf'<article class="finding finding-{outcome.value}">.*?</header>', page, re.DOTALL)
        assert card is not None
        assert f"shape-{outcome.value}" in card.group()


def test_silent_findings_are_folded_and_others_open() -> None:
    claim, _ = samples.painted_pair()
    findings = tuple(samples.finding(claim.id, check=item.value, outcome=item) for item in Outcome)
    folds = Elements(render_report(samples.examination((claim,), findings), {})).named("details")
    state = {str(item["class"]): "open" in item for item in folds if "class" in item}
    assert state == {
        "group group-against": True,
        "group group-look": True,
        "group group-for": True,
        "group group-nothing": False,
    }


def test_titles_replace_check_names() -> None:
    examination, photos = samples.painted_case()
    titles = {"derived-from-reference": Bilingual("是不是同一张？", "Is it the same picture?")}
    shown = words(render_report(examination, photos, titles=titles))
    assert "是不是同一张？" in shown
    assert "Is it the same picture?" in shown


def test_file_facts_are_complete() -> None:
    examination, photos = samples.painted_case()
    shown = words(render_report(examination, photos))
    for exhibit in examination.exhibits:
        assert str(exhibit.sha256) in shown
    assert "160 × 120 px" in shown
    assert "9.8.7" in shown


def test_same_arguments_give_the_same_page() -> None:
    assert render_report(*samples.painted_case()) == render_report(*samples.painted_case())


def test_pictures_are_reduced_to_the_display_size() -> None:
    large = samples.pixels(3, height=1500, width=2000)
    claim = samples.photo("claim-1", Role.CLAIM, large)
    listing = samples.photo("listing-1", Role.LISTING, samples.pixels(3, height=3000, width=4000))
    half = (0.5, 0.0, -0.25, 0.0, 0.5, -0.25, 0.0, 0.0, 1.0)
    seen = samples.finding(claim.id, listing.id, aligned=True, matrix=half)
    page = render_report(samples.examination((claim, listing), (seen,)), {claim.id: claim, listing.id: listing})
    shown = [image for image in Elements(page).named("img") if image.get("class") == "base"]
    assert [(image["width"], image["height"]) for image in shown] == [("1600", "1200")] * 2


def test_no_pixel_of_the_given_photos_is_changed() -> None:
    examination, photos = samples.painted_case()
    before = {name: item.raster.pixels.copy() for name, item in photos.items()}
    render_report(examination, photos)
    for name, item in photos.items():
        np.testing.assert_array_equal(item.raster.pixels, before[name])


def test_one_pixel_photo_can_be_shown() -> None:
    tiny = samples.photo("claim-1", Role.CLAIM, np.zeros((1, 1, 3), np.uint8))
    other = samples.photo("listing-1", Role.LISTING, np.zeros((1, 1, 3), np.uint8))
    seen = samples.finding(tiny.id, other.id, aligned=True)
    page = render_report(samples.examination((tiny, other), (seen,)), {tiny.id: tiny, other.id: other})
    assert not Elements(page).named("g")


@pytest.mark.parametrize(("signal", "is_shown"), [("unknown-signer-generator", True), ("damaged", False)])
def test_what_credentials_show_of_the_origin_is_shown_only_while_they_fit(signal: str, *, is_shown: bool) -> None:
    claim = replace(
        samples.photo("claim-1", Role.CLAIM, samples.pixels(1)),
        ingredients=(
            IngredientPicture(title='<b>"IMG_1.jpg"</b>', is_parent=True, raster=Raster(samples.pixels(2))),
            IngredientPicture(title="", is_parent=False, raster=Raster(samples.pixels(3))),
        ),
    )
    seen = replace(samples.finding(claim.id, check="content-credentials", marked=False), signal=signal)
    other = samples.finding(claim.id, check="aigc-label", marked=False)
    page = render_report(samples.examination((claim,), (seen, other)), {claim.id: claim}, titles={})
    assert ("This picture descends from it" in page) is is_shown
    assert ("制作时用到的图片" in page) is is_shown
    assert page.count('<ul class="ingredients">') == int(is_shown)
    assert "<b>" not in page
    Elements(page)
