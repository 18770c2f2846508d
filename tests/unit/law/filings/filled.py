"""Data that fills every place of any kind, so that a letter can go out."""

import json
from typing import Any

from fairclaim.law.filings.data import SCHEMA, FilingData, parse_filing
from fairclaim.law.filings.kind import Field, Kind, Shape

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_VALUES: dict[Shape, Any] = {
    Shape.LIST: [
        {
            "zh": "2026-03-01 买家提交两张照片，包装完整。",
            "en": "2026-03-01: the buyer sent two photos; the packaging is whole.",
        },
        {
            "zh": "两张照片是同一次拍摄，只有杯口处不同。",
            "en": "Both are one exposure; only the rim of the cup differs.",
        },
    ],
    Shape.MONEY: {"amount_minor": 19_500, "currency": "CNY"},
    Shape.DAY: "2026-03-02",
    Shape.DIGEST: DIGEST,
}


def value_for(field: Field) -> object:
    return _VALUES.get(field.shape, {"zh": f"{field.label.zh}（示例）", "en": f"{field.label.en} (sample)"})


def full_record(kind: Kind) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "kind": kind.name,
        "date": "2026-03-05",
        "from": {"name": {"zh": "清河陶瓷店", "en": "Qinghe Ceramics"}, "contact": "shop@example.com"},
        "to": {"name": {"zh": "示例电商平台售后部", "en": "Example Marketplace, after-sales"}},
        "fields": {field.key: value_for(field) for field in kind.fields},
        "attachments": [
            {"title": {"zh": "检验报告", "en": "Report of the examination"}, "file": "report.html", "sha256": DIGEST}
        ],
    }


def full(kind: Kind) -> FilingData:
    return parse_filing(json.dumps(full_record(kind)).encode(), kind, name="data.json")


def empty(kind: Kind) -> FilingData:
    return parse_filing(json.dumps({"schema": SCHEMA}).encode(), kind, name="data.json")
