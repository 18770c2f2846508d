"""One request body for each operation that takes JSON, as the document shows it and as the tests send it."""

from collections.abc import Mapping
from typing import Final

_BOTH = {"zh": "近景看不清裂纹。", "en": "The close-up does not show the crack."}
_AMOUNT = {"amount_minor": 10_000, "currency": "CNY"}
_REMEDY = {"kind": "return-and-refund", "amount": _AMOUNT}
_OPINION = {"outcome": "grant", "view": "supports", "remedy": _REMEDY}
_PASSWORD = "four unrelated words here"  # noqa: S105  (an example)
_CREDENTIAL = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
}

EXAMPLES: Final[Mapping[str, object]] = {
    "ask_correction": {"field": "name", "value": "周"},
    "answer_correction": {"is_accepted": True, "reasons": "已核对"},
    "know_answer": {"outcome": "grant", "view": "supports"},
    "propose_measure": {
        "person": "buyer-1",
        "kind": "limit",
        "claims": ["claim-1"],
        "days": 30,
        "reasons": {"zh": "一次认定成立，期限内由人工处理。", "en": "A decision stands; for a time people look."},
    },
    "judge_measure": {"is_agreed": True},
    "decide_measure": {"is_upheld": False, "reasons": {"zh": "是家人的账户。", "en": "The account is a relative's."}},
    "appeal_measure": {"words": "我和家人共用账户。"},
    "give_consent": {
        "recipient": "另一家平台",
        "contact": "privacy@other.example",
        "until": "2026-09-01T00:00:00+08:00",
    },
    "issue_statement": {"account": "u-1"},
    "note_letter": {
        "kind": "police-cover",
        "recipient": "police",
        "sha256": "0" * 64,
        "sent_at": "2026-03-02T10:00:00+08:00",
    },
    # claims
    "file_claim": {
        "order": "order-1",
        "items": [{"line": "1", "quantity": 1}],
        "reason": "damaged",
        "asked": _REMEDY,
        "words": "杯口有裂纹",
    },
    "answer_claim": {"stance": "contests", "words": "出库时完好，见装箱照片。"},
    "appeal_claim": {"words": "请再看一次背面的照片。"},
    "offer_remedy": {"remedy": _REMEDY},
    "attach_upload": {"upload": "0" * 32, "role": "claim"},
    # people who judge
    "judge_claim": _OPINION,
    "confirm_judgement": {"final": _OPINION},
    "decide_claim": {"reasons": _BOTH, "basis": ["exhibit-3"]},
    "ask_evidence": {"needed": [{"shot": "close-up", "why": _BOTH}]},
    "skip_task": {"reason": "unsure"},
    "pause_clock": {"because": "outage", "note": _BOTH},
    "extend_clock": {"hours": 24, "because": _BOTH},
    # what was sold
    "register_order": {
        "number": "TB-2026-001",
        "buyer": "u-1",
        "merchant": "s-1",
        "currency": "CNY",
        "placed_at": "2026-03-02T10:00:00+08:00",
        "lines": [{"title": "青瓷杯", "category": "tableware", "quantity": 2, "amount_minor": 20_000}],
    },
    "update_dates": {"shipped_at": "2026-03-03T09:00:00+08:00", "delivered_at": "2026-03-05T18:30:00+08:00"},
    "add_listing": {"id": "cup-7", "title": "青瓷杯", "category": "tableware", "merchant": "s-1"},
    "add_parcel": {"order": "order-1", "carrier": "SF", "tracking": "SF1234567890"},
    "tell_scans": {"scanned_at": "2026-03-03T11:00:00+08:00"},
    "declare_tie": {"side": "merchant", "reference": "s-1"},
    "declare_tie_of": {"side": "buyer", "reference": "u-1"},
    # who is told, and how it is routed
    "add_endpoint": {"url": "https://shop.example/hook", "kinds": ["decided"]},
    "explain_policy": {
        "reason": "damaged",
        "category": "tableware",
        "amount": {"minor": 10_000, "currency": "CNY"},
        "asked": "refund-only",
    },
    "confirm_policy": {"digest": "sha256:" + "0" * 64},
    "roll_back_policy": {"why": "It asks honest buyers for too much."},
    # the door
    "sign_in_by_password": {"tenant": "shop-street", "login": "ann@shop.example", "password": _PASSWORD},
    "accept_invitation": {"token": "token-of-the-link", "password": _PASSWORD},
    "change_password": {"old": _PASSWORD, "new": "other words for a new day"},
    "confirm_password": {"password": _PASSWORD},
    "passkey_options": {"tenant": "shop-street"},
    "sign_in_by_passkey": {"tenant": "shop-street", "credential": _CREDENTIAL},
    "step_up": {"credential": _CREDENTIAL},
    "add_passkey": {"credential": _CREDENTIAL},
    "add_account": {"login": "ben@shop.example", "roles": ["reviewer"], "name": "Ben Example"},
    "invite_buyer": {"buyer": "u-1", "login": "13800000000"},
    "set_roles": {"roles": ["senior"]},
    "link_subject": {"provider": "company", "subject": "248289761001"},
    "issue_key": {"label": "orders", "scopes": ["register-order", "file"], "days": 90},
    "rotate_key": {"overlap_hours": 24},
}
