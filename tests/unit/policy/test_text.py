import json

import pytest

from fairclaim.policy.jdm import to_model
from fairclaim.policy.load import parse_policy
from fairclaim.policy.shipped import default_policy, default_text
from fairclaim.policy.source import parse_source
from fairclaim.policy.text import policy_text


@pytest.mark.parametrize("record", [parse_source(default_text().encode(), name="p").record, to_model(default_policy())])
def test_a_record_is_read_back_to_the_same_digest(record: dict[str, object]) -> None:
    kept = json.loads(json.dumps(record))
    assert parse_policy(policy_text(kept).encode()).policy.digest == default_policy().digest


def test_chinese_stays_readable_and_keys_keep_their_order() -> None:
    text = policy_text({"name": "ours", "title": {"zh": "策略", "en": "policy"}, "currency": "CNY"})
    assert "策略" in text
    assert text.index("name") < text.index("title") < text.index("currency")
