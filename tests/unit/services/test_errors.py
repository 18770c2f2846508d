import inspect

from fairclaim.domain.errors import RuleError
from fairclaim.services import errors


def test_the_tree_that_is_drawn_is_the_tree_that_is() -> None:
    drawn = errors.__doc__ or ""
    for name, cls in inspect.getmembers(errors, inspect.isclass):
        if issubclass(cls, RuleError) and cls is not RuleError:
            assert f"{name} " in drawn
            assert f" {cls.code} " in drawn


def test_not_found_says_the_same_of_everything() -> None:
    assert str(errors.NotFoundError()) == str(errors.NotFoundError())
    assert inspect.signature(errors.NotFoundError).parameters == {}
