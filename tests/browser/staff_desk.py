"""A desk on which two people found that the evidence contradicts two claims of one buyer, so that a measure may rest on them."""

from datetime import timedelta

from browser.desk import DemoDesk
from browser.review_desk import file_waiting
from fairclaim.demo.shop import TENANT
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Opinion, Outcome, View
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.finding import Grade
from fairclaim.services.caller import Caller, Role
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.own_data import ask_correction
from fairclaim.services.take_task import take_next

WHY = Bilingual(
    "裂纹只见于申请图片，与发货照片是同一次曝光。",
    "The crack is in the claim picture only, which is the packing photo itself.",
)
BASIS = ("derived-from-reference",)
AGAINST = Opinion(outcome=Outcome.REFUSE, view=View.CONTRADICTS, grade=Grade.A, reasons=WHY, basis=BASIS)
DAY = timedelta(days=1)


def staff(desk: DemoDesk, login: str, *roles: Role) -> Caller:
    """Return somebody of the demonstration's staff, or its buyer."""
    units = desk.opened.door().units
    account = units.read(TENANT, lambda work: work.accounts.by_login(login))
    assert account is not None
    return Caller(tenant=TENANT, person=account.person, roles=frozenset(roles or account.roles))


def contradict_two(desk: DemoDesk) -> tuple[PersonId, list[ClaimId]]:
    """File two claims of the buyer and let two people find them contradicted; return the buyer and the claims."""
    made = desk.opened.desk
    claims = file_waiting(made, 2, buyer="buyer")
    ann, ben = staff(desk, "ann"), staff(desk, "ben")
    for who in (ann, ben):
        while (task := take_next(made, who)) is not None:
            judge_claim(made, who, task.claim, AGAINST)
            reveal_verdict(made, who, task.claim)
            confirm_judgement(made, who, task.claim, AGAINST)
    for claim in claims:
        decide_claim(made, ben, claim, reasons=WHY, basis=BASIS)
    return staff(desk, "buyer").person, claims


def ask_for_things(desk: DemoDesk) -> None:
    """Let the buyer ask for a correction, explain something, and ask to be erased."""
    made, buyer = desk.opened.desk, staff(desk, "buyer")
    ask_correction(made, buyer, "name", "周明", why="名字打错了一个字。")
    ask_correction(made, buyer, "other", "请不要再寄纸质发票。")
    ask_correction(made, buyer, "standing", "soon-after-signing", why="快递当面开箱，看到就拍照申请了。")
    ask_correction(made, buyer, "erasure", "删除全部个人信息", why="不再使用。")
