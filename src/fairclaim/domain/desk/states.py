"""The table of moves: in which state a claim may do what, and where that leads.

One table, and nothing else decides. Every pair that is not in it is refused with :class:`IllegalMoveError`. Further guards
(who may, when, with which evidence) stand with the moves; they can only say no to what the table allows.
"""

from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.refusals import IllegalMoveError


class State(StrEnum):
    """Where a claim stands."""

    FILED = "filed"
    SCREENING = "screening"
    WAITING_EVIDENCE = "waiting-evidence"
    WAITING_MERCHANT = "waiting-merchant"
    IN_REVIEW = "in-review"
    SECOND_REVIEW = "second-review"
    DECIDED = "decided"
    APPEALED = "appealed"
    RE_REVIEW = "re-review"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


class Move(StrEnum):
    """What can be done with a claim."""

    FILE = "file"
    SCREEN = "screen"
    RECORD_EXAMINATION = "record-examination"
    PROPOSE_ROUTE = "propose-route"
    ATTACH = "attach"
    ASK_EVIDENCE = "ask-evidence"
    COMPLETE_EVIDENCE = "complete-evidence"
    ASK_MERCHANT = "ask-merchant"
    ANSWER = "answer"
    SEND_TO_REVIEW = "send-to-review"
    APPROVE_BY_POLICY = "approve-by-policy"
    JUDGE = "judge"
    REVEAL = "reveal"
    CONFIRM = "confirm"
    PASS_TO_SECOND = "pass-to-second"  # noqa: S105  (a move, not a password)
    CALL_SENIOR = "call-senior"
    DECIDE = "decide"
    APPEAL = "appeal"
    OPEN_RE_REVIEW = "open-re-review"
    DECIDE_APPEAL = "decide-appeal"
    WITHDRAW_APPEAL = "withdraw-appeal"
    OFFER = "offer"
    ACCEPT_OFFER = "accept-offer"
    WITHDRAW = "withdraw"
    PAUSE_CLOCK = "pause-clock"
    RESUME_CLOCK = "resume-clock"
    EXTEND_CLOCK = "extend-clock"
    WARN_CLOCK = "warn-clock"
    EXPIRE_CLOCK = "expire-clock"
    EXECUTE = "execute"
    UNWIND = "unwind"


TERMINAL = frozenset({State.CLOSED, State.WITHDRAWN, State.SETTLED})
"""Nothing leads out of these."""
OPEN = frozenset(State) - TERMINAL
TIMED = frozenset(
    {
        State.WAITING_EVIDENCE,
        State.WAITING_MERCHANT,
        State.IN_REVIEW,
        State.SECOND_REVIEW,
        State.DECIDED,
        State.APPEALED,
        State.RE_REVIEW,
    }
)
"""A clock runs, or is paused, in these and in no other."""
JUDGING = frozenset({State.IN_REVIEW, State.SECOND_REVIEW, State.RE_REVIEW})


def _stays(move: Move, states: frozenset[State]) -> dict[tuple[State, Move], State]:
    return {(state, move): state for state in State if state in states}


def _all_lead(move: Move, states: frozenset[State], to: State) -> dict[tuple[State, Move], State]:
    return {(state, move): to for state in State if state in states}


MOVES: dict[tuple[State, Move], State] = {
    # Screening: the machine looks, policy proposes.
    (State.FILED, Move.SCREEN): State.SCREENING,
    (State.SCREENING, Move.PROPOSE_ROUTE): State.SCREENING,
    (State.SCREENING, Move.APPROVE_BY_POLICY): State.DECIDED,
    (State.SCREENING, Move.SEND_TO_REVIEW): State.IN_REVIEW,
    # Both sides are heard.
    (State.SCREENING, Move.ASK_EVIDENCE): State.WAITING_EVIDENCE,
    (State.IN_REVIEW, Move.ASK_EVIDENCE): State.WAITING_EVIDENCE,
    (State.WAITING_EVIDENCE, Move.COMPLETE_EVIDENCE): State.SCREENING,
    (State.SCREENING, Move.ASK_MERCHANT): State.WAITING_MERCHANT,
    (State.IN_REVIEW, Move.ASK_MERCHANT): State.WAITING_MERCHANT,
    (State.WAITING_MERCHANT, Move.ANSWER): State.IN_REVIEW,
    # A late answer is heard until people have decided.
    (State.IN_REVIEW, Move.ANSWER): State.IN_REVIEW,
    (State.SECOND_REVIEW, Move.ANSWER): State.SECOND_REVIEW,
    # People judge.
    **_stays(Move.JUDGE, JUDGING),
    **_stays(Move.REVEAL, JUDGING),
    **_stays(Move.CONFIRM, JUDGING),
    (State.IN_REVIEW, Move.DECIDE): State.DECIDED,
    (State.IN_REVIEW, Move.PASS_TO_SECOND): State.SECOND_REVIEW,
    (State.SECOND_REVIEW, Move.CALL_SENIOR): State.SECOND_REVIEW,
    (State.SECOND_REVIEW, Move.DECIDE): State.DECIDED,
    # Appeal.
    (State.DECIDED, Move.APPEAL): State.APPEALED,
    (State.APPEALED, Move.APPEAL): State.APPEALED,
    (State.APPEALED, Move.OPEN_RE_REVIEW): State.RE_REVIEW,
    (State.RE_REVIEW, Move.CALL_SENIOR): State.RE_REVIEW,
    (State.RE_REVIEW, Move.DECIDE_APPEAL): State.CLOSED,
    (State.APPEALED, Move.WITHDRAW_APPEAL): State.CLOSED,
    (State.RE_REVIEW, Move.WITHDRAW_APPEAL): State.CLOSED,
    # The parties may end it at any time.
    **_stays(Move.OFFER, OPEN),
    **_all_lead(Move.ACCEPT_OFFER, OPEN, State.SETTLED),
    **_all_lead(Move.WITHDRAW, OPEN, State.WITHDRAWN),
    # Files and examinations arrive until the matter is decided, and again when it is looked at anew.
    **_stays(Move.ATTACH, OPEN - {State.DECIDED}),
    **_stays(Move.RECORD_EXAMINATION, OPEN - {State.FILED, State.DECIDED}),
    # Time.
    **_stays(Move.PAUSE_CLOCK, TIMED),
    **_stays(Move.RESUME_CLOCK, TIMED),
    **_stays(Move.EXTEND_CLOCK, TIMED),
    **_stays(Move.WARN_CLOCK, TIMED),
    (State.WAITING_EVIDENCE, Move.EXPIRE_CLOCK): State.IN_REVIEW,
    (State.WAITING_MERCHANT, Move.EXPIRE_CLOCK): State.IN_REVIEW,
    (State.IN_REVIEW, Move.EXPIRE_CLOCK): State.IN_REVIEW,
    (State.SECOND_REVIEW, Move.EXPIRE_CLOCK): State.SECOND_REVIEW,
    (State.DECIDED, Move.EXPIRE_CLOCK): State.CLOSED,
    (State.APPEALED, Move.EXPIRE_CLOCK): State.APPEALED,
    (State.RE_REVIEW, Move.EXPIRE_CLOCK): State.RE_REVIEW,
    # What a decision set going is carried out and taken back after it, whatever the claim has become.
    **_stays(Move.EXECUTE, TERMINAL | {State.DECIDED, State.APPEALED, State.RE_REVIEW}),
    **_stays(Move.UNWIND, TERMINAL),
}
"""Every allowed move and the state it leads to. Only ``file`` is missing: it makes a claim where none was."""

STATE_NAMES = {
    State.FILED: Bilingual("已提交", "filed"),
    State.SCREENING: Bilingual("初步检验中", "being screened"),
    State.WAITING_EVIDENCE: Bilingual("等待补充材料", "waiting for evidence"),
    State.WAITING_MERCHANT: Bilingual("等待商家答复", "waiting for the merchant's answer"),
    State.IN_REVIEW: Bilingual("审核中", "in review"),
    State.SECOND_REVIEW: Bilingual("第二人审核中", "in second review"),
    State.DECIDED: Bilingual("已决定", "decided"),
    State.APPEALED: Bilingual("已申诉", "appealed"),
    State.RE_REVIEW: Bilingual("申诉复核中", "in review of the appeal"),
    State.CLOSED: Bilingual("已关闭", "closed"),
    State.WITHDRAWN: Bilingual("已撤回", "withdrawn"),
    State.SETTLED: Bilingual("已和解", "settled"),
}

MOVE_NAMES = {
    Move.FILE: Bilingual("提交申请", "file the claim"),
    Move.SCREEN: Bilingual("开始检验", "start screening"),
    Move.RECORD_EXAMINATION: Bilingual("记录检验结果", "record an examination"),
    Move.PROPOSE_ROUTE: Bilingual("提出处理路径", "propose a route"),
    Move.ATTACH: Bilingual("添加材料", "attach a file"),
    Move.ASK_EVIDENCE: Bilingual("要求补充材料", "ask the buyer for more evidence"),
    Move.COMPLETE_EVIDENCE: Bilingual("提交补充材料", "hand in the evidence asked for"),
    Move.ASK_MERCHANT: Bilingual("请商家答复", "ask the merchant"),
    Move.ANSWER: Bilingual("商家答复", "answer as the merchant"),
    Move.SEND_TO_REVIEW: Bilingual("送审", "send to review"),
    Move.APPROVE_BY_POLICY: Bilingual("按策略同意", "approve by policy"),
    Move.JUDGE: Bilingual("独立判断", "give a first judgement"),
    Move.REVEAL: Bilingual("查看机器结论", "show the verdict"),
    Move.CONFIRM: Bilingual("确认或修改判断", "confirm or change the judgement"),
    Move.PASS_TO_SECOND: Bilingual("送第二人审核", "pass to a second reviewer"),
    Move.CALL_SENIOR: Bilingual("交资深审核人", "call a senior"),
    Move.DECIDE: Bilingual("作出决定", "decide"),
    Move.APPEAL: Bilingual("申诉", "appeal"),
    Move.OPEN_RE_REVIEW: Bilingual("开始申诉复核", "open the review of the appeal"),
    Move.DECIDE_APPEAL: Bilingual("对申诉作出决定", "decide the appeal"),
    Move.WITHDRAW_APPEAL: Bilingual("撤回申诉", "withdraw the appeal"),
    Move.OFFER: Bilingual("提出方案", "offer a remedy"),
    Move.ACCEPT_OFFER: Bilingual("接受方案", "accept an offer"),
    Move.WITHDRAW: Bilingual("撤回申请", "withdraw the claim"),
    Move.PAUSE_CLOCK: Bilingual("暂停计时", "pause the clock"),
    Move.RESUME_CLOCK: Bilingual("恢复计时", "resume the clock"),
    Move.EXTEND_CLOCK: Bilingual("延长期限", "extend the time"),
    Move.WARN_CLOCK: Bilingual("到期提醒", "warn before the time is over"),
    Move.EXPIRE_CLOCK: Bilingual("期限届满", "end the time"),
    Move.EXECUTE: Bilingual("执行后续措施", "carry out a consequence"),
    Move.UNWIND: Bilingual("撤销后续措施", "take back a consequence"),
}


def target(state: State, move: Move) -> State:
    """Return where a move leads.

    Raises
    ------
    IllegalMoveError
        If the table has no such move in this state.
    """
    found = MOVES.get((state, move))
    if found is None:
        raise IllegalMoveError(
            state=state.value, move=move.value, state_name=STATE_NAMES[state], move_name=MOVE_NAMES[move]
        )
    return found


def moves_from(state: State) -> tuple[Move, ...]:
    """Return every move that a state allows, in the order of :class:`Move`."""
    return tuple(move for move in Move if (state, move) in MOVES)
