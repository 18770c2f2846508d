from fairclaim.domain.desk.live_capture import Way
from fairclaim.services.redeem_code import Taken
from fairclaim.web.api.taken import taken_of


def test_without_a_code_nothing_was_taken_here() -> None:
    assert taken_of(None, Way.PAGE) is None
    assert taken_of("capture-1", Way.PAGE) == Taken(capture="capture-1", way=Way.PAGE)
