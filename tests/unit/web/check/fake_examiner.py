"""An examiner that does what a test says, step by step, and holds still where it is told to."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UnavailableError
from fairclaim.domain.exhibit import Exhibit, MissingExhibit
from fairclaim.domain.order import Order
from fairclaim.services.ports.watched import Watcher

WORDS = {"zh": "看到一处不同", "en": "one place differs"}
FINDING: dict[str, Any] = {
    "check": "derived-from-reference",
    "signal": "seen",
    "exhibits": ["claim-1", "listing-1"],
    "outcome": "fail",
    "grade": "A",
    "log_odds": 7.1,
    "reason": WORDS,
    "innocent": {"zh": "买家画了标记", "en": "the buyer drew a mark"},
    "regions": [{"row0": 10, "col0": 20, "row1": 30, "col1": 50}],
    "map": None,
    "alignment": {"reference": "listing-1", "matrix": [1.0, 0.0, 5.0, 0.0, 1.0, 7.0, 0.0, 0.0, 1.0]},
    "measured": None,
}


def exhibit(name: str, role: str) -> dict[str, Any]:
    return {
        "id": name,
        "role": role,
        "path": f"{name}.jpg",
        "sha256": "0" * 64,
        "media_type": "image/jpeg",
        "height": 400,
        "width": 600,
    }


def record(**more: Any) -> dict[str, Any]:
    return {
        "schema": "fairclaim.examination/1",
        "case": "check",
        "exhibits": [exhibit("claim-1", "claim"), exhibit("listing-1", "listing")],
        "findings": [FINDING],
        "verdict": {
            "call": "forged",
            "probability": 0.99,
            "grade": "A",
            "because": ["derived-from-reference"],
            "abstained": None,
        },
        "errors": [],
        **more,
    }


def words(**more: Any) -> dict[str, Any]:
    """Say what an exhibition's ``page.json`` says."""
    shown = {
        "id": "claim-1",
        "role": {"zh": "索赔照片", "en": "claim photo"},
        "name": "<b>claim</b>.jpg",
        "media_type": "image/jpeg",
        "height": 400,
        "width": 600,
        "size": "1 kB",
        "sha256": "0" * 64,
        "thumbnail": None,
        "errors": [],
    }
    finding = {
        "position": 0,
        "check": "derived-from-reference",
        "signal": "seen",
        "title": {"zh": "是否由参照图改成", "en": "Was it made from a reference?"},
        "outcome": "fail",
        "outcome_word": {"zh": "不利", "en": "Speaks against"},
        "grade": "A",
        "reason": WORDS,
        "innocent": FINDING["innocent"],
        "measured": {"zh": "尚未测定", "en": "not yet measured"},
        "log_odds": "+7.1",
        "exhibits": [shown],
    }
    return {
        "case": "check",
        "version": "1",
        "calibration": "c",
        "seconds": "1.0",
        "answer": {
            "call": "forged",
            "call_word": {"zh": "发现证据", "en": "Evidence found"},
            "headline": {"zh": "局部有改动", "en": "There is a local change"},
            "reasons": [WORDS],
            "grade": "A",
            "grade_meaning": {"zh": "可重复", "en": "can be repeated"},
            "probability": "99 %",
            "abstained": None,
            "next_steps": [{"zh": "亲自看", "en": "look yourself"}],
        },
        "groups": [
            {"key": "against", "title": {"zh": "不利", "en": "Against"}, "findings": [finding], "is_collapsed": False}
        ],
        "exhibits": [shown, {**shown, "id": "listing-1", "name": "listing.jpg"}],
        "case_errors": [],
        "person_decides": {"zh": "由人决定", "en": "a person decides"},
        "no_trace": {"zh": "不等于真实", "en": "not authentic"},
        "does_not_mean": {"zh": "不说明是谁", "en": "does not say who"},
        "copies": {"claim-1": {"height": 200, "width": 300}, "listing-1": {"height": 400, "width": 600}},
        **more,
    }


class Steps:
    """Tells a whole examination, holding still before each step as long as its gate is shut."""

    version = "1"
    maps: Mapping[int, bytes] = {}

    def __init__(self, *, error: Exception | None = None) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()
        self.seen: list[Sequence[Exhibit | MissingExhibit]] = []
        self._error = error

    def watch(
        self, exhibits: Sequence[Exhibit | MissingExhibit], *, order: Order | None, case: str, watcher: Watcher
    ) -> "Steps":
        del order, case
        self.seen.append(exhibits)
        self.begun.set()
        for step in self._steps(watcher):
            while not self.gate.wait(0.02):
                if watcher.is_gone:
                    break
            if watcher.is_gone:
                raise UnavailableError(Bilingual("停", "stopped"))
            step()
        return self

    def to_record(self) -> Mapping[str, object]:
        return record()

    def _steps(self, watcher: Watcher) -> list[Callable[[], None]]:
        def fall() -> None:
            if self._error is not None:
                raise self._error

        return [
            watcher.begins,
            lambda: watcher.checks("derived-from-reference"),
            fall,
            lambda: watcher.found("derived-from-reference", [FINDING]),
            lambda: watcher.file("claim-1.jpg", b"jpeg"),
            lambda: watcher.file("page.json", json.dumps(words()).encode()),
            lambda: watcher.examined(record()),
            lambda: watcher.file("report.html", b"<html>"),
            lambda: watcher.lacks("report-zh.pdf", "font-missing", "没有字体", "no font"),
        ]
