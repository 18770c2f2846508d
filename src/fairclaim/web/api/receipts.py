"""What a verb answers over the wire."""

from pydantic import Field

from fairclaim.domain.desk.states import State
from fairclaim.web.api.words import Answer, BothLanguages


class Done(Answer):
    """What was done. The header ``ETag`` tells the claim's version afterwards."""

    claim: str
    state: State = Field(
        description="As the caller may see it: a second review reads like a first for who is still blind."
    )
    state_name: BothLanguages
    made: str | None = Field(description="Id of what was made (an exhibit, an offer); null if nothing of its own.")
    receipts: list[str] = Field(
        description="Ids of the receipts that the evidence log gives for this, under `/claims/{claim}/receipts`."
    )
