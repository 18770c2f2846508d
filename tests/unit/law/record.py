"""Acts as a record holds them: small makers, every field of which a test may choose."""

from datetime import date

from fairclaim.domain.desk.judgement import View
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.finding import Grade
from fairclaim.law.act import Act, AppealState, Ruling

TWO = (PersonId("reviewer-1"), PersonId("reviewer-2"))
OLD_LAW = date(2025, 11, 17)
NEW_LAW = date(2026, 3, 2)
ASKED = date(2026, 4, 1)


def ruling(
    *,
    by: tuple[PersonId, ...] = TWO,
    view: View = View.CONTRADICTS,
    grade: Grade | None = Grade.A,
    appeal: AppealState = AppealState.EXPIRED,
) -> Ruling:
    return Ruling(by=by, view=view, grade=grade, appeal=appeal)


STANDS = ruling()


def yuan(fen: int) -> Money:
    return Money(fen, "CNY")


def act(
    name: str = "claim-1",
    fen: int = 19_500,
    *,
    on: date = NEW_LAW,
    sought: int | None = None,
    decided: Ruling | None = STANDS,
    payment: str | None = "payment-1",
    has_pressure: bool = False,
    has_removed_label: bool = False,
    is_dealt_with: bool = False,
    knowledge: tuple[str, ...] = (),
) -> Act:
    return Act(
        id=name,
        on=on,
        sought=yuan(fen if sought is None else sought),
        obtained=yuan(fen),
        ruling=decided,
        payment=payment,
        knowledge=knowledge,
        has_pressure=has_pressure,
        has_removed_label=has_removed_label,
        is_dealt_with=is_dealt_with,
    )
