import pytest

from fairclaim.credit.errors import MeasureGroundError, MeasureStateError, MeasureTermError
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import FairclaimError

NAME = Bilingual("名", "name")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MeasureStateError(state="s", move="m", state_name=NAME, move_name=NAME), "measure-state"),
        (MeasureGroundError(2), "measure-ground"),
        (MeasureTermError(90), "measure-term"),
    ],
)
def test_each_has_a_code_and_says_it_in_both_languages(error: FairclaimError, code: str) -> None:
    assert error.code == code
    assert error.message.zh
    assert error.message.en
