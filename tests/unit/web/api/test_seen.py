"""Every field of a view goes over the wire under its name, and none besides; whose judgement it is does not."""

from dataclasses import fields
from typing import Any

import pytest
from pydantic import BaseModel

from fairclaim.domain.desk import claim, decision, judgement, order_line, remedy
from fairclaim.services.views import desk_view, party_view, pieces, reviewer_view
from fairclaim.web.api import seen

PAIRS: list[tuple[type[BaseModel], Any, set[str]]] = [
    (seen.PartyClaim, party_view.PartyView, set()),
    (seen.ReviewerClaim, reviewer_view.ReviewerView, set()),
    (seen.AfterTheFact, reviewer_view.AfterTheFact, set()),
    (seen.OperatorClaim, desk_view.OperatorView, set()),
    (seen.AuditorClaim, desk_view.AuditorView, set()),
    (seen.FileSeen, pieces.FileSeen, set()),
    (seen.ClockSeen, pieces.ClockSeen, set()),
    (seen.DecisionSeen, pieces.DecisionSeen, set()),
    (seen.AnswerSeen, pieces.AnswerSeen, set()),
    (seen.OfferSeen, claim.Offer, set()),
    (seen.ExaminedSeen, claim.Examined, set()),
    (seen.ProposalSeen, claim.Proposal, set()),
    (seen.ConsequenceSeen, decision.Consequence, set()),
    (seen.JudgementSeen, judgement.Judgement, {"by"}),
    (seen.OpinionSeen, judgement.Opinion, set()),
    (seen.RemedySeen, remedy.Remedy, set()),
    (seen.LineSeen, order_line.OrderLine, set()),
    (seen.ItemSeen, order_line.ClaimedItem, set()),
]


@pytest.mark.parametrize(("model", "record", "hidden"), PAIRS, ids=lambda value: getattr(value, "__name__", "-"))
def test_the_fields_are_those_of_the_view(model: type[BaseModel], record: Any, hidden: set[str]) -> None:
    names = {field.name for field in fields(record)}
    assert set(model.model_fields) - {"view"} == names - hidden - {"view"}
