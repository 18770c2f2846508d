"""Where a claim stands and what this side has to do now, in plain words. It speaks of the claim and of pictures, never of a person."""

from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.judgement import Outcome
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.desk.states import Move, State
from fairclaim.services.views.party_view import PartyView


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatNow:
    """A headline, a sentence, and whether this side is waited for.

    Parameters
    ----------
    is_yours : bool
        Something is to be done by this side.
    """

    title: Bilingual
    text: Bilingual
    is_yours: bool = False


_LOOKING = WhatNow(
    title=Bilingual("正在查看材料", "The evidence is being looked at"),
    text=Bilingual(
        "通常几分钟内有结果。您现在不用做什么。", "This takes a few minutes as a rule. There is nothing for you to do."
    ),
)
_PEOPLE = WhatNow(
    title=Bilingual("审核人正在查看", "A person is looking at it"),
    text=Bilingual(
        "由人作出决定，理由会写在这里。您现在不用做什么。",
        "People decide, and their reasons will stand here. There is nothing for you to do.",
    ),
)
_ANSWERED = WhatNow(
    title=_PEOPLE.title,
    text=Bilingual(
        "您的答复已收到。由人作出决定，理由会写在这里。您现在不用做什么。",
        "Your answer is in. People decide, and their reasons will stand here. There is nothing for you to do.",
    ),
)
_AGAIN = WhatNow(
    title=Bilingual("正在复核", "It is being looked at again"),
    text=Bilingual(
        "申诉已收到。由没有参与过的审核人重新查看全部材料。您还可以添加材料。",
        "The appeal is in. People who had no part in it look at everything anew. You can still add evidence.",
    ),
)
_ENDED = {
    State.WITHDRAWN: WhatNow(
        title=Bilingual("已撤回", "Taken back"),
        text=Bilingual(
            "买家撤回了申请。这不说明任何一方的材料有问题。",
            "The buyer took the claim back. That says nothing about anybody's evidence.",
        ),
    ),
    State.SETTLED: WhatNow(
        title=Bilingual("双方已达成一致", "You have agreed"),
        text=Bilingual("申请按双方同意的方案处理。", "The claim is settled by what both sides agreed to."),
    ),
}
_OFFER = WhatNow(
    title=Bilingual("有一个方案等您决定", "There is an offer for you"),
    text=Bilingual(
        "可以接受，也可以不理会：不接受不影响申请。", "Accept it, or leave it: leaving it does not harm the claim."
    ),
    is_yours=True,
)


def what_now(view: PartyView) -> WhatNow:
    """Return what stands at the top of a claim's page."""
    if view.state in _ENDED:
        return _ENDED[view.state]
    if view.state in (State.DECIDED, State.CLOSED):
        return _decided(view)
    if view.state in (State.APPEALED, State.RE_REVIEW):
        return _AGAIN
    return _of_buyer(view) if view.side is ActorKind.BUYER else _of_merchant(view)


def _of_buyer(view: PartyView) -> WhatNow:
    if view.state is State.WAITING_EVIDENCE:
        return WhatNow(
            title=Bilingual("请补充材料", "Please show a little more"),
            text=Bilingual(
                "下面写明了还需要什么、为什么需要。拍不了的可以不拍，直接提交：由审核人根据现有材料判断，不会因此对您不利。",
                "Below stands what is needed and why. What you cannot show you may leave out: people judge by what there is, "
                "and it does not count against you.",
            ),
            is_yours=True,
        )
    if view.missing and view.state is State.FILED:
        return WhatNow(
            title=Bilingual("申请已提交", "Your claim is filed"),
            text=Bilingual(
                "很快会按现有材料开始查看，届时可能还会请您补充一次。下面的照片如果能拍，现在补齐会更快。",
                "Soon it is looked at with what there is, and you may be asked for the rest once more. What you can show of the "
                "following you may add now: it goes faster.",
            ),
            is_yours=True,
        )
    if view.acceptable:
        return _OFFER
    if view.state is State.WAITING_MERCHANT:
        return WhatNow(
            title=Bilingual("已请商家答复", "The merchant was asked to answer"),
            text=Bilingual(
                "商家不答复也不耽误：期限一到就由审核人查看。您现在不用做什么。",
                "If no answer comes in time, people look all the same. There is nothing for you to do.",
            ),
        )
    return _PEOPLE if view.state in (State.IN_REVIEW, State.SECOND_REVIEW) else _LOOKING


def _of_merchant(view: PartyView) -> WhatNow:
    if view.state is State.WAITING_MERCHANT:
        return WhatNow(
            title=Bilingual("等您答复", "Your answer is waited for"),
            text=Bilingual(
                "请看照片，说明您的意见，附上出库照片或视频。未按时答复不代表承认，届时由审核人根据现有材料判断。",
                "Look at the photos, say what you think, and add pictures or films of the packing. Silence admits nothing: "
                "when the time is over, people judge by what there is.",
            ),
            is_yours=True,
        )
    if view.state is State.WAITING_EVIDENCE:
        return WhatNow(
            title=Bilingual("等买家补充材料", "The buyer was asked for more"),
            text=Bilingual(
                "您现在不用做什么；也可以先提出方案。", "There is nothing for you to do; you may make an offer already."
            ),
        )
    if view.state in (State.IN_REVIEW, State.SECOND_REVIEW):
        if Move.ANSWER in view.can and view.answer is None:
            return WhatNow(
                title=Bilingual("审核人正在查看", "A person is looking at it"),
                text=Bilingual(
                    "在作出决定之前，您的答复仍会被看到。", "Until it is decided, your answer is still heard."
                ),
            )
        return _PEOPLE if view.answer is None else _ANSWERED
    return _LOOKING


def _decided(view: PartyView) -> WhatNow:
    if not view.decisions:
        return _PEOPLE
    granted = view.decisions[-1].outcome is Outcome.GRANT
    title = (
        Bilingual("申请已获同意", "The claim was granted")
        if granted
        else Bilingual("申请未获同意", "The claim was not granted")
    )
    if Move.APPEAL in view.can:
        text = Bilingual(
            "理由见下。如果您认为不对，可以在期限内申诉，由没有参与过的人重新查看。",
            "The reasons stand below. If you think this is wrong, appeal in time: people who had no part in it will look anew.",
        )
    else:
        text = Bilingual("理由见下。", "The reasons stand below.")
    return WhatNow(title=title, text=text)
