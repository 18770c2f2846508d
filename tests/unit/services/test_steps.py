from fairclaim.domain.desk import filing
from fairclaim.services.steps import Steps
from unit.domain.desk.story import FORGED, MACHINE, Story


def test_several_moves_make_one_act() -> None:
    story = Story()
    steps = Steps(story.claim)
    steps.take(filing.start_screening(steps.claim, by=MACHINE, at=story.now))
    steps.take(filing.record_examination(steps.claim, FORGED, by=MACHINE, at=story.now))
    claim, events = steps.done()
    assert [event.sequence for event in events] == [2, 3]
    assert claim.examined == FORGED
