"""A token names its tenant, never shows its secret, and is read in one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairclaim.services.identity.tokens import LONGEST, Kind, derived, digest_of, new_secret, read_token, write_token

NAMES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(st.sampled_from(list(Kind)), NAMES, NAMES)
def test_what_was_written_is_read_back(kind: Kind, tenant: str, name: str) -> None:
    secret = new_secret()
    sent = write_token(kind, tenant, secret, name=name if kind is Kind.KEY else "")
    if len(sent) > LONGEST:
        return
    token = read_token(kind, sent)
    assert token is not None
    assert (token.tenant, token.digest) == (tenant, digest_of(secret))
    assert token.name == (name if kind is Kind.KEY else "")
    assert secret not in repr(token)
    assert all(read_token(other, sent) is None for other in Kind if other is not kind)


@given(st.text(max_size=600))
def test_what_anybody_sends_is_a_token_or_nothing(sent: str) -> None:
    for kind in Kind:
        read_token(kind, sent)
        read_token(kind, f"{kind.value}.{sent}")


@pytest.mark.parametrize(
    "sent", ["", "fcs", "fcs..s", "fcs.YQ.", "fcs.YR.s", "fcs.YQ==.s", "fcs.YQ.YQ.s", "fcs.AA.s", "fcs.YQ.\n."]
)
def test_what_is_nearly_a_token_is_none(sent: str) -> None:
    assert read_token(Kind.SESSION, sent) is None


def test_derived_secrets_differ_and_do_not_change() -> None:
    assert derived("a", "state") == derived("a", "state")
    assert len({derived("a", "state"), derived("a", "nonce"), derived("b", "state")}) == 3
    assert len(derived("a", "verifier")) == 43  # RFC 7636, 4.1: at least 43 characters
