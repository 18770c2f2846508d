"""What the rules of measures refuse.

::

    RuleError
    ├── MeasureStateError   measure-state    a measure in this state does not allow this
    ├── MeasureGroundError  measure-ground   a measure rests on decisions against this person that stand
    └── MeasureTermError    measure-term     a measure has an end, and not a far one
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError


class MeasureStateError(RuleError):
    """The state does not have this move."""

    code = "measure-state"

    def __init__(self, *, state: str, move: str, state_name: Bilingual, move_name: Bilingual) -> None:
        super().__init__(
            Bilingual(
                f"措施处于“{state_name.zh}”（{state}），不能“{move_name.zh}”（{move}）。",
                f"A measure that is {state_name.en} ({state}) does not allow this: {move_name.en} ({move}).",
            )
        )
        self.state, self.move = state, move


class MeasureGroundError(RuleError):
    """A measure rests on decisions that stand."""

    code = "measure-ground"

    def __init__(self, needed: int) -> None:
        super().__init__(
            Bilingual(
                f"此措施须基于至少 {needed} 个针对该账户、由两人以上作出且成立的认定；申诉中的、已推翻的都不能作为依据。",
                f"This measure rests on {needed} decisions or more about this account, of two people each, that stand; one under appeal or "
                "overturned is none.",
            )
        )
        self.needed = needed


class MeasureTermError(RuleError):
    """A measure has an end."""

    code = "measure-term"

    def __init__(self, longest: int) -> None:
        super().__init__(
            Bilingual(f"此措施的期限为 1 至 {longest} 天。", f"This measure lasts from 1 to {longest} days.")
        )
        self.longest = longest
