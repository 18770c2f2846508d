"""How the work goes: what waits and how long, who has what, and how judgements hold up. Few numbers say little, and the page says so."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.decision import Route
from fairclaim.services.count_figures import Rate, desk_figures, review_quality
from fairclaim.services.desk import Desk
from fairclaim.services.list_tasks import Line
from fairclaim.services.queue_load import queue_load
from fairclaim.services.skip_reason import SKIP_NAMES
from fairclaim.web.pages.desk_router import desk_router
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

FEW = 20
"""Below so many, a rate says little."""
STEPS = (
    Bilingual("已超时", "over"),
    Bilingual("不足 4 小时", "below 4 h"),
    Bilingual("不足 12 小时", "below 12 h"),
    Bilingual("不足 24 小时", "below 24 h"),
    Bilingual("24 小时以上", "24 h and more"),
)
LINES = {
    Line.REVIEW: Bilingual("待审核", "to be judged"),
    Line.APPEAL: Bilingual("申诉", "appeals"),
    Line.SENIOR: Bilingual("资深审核人", "for a senior"),
}
ROUTES = {
    Route.APPROVE: Bilingual("同意", "approve"),
    Route.ASK_MORE: Bilingual("请补充", "ask for more"),
    Route.REVIEW: Bilingual("人工审核", "review"),
    Route.OFFER_REMEDY: Bilingual("提出方案", "offer a remedy"),
}


def load_pages(pages: Pages, signed_in: SignedIn, desk: Desk) -> APIRouter:
    """Return the route."""
    router = desk_router(pages, signed_in)

    @router.get("/review/load")
    def load(request: Request) -> HTMLResponse:
        """Show how the work goes."""
        who = signed_in.session(request).caller
        return pages.render(
            "review/load.html",
            reader_of(request),
            who=who,
            now=desk.now(),
            load=queue_load(desk, who),
            figures=desk_figures(desk, who),
            people=sorted(review_quality(desk, who), key=lambda one: one.login or one.person),
            STEPS=STEPS,
            LINES=LINES,
            ROUTES={one.value: name for one, name in ROUTES.items()},
            SKIPS=SKIP_NAMES,
            share=share,
        )

    return router


def share(rate: Rate) -> Bilingual:
    """Return a rate in words: with its count, its interval, and a warning where it rests on little.

    Examples
    --------
    >>> from fairclaim.services.count_figures import rate
    >>> share(rate(9, 10)).en
    '90 % (9 of 10; 60–98 %), few'
    """
    if rate.total == 0:
        return Bilingual("尚无数据", "nothing yet")
    percent, low, high = (f"{100 * one:.0f}" for one in (rate.hits / rate.total, rate.low, rate.high))
    few = Bilingual("，数量少", ", few") if rate.total < FEW else Bilingual("", "")
    return Bilingual(
        f"{percent} %（{rate.hits}/{rate.total}；{low}–{high} %）{few.zh}",
        f"{percent} % ({rate.hits} of {rate.total}; {low}–{high} %){few.en}",
    )
