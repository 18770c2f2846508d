"""Who may do what: one table, and what is not in it is denied.

Roles stand in the order in which they are tried. What a role needs towards the claim is its relation.
"""

from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.caller import Role


class Action(StrEnum):
    """What can be asked of the desk."""

    FILE = "file"
    SEE = "see"
    RECEIPTS = "receipts"
    ATTACH = "attach"
    EXAMINE = "examine"
    ASK_EVIDENCE = "ask-evidence"
    COMPLETE_EVIDENCE = "complete-evidence"
    ASK_MERCHANT = "ask-merchant"
    ANSWER = "answer"
    TAKE_TASK = "take-task"
    JUDGE = "judge"
    DECIDE = "decide"
    APPEAL = "appeal"
    WITHDRAW_APPEAL = "withdraw-appeal"
    OFFER = "offer"
    ACCEPT_OFFER = "accept-offer"
    WITHDRAW = "withdraw"
    HOLD_CLOCK = "hold-clock"
    RUN_DEADLINE = "run-deadline"
    CARRY_OUT = "carry-out"
    ERASE_PERSON = "erase-person"
    IMPORT_HISTORY = "import-history"
    EXPORT_AUDIT = "export-audit"
    SEE_POLICY = "see-policy"
    CHANGE_POLICY = "change-policy"
    MANAGE_ACCOUNTS = "manage-accounts"
    MANAGE_KEYS = "manage-keys"
    REGISTER_ORDER = "register-order"
    SEE_ORDER = "see-order"
    KEEP_LISTING = "keep-listing"
    HAND_IN_DISPATCH = "hand-in-dispatch"
    KEEP_ENDPOINTS = "keep-endpoints"
    MEASURE_WORK = "measure-work"
    SEE_FIGURES = "see-figures"
    SEE_QUEUES = "see-queues"
    LOOK_AGAIN = "look-again"
    KNOW_ANSWER = "know-answer"
    OWN_DATA = "own-data"
    ANSWER_CORRECTION = "answer-correction"
    SEE_STANDING = "see-standing"
    COUNT_STANDING = "count-standing"
    PROPOSE_MEASURE = "propose-measure"
    JUDGE_MEASURE = "judge-measure"
    CONTEST_MEASURE = "contest-measure"
    SEE_MEASURES = "see-measures"
    RUN_MEASURES = "run-measures"
    CHECK_DUTIES = "check-duties"
    NOTE_LETTER = "note-letter"
    SEE_LETTERS = "see-letters"
    SHARE_STANDING = "share-standing"
    FIND_PARTY = "find-party"
    OWN_TIES = "own-ties"
    KEEP_TIES = "keep-ties"


class Relation(StrEnum):
    """What a role needs towards the thing it acts on; the tenant is always the same."""

    PARTY = "party"
    """Is the party of this claim on the side of the role."""
    UNTIED = "untied"
    """Is no party of this claim, and has nothing to do with one."""
    TENANT = "tenant"
    """Nothing more than the same tenant."""


ACTION_NAMES = {
    Action.FILE: Bilingual("提交申请", "file a claim"),
    Action.SEE: Bilingual("查看申请", "see a claim"),
    Action.RECEIPTS: Bilingual("取得收据", "get receipts"),
    Action.ATTACH: Bilingual("添加材料", "attach a file"),
    Action.EXAMINE: Bilingual("检验并按策略分流", "examine and route"),
    Action.ASK_EVIDENCE: Bilingual("要求补充材料", "ask the buyer for more"),
    Action.COMPLETE_EVIDENCE: Bilingual("提交补充材料", "hand in what was asked for"),
    Action.ASK_MERCHANT: Bilingual("请商家答复", "ask the merchant"),
    Action.ANSWER: Bilingual("商家答复", "answer as the merchant"),
    Action.TAKE_TASK: Bilingual("领取、续期、退回、跳过任务", "take, keep, give back or skip a task"),
    Action.JUDGE: Bilingual("判断、查看机器结论、确认", "judge, look at the verdict, confirm"),
    Action.DECIDE: Bilingual("作出决定", "decide"),
    Action.APPEAL: Bilingual("申诉", "appeal"),
    Action.WITHDRAW_APPEAL: Bilingual("撤回申诉", "withdraw the appeal"),
    Action.OFFER: Bilingual("提出方案", "offer a remedy"),
    Action.ACCEPT_OFFER: Bilingual("接受方案", "accept an offer"),
    Action.WITHDRAW: Bilingual("撤回申请", "withdraw the claim"),
    Action.HOLD_CLOCK: Bilingual("暂停、恢复、延长计时", "pause, resume or extend the clock"),
    Action.RUN_DEADLINE: Bilingual("执行到期事项", "run a deadline"),
    Action.CARRY_OUT: Bilingual("执行与撤销后续措施", "carry out and take back consequences"),
    Action.ERASE_PERSON: Bilingual("删除个人信息", "erase a person"),
    Action.IMPORT_HISTORY: Bilingual("导入历史申请", "import past claims"),
    Action.EXPORT_AUDIT: Bilingual("导出审计记录", "export the log"),
    Action.SEE_POLICY: Bilingual("查看策略", "read policies, their explanations and what a shadow would change"),
    Action.CHANGE_POLICY: Bilingual("起草与发布策略", "draft and publish policy"),
    Action.MANAGE_ACCOUNTS: Bilingual("管理账户与角色", "manage accounts and roles"),
    Action.MANAGE_KEYS: Bilingual("管理 API 密钥", "manage API keys"),
    Action.REGISTER_ORDER: Bilingual("登记订单与包裹", "register orders and parcels"),
    Action.SEE_ORDER: Bilingual("查看订单", "see an order"),
    Action.KEEP_LISTING: Bilingual("登记商品与商品图", "keep listings and their pictures"),
    Action.HAND_IN_DISPATCH: Bilingual("提交发货留证", "hand in dispatch evidence"),
    Action.KEEP_ENDPOINTS: Bilingual("管理回调地址与投递", "keep webhook endpoints and deliveries"),
    Action.MEASURE_WORK: Bilingual("查看审核质量", "see the quality of reviews"),
    Action.SEE_FIGURES: Bilingual("查看统计", "see figures"),
    Action.SEE_QUEUES: Bilingual("查看队列", "see what waits in the queues"),
    Action.LOOK_AGAIN: Bilingual("安排复看", "let a claim that has ended be judged again"),
    Action.KNOW_ANSWER: Bilingual("给出已知答案", "say what is known to be right of a claim that has ended"),
    Action.OWN_DATA: Bilingual("查阅、更正本人信息", "read what is held about oneself, and have it corrected"),
    Action.ANSWER_CORRECTION: Bilingual("答复更正请求", "answer wishes to have something corrected"),
    Action.SEE_STANDING: Bilingual("查看记录情况及理由", "see a standing and its reasons"),
    Action.COUNT_STANDING: Bilingual("每晚重算并清理记录情况", "count standings, and forget what is old"),
    Action.PROPOSE_MEASURE: Bilingual("提议账户措施", "propose a measure on an account"),
    Action.JUDGE_MEASURE: Bilingual("同意或否决账户措施、处理其申诉", "agree to a measure or not, decide its appeal"),
    Action.CONTEST_MEASURE: Bilingual("对账户措施申诉", "appeal against a measure"),
    Action.SEE_MEASURES: Bilingual("查看账户措施", "see measures"),
    Action.RUN_MEASURES: Bilingual("账户措施到期与撤销", "end measures whose time is over"),
    Action.CHECK_DUTIES: Bilingual("核对平台义务", "check the platform's duties"),
    Action.NOTE_LETTER: Bilingual("登记已发出的文书", "note a letter that was sent"),
    Action.SEE_LETTERS: Bilingual("查看已发出的文书", "see which letters were sent"),
    Action.SHARE_STANDING: Bilingual("同意向他人说明本人记录情况", "consent to have the own standing stated elsewhere"),
    Action.FIND_PARTY: Bilingual("按平台编号查找买家或商家", "find a party by the tenant's own id"),
    Action.OWN_TIES: Bilingual("申报本人的利害关系", "declare the own ties to parties"),
    Action.KEEP_TIES: Bilingual("登记他人的利害关系", "keep the ties of others"),
}

_SIDES = {Role.BUYER: Relation.PARTY, Role.MERCHANT_AGENT: Relation.PARTY}
_JUDGES = {Role.REVIEWER: Relation.UNTIED, Role.SENIOR: Relation.UNTIED}
_MACHINE = {Role.MACHINE: Relation.TENANT}
_OVERSEERS = {Role.SENIOR: Relation.UNTIED, Role.AUDITOR: Relation.UNTIED, Role.ADMIN: Relation.UNTIED}
"""Reviewers are not among them: what somebody's history is would sway a first judgement."""

GRANTS: dict[Action, dict[Role, Relation]] = {
    Action.FILE: {Role.BUYER: Relation.PARTY, Role.INTEGRATION: Relation.TENANT},
    Action.SEE: {
        **_SIDES,
        **_JUDGES,
        Role.AUDITOR: Relation.UNTIED,
        Role.ADMIN: Relation.UNTIED,
        Role.INTEGRATION: Relation.TENANT,
        **_MACHINE,
    },
    Action.RECEIPTS: {**_SIDES, Role.INTEGRATION: Relation.TENANT},
    Action.ATTACH: {**_SIDES, Role.INTEGRATION: Relation.TENANT},
    Action.EXAMINE: _MACHINE,
    Action.ASK_EVIDENCE: _JUDGES,
    Action.COMPLETE_EVIDENCE: {Role.BUYER: Relation.PARTY},
    Action.ASK_MERCHANT: _JUDGES,
    Action.ANSWER: {Role.MERCHANT_AGENT: Relation.PARTY},
    Action.TAKE_TASK: {Role.REVIEWER: Relation.TENANT, Role.SENIOR: Relation.TENANT},
    Action.JUDGE: _JUDGES,
    Action.DECIDE: _JUDGES,
    Action.APPEAL: _SIDES,
    Action.WITHDRAW_APPEAL: _SIDES,
    Action.OFFER: _SIDES,
    Action.ACCEPT_OFFER: _SIDES,
    Action.WITHDRAW: {Role.BUYER: Relation.PARTY},
    Action.HOLD_CLOCK: {Role.SENIOR: Relation.UNTIED, Role.ADMIN: Relation.UNTIED},
    Action.RUN_DEADLINE: _MACHINE,
    Action.CARRY_OUT: _MACHINE,
    Action.ERASE_PERSON: {Role.ADMIN: Relation.TENANT},
    Action.IMPORT_HISTORY: {Role.ADMIN: Relation.TENANT, Role.INTEGRATION: Relation.TENANT},
    Action.EXPORT_AUDIT: {Role.AUDITOR: Relation.TENANT},
    Action.SEE_POLICY: {
        Role.SENIOR: Relation.TENANT,
        Role.AUDITOR: Relation.TENANT,
        Role.POLICY_EDITOR: Relation.TENANT,
        Role.ADMIN: Relation.TENANT,
    },
    Action.CHANGE_POLICY: {Role.POLICY_EDITOR: Relation.TENANT},
    Action.MANAGE_ACCOUNTS: {Role.ADMIN: Relation.TENANT},
    Action.MANAGE_KEYS: {Role.ADMIN: Relation.TENANT},
    Action.REGISTER_ORDER: {Role.INTEGRATION: Relation.TENANT},
    Action.SEE_ORDER: {**_SIDES, Role.INTEGRATION: Relation.TENANT},
    Action.KEEP_LISTING: {Role.MERCHANT_AGENT: Relation.PARTY, Role.INTEGRATION: Relation.TENANT},
    Action.HAND_IN_DISPATCH: {Role.MERCHANT_AGENT: Relation.PARTY, Role.INTEGRATION: Relation.TENANT},
    Action.KEEP_ENDPOINTS: {Role.ADMIN: Relation.TENANT, Role.INTEGRATION: Relation.TENANT},
    Action.MEASURE_WORK: {Role.SENIOR: Relation.TENANT, Role.AUDITOR: Relation.TENANT, Role.ADMIN: Relation.TENANT},
    Action.SEE_FIGURES: {
        Role.SENIOR: Relation.TENANT,
        Role.AUDITOR: Relation.TENANT,
        Role.POLICY_EDITOR: Relation.TENANT,
        Role.ADMIN: Relation.TENANT,
    },
    Action.SEE_QUEUES: {
        Role.REVIEWER: Relation.TENANT,
        Role.SENIOR: Relation.TENANT,
        Role.ADMIN: Relation.TENANT,
    },
    Action.LOOK_AGAIN: _MACHINE,
    Action.KNOW_ANSWER: {Role.SENIOR: Relation.UNTIED},
    Action.OWN_DATA: {Role.BUYER: Relation.PARTY},
    Action.ANSWER_CORRECTION: {Role.ADMIN: Relation.TENANT},
    Action.SEE_STANDING: {Role.BUYER: Relation.PARTY, **_OVERSEERS},
    Action.COUNT_STANDING: _MACHINE,
    Action.PROPOSE_MEASURE: {Role.SENIOR: Relation.UNTIED, Role.ADMIN: Relation.UNTIED},
    Action.JUDGE_MEASURE: _JUDGES,
    Action.CONTEST_MEASURE: {Role.BUYER: Relation.PARTY},
    Action.SEE_MEASURES: {Role.REVIEWER: Relation.UNTIED, **_OVERSEERS},
    Action.RUN_MEASURES: _MACHINE,
    Action.CHECK_DUTIES: {Role.AUDITOR: Relation.TENANT, Role.ADMIN: Relation.TENANT},
    Action.NOTE_LETTER: {**_SIDES, Role.ADMIN: Relation.UNTIED},
    Action.SEE_LETTERS: {**_SIDES, **_OVERSEERS},
    Action.SHARE_STANDING: {Role.BUYER: Relation.PARTY},
    Action.FIND_PARTY: {Role.ADMIN: Relation.TENANT, Role.INTEGRATION: Relation.TENANT},
    Action.OWN_TIES: {
        Role.REVIEWER: Relation.TENANT,
        Role.SENIOR: Relation.TENANT,
        Role.AUDITOR: Relation.TENANT,
        Role.POLICY_EDITOR: Relation.TENANT,
        Role.ADMIN: Relation.TENANT,
    },
    Action.KEEP_TIES: {Role.ADMIN: Relation.TENANT},
}
"""Every grant there is."""

AS_PAGE = {Relation.PARTY: "own claims", Relation.UNTIED: "unless tied to a party", Relation.TENANT: "yes"}
"""How a relation reads in the table of the documentation."""


def grants_table() -> str:
    """Return the table as it stands in the documentation."""
    roles = list(Role)
    lines = [
        "| action | 操作 | " + " | ".join(f"`{role.value}`" for role in roles) + " |",
        "|---|---|" + "---|" * len(roles),
    ]
    for action, granted in GRANTS.items():
        cells = " | ".join(AS_PAGE[granted[role]] if role in granted else "–" for role in roles)
        lines.append(f"| `{action.value}` | {ACTION_NAMES[action].zh} | {cells} |")
    return "\n".join(lines)
