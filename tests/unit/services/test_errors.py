import re

import pytest

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError
from fairclaim.services import errors

CHINESE = re.compile(r"[\u4e00-\u9fff]")
RAISED: list[RuleError] = [
    errors.NotFoundError(),
    errors.NotAllowedError("judge"),
    errors.StaleClaimError("claim-1"),
    errors.OtherRequestError(),
    errors.LeaseLostError("task-1"),
    errors.NoTaskError(),
    errors.AlreadyClaimedError("line-1"),
    errors.ExhibitRoleError(kind="buyer", role="listing"),
    errors.TooManyExhibitsError(200),
    errors.OpenClaimsError(2),
    errors.OtherOrderError(),
    errors.TooLateError(),
    errors.OtherDigestError(),
    errors.SecondLookError(),
    errors.NamesBuyerError(),
    errors.NoSignedCopyError(),
    errors.LetterNotPossibleError(Bilingual("报案材料", "Police report"), Bilingual("尚未决定", "nothing is decided")),
]


def test_every_refusal_is_tried_here() -> None:
    own = {kind for kind in RuleError.__subclasses__() if kind.__module__ == errors.__name__}
    assert {type(error) for error in RAISED} == own


@pytest.mark.parametrize("error", RAISED, ids=lambda error: error.code)
def test_a_refusal_speaks_both_languages_and_stands_in_the_drawing(error: RuleError) -> None:
    assert CHINESE.search(error.message.zh)
    assert str(error) == error.message.en
    assert errors.__doc__
    assert re.search(rf"{type(error).__name__}\s+{error.code}\s", errors.__doc__)


def test_not_found_takes_no_word_that_could_tell_one_thing_from_another() -> None:
    with pytest.raises(TypeError):
        errors.NotFoundError("claim-1")  # type: ignore[call-arg]
