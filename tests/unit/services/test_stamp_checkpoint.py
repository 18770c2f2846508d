from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from cryptography.x509 import Certificate

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import IntegrityError, UnavailableError
from fairclaim.evidence.signed_note import parse_note
from fairclaim.evidence.timestamp import verify_timestamp
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.stamp_checkpoint import stamp_log
from time_authority import TimeAuthority
from unit.services.counter import TENANT, Counter


@dataclass
class Here:
    """An authority on this machine."""

    name: str
    behind: TimeAuthority
    asked: list[bytes] = field(default_factory=list)
    is_away: bool = False
    says: bytes | None = None

    @property
    def roots(self) -> Sequence[Certificate]:
        return [self.behind.root]

    def ask(self, request: bytes) -> bytes:
        self.asked.append(request)
        if self.is_away:
            raise UnavailableError(Bilingual("不在。", "Away."))
        return self.says or self.behind.reply(request)


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> TimeAuthority:
    folder = tmp_path_factory.mktemp("authority")
    return TimeAuthority(folder / "tsa", "An authority")


def signed() -> Counter:
    counter = Counter()
    counter.screened()
    sign_log(counter.desk, TENANT)
    return counter


def test_each_authority_stamps_a_checkpoint_once(behind: TimeAuthority) -> None:
    counter, one, two = signed(), Here("one", behind), Here("two", behind)
    assert stamp_log(counter.desk, TENANT, [one, two]) == ("one", "two")
    assert stamp_log(counter.desk, TENANT, [one, two]) == ()
    assert (len(one.asked), len(two.asked)) == (1, 1)
    kept = counter.rows.checkpoints[max(counter.rows.checkpoints)]
    text = parse_note(kept.note).text.encode()
    for reply in kept.tokens.values():
        verify_timestamp(reply, message=text, roots=[behind.root])


def test_one_that_is_away_keeps_nobody_waiting_and_is_asked_again(behind: TimeAuthority) -> None:
    counter, one, two = signed(), Here("one", behind, is_away=True), Here("two", behind)
    with pytest.raises(UnavailableError):
        stamp_log(counter.desk, TENANT, [one, two])
    assert set(counter.rows.checkpoints[max(counter.rows.checkpoints)].tokens) == {"two"}
    one.is_away = False
    assert stamp_log(counter.desk, TENANT, [one, two]) == ("one",)


def test_a_token_over_something_else_is_not_kept(behind: TimeAuthority) -> None:
    counter = signed()
    other = Here("one", behind, says=behind.stamp(b"something else"))
    with pytest.raises(IntegrityError):
        stamp_log(counter.desk, TENANT, [other])
    assert counter.rows.checkpoints[max(counter.rows.checkpoints)].tokens == {}


def test_without_a_checkpoint_nobody_is_asked(behind: TimeAuthority) -> None:
    one = Here("one", behind)
    assert stamp_log(Counter().desk, TENANT, [one]) == ()
    assert one.asked == []
