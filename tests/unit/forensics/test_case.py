"""What a case keeps for its checks."""

from fairclaim.domain.exhibit import Role
from fairclaim.forensics.case import Case
from unit.forensics.material import photo, picture


def test_a_photo_is_brought_to_working_size_once() -> None:
    case = Case(photos=(photo(picture("coffee")),))
    assert case.working(case.photos[0]) is case.working(case.photos[0])


def test_a_pair_is_judged_once_and_its_order_counts() -> None:
    case = Case(photos=(photo(picture("coffee")), photo(picture("coffee"), Role.LISTING)))
    first, second = case.photos
    assert case.judge(first, second) is case.judge(first, second)
    assert case.judge(second, first) is not case.judge(first, second)


def test_what_is_written_in_a_photo_is_read_once() -> None:
    case = Case(photos=(photo(picture("coffee")),))
    assert case.inscriptions(case.photos[0]) is case.inscriptions(case.photos[0])


def test_two_cases_keep_nothing_of_each_other() -> None:
    subject = photo(picture("coffee"))
    assert Case(photos=(subject,)).working(subject) is not Case(photos=(subject,)).working(subject)
    assert Case(photos=(subject,)) == Case(photos=(subject,))
