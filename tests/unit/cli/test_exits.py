import pytest

from fairclaim.cli.exits import EXIT_OF, Exit, exit_of
from fairclaim.domain import errors
from fairclaim.domain.bilingual import Bilingual

BOTH = Bilingual("有误。", "Wrong.")


@pytest.mark.parametrize("family", [errors.InputError, errors.UsageError, errors.UnavailableError])
def test_every_family_of_errors_has_a_status(family: type[errors.FairclaimError]) -> None:
    assert set(errors.FairclaimError.__subclasses__()) == {known for known, _ in EXIT_OF}
    assert family in {known for known, _ in EXIT_OF}
    assert exit_of(family(BOTH)) not in {Exit.DONE, Exit.INTERRUPTED}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.UsageError(BOTH), 2),
        (errors.NotReadableError("x", "gone"), 3),
        (errors.EmptyFileError(), 3),
        (errors.UnavailableError(BOTH), 4),
    ],
)
def test_statuses_are_the_documented_ones(error: errors.FairclaimError, status: int) -> None:
    assert int(exit_of(error)) == status
