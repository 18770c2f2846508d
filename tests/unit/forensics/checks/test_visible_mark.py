"""Labels, Gemini's star and agencies' marks are reported with their box; goods that print "AI" and plain photos are not."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fairclaim.benchmark.badges import Badge, can_draw, draw, draw_star
from fairclaim.benchmark.mark_trials import load
from fairclaim.domain.exhibit import Role
from fairclaim.domain.finding import Grade, Outcome
from fairclaim.forensics.calibration import load_calibration
from fairclaim.forensics.case import Case
from fairclaim.forensics.check import Reading
from fairclaim.forensics.checks.visible_mark import CHECK
from fairclaim.forensics.fusion import UNSIGNED_SIGNALS
from unit.forensics.drawings import marked_at_the_corner
from unit.forensics.material import Pixels, photo, picture, reencoded, sealed

needs_chinese = pytest.mark.skipif(not can_draw(), reason="no Chinese font: install fonts-noto-cjk")


@pytest.fixture(autouse=True)
def parts() -> None:
    pytest.importorskip("rapidocr", reason="rapidocr is not installed")
    pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")


TESTS = Path(__file__).resolve().parents[3]
HIDE = """
import sys
sys.path.insert(0, r"{folder}")
sys.modules["rapidocr"] = None
from fairclaim.forensics.case import Case
from fairclaim.forensics.checks.visible_mark import CHECK
from unit.forensics.material import photo, picture
[reading] = CHECK.read(Case(photos=(photo(picture("coffee")),)))
print(reading.signal, reading.reason.en)
"""


def ground() -> Pixels:
    """Return a photo whose lower edge is a calm table top, with a little noise."""
    scene = np.array(picture("coffee", height=600))
    noise = np.random.default_rng(5).integers(-6, 7, (110, scene.shape[1], 3))
    scene[-110:] = np.array([96, 84, 80]) + noise
    return sealed(scene)


def badged(text: str, *, size: int = 30, opacity: float = 0.8, corner: str = "bottom-right") -> Pixels:
    drawn, _ = draw(ground(), Badge(text=text, height_px=size, opacity=opacity, corner=corner))
    return reencoded(sealed(drawn), 70)


def readings(pixels: Pixels) -> list[Reading]:
    return list(CHECK.read(Case(photos=(photo(pixels),))))


def signals(pixels: Pixels) -> set[str]:
    return {reading.signal for reading in readings(pixels)}


def test_a_latin_label_at_the_corner_is_reported_with_its_box() -> None:
    [reading] = readings(reencoded(marked_at_the_corner(ground()), 80))
    assert reading.signal == "ai-mark"
    assert "generated" in reading.reason.en
    assert reading.regions[0].row0 > 500
    assert reading.regions[0].col0 > 500


@needs_chinese
@pytest.mark.parametrize("text", ["豆包AI生成", "即梦AI", "元宝\nAI生成", "LiblibAI", "RunningHub AI生成"])
@pytest.mark.parametrize(("size", "opacity"), [(12, 0.5), (30, 0.2), (48, 0.8)])
def test_labels_of_services_are_read_small_and_faint(text: str, size: int, opacity: float) -> None:
    assert "ai-mark" in signals(badged(text, size=size, opacity=opacity))


@needs_chinese
def test_the_service_is_named_in_both_languages_each_in_its_script() -> None:
    [reading] = readings(badged("豆包AI生成"))
    assert "豆包" in reading.reason.zh
    assert "Doubao" in reading.reason.en
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in reading.reason.en)


def carton(text: str, *, tilt_deg: float) -> Pixels:
    """Return a photo whose lower right corner is a printed carton, seen a little aslant as goods are."""
    box = Image.new("RGB", (760, 330), (212, 170, 110))
    font = ImageFont.truetype("NotoSansCJK-Bold.ttc", 44) if can_draw() else ImageFont.load_default(44)
    for number, line in enumerate(text.split("\n")):
        ImageDraw.Draw(box).text((30, 30 + 70 * number), line, fill=(40, 30, 20), font=font)
    scene = Image.fromarray(np.array(ground()))
    scene.paste(box.rotate(tilt_deg, expand=True, fillcolor=(212, 170, 110)), (scene.width - 640, scene.height - 260))
    file = io.BytesIO()
    scene.save(file, "JPEG", quality=85)
    return sealed(np.asarray(Image.open(file).convert("RGB")))


@needs_chinese
@pytest.mark.parametrize("tilt_deg", [0.0, 4.0, 12.0])
@pytest.mark.parametrize(
    "text",
    [
        "AI智能音箱\n内置大模型",
        "AI语音合成\n翻译笔 Pro",
        "智能AI\n合成纤维 100%",
        "SMART AI\nPOWER GENERATED",
        "豆包\n红豆馅 6只装",
    ],
)
def test_goods_that_print_ai_are_not_labels(text: str, tilt_deg: float) -> None:
    assert signals(carton(text, tilt_deg=tilt_deg)) == {"no-mark"}


@needs_chinese
@pytest.mark.parametrize("text", ["不是AI生成的", "非AI生成", "这是AI生成的吗？"])
def test_a_denial_or_a_question_is_no_label(text: str) -> None:
    assert "ai-mark" not in signals(badged(text))


def test_geminis_star_is_reported() -> None:
    drawn, box = draw_star(ground(), 48, opacity=0.5)
    [reading] = readings(reencoded(sealed(drawn), 80))
    assert reading.signal == "gemini-star"
    assert reading.regions[0].iou(box) > 0.8


def test_an_agencys_mark_is_a_reused_picture_and_no_label() -> None:
    [reading] = readings(reencoded(marked_at_the_corner(ground(), "alamy"), 85))
    assert reading.signal == "stock-mark"
    assert "Alamy" in reading.reason.en


@pytest.mark.parametrize("name", ["coffee", "chelsea", "astronaut", "rocket"])
def test_a_plain_photo_carries_no_mark(name: str) -> None:
    assert signals(picture(name, height=500)) == {"no-mark"}


def test_only_claim_photos_are_read() -> None:
    marked = marked_at_the_corner(ground())
    assert list(CHECK.read(Case(photos=(photo(marked, Role.LISTING), photo(marked, Role.CHAT))))) == []


def test_a_label_is_never_more_than_grade_b_and_one_unsigned_statement() -> None:
    failing = {signal.name: signal.grade for signal in CHECK.signals if signal.outcome is Outcome.FAIL}
    assert failing == {"ai-mark": Grade.B, "gemini-star": Grade.B}
    assert {(CHECK.name, name) for name in failing} <= UNSIGNED_SIGNALS
    assert all(load_calibration().weights[f"{CHECK.name}/{name}"].log_odds <= 2.5 for name in failing)


def test_without_the_part_that_reads_it_says_which_to_install() -> None:
    script = HIDE.format(folder=str(TESTS))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "fairclaim[ocr]" in done.stdout
    assert "not-read" in done.stdout


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["doubao", "jimeng", "samsung_ai_edit"])
def test_marks_of_real_exports_are_read(corpus: Path, name: str) -> None:
    assert "ai-mark" in signals(sealed(load(corpus / "labels" / "real" / f"{name}.png")))


@pytest.mark.corpus
def test_real_agency_marks_are_read(corpus: Path) -> None:
    assert signals(sealed(load(corpus / "damage" / "cars" / "image42.jpg"))) == {"stock-mark"}
