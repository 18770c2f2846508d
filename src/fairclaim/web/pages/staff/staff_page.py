"""How a page of these rooms is rendered: with who reads, the time, a one-time key for its forms, and the words they share."""

import secrets
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from fairclaim.credit.measure import KIND_NAMES, STATE_NAMES, MeasureMove
from fairclaim.credit.pattern import ABOUT
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk import states
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.web.pages.render import Pages, reader_of
from fairclaim.web.sign_in.signed_in import SignedIn

PATTERNS = {pattern.value: about.title for pattern, about in ABOUT.items()}
FIELDS = {
    "name": Bilingual("姓名", "Name"),
    "phone": Bilingual("电话", "Phone"),
    "email": Bilingual("邮箱", "E-mail"),
    "address": Bilingual("地址", "Address"),
    "standing": Bilingual("记录情况的说明", "An explanation of the history"),
    "other": Bilingual("其他", "Something else"),
    "erasure": Bilingual("删除全部个人信息", "Erasure of everything"),
}
"""What a wish is about."""
STEPS = {
    MeasureMove.PROPOSE: Bilingual("提议", "proposed"),
    MeasureMove.AGREE: Bilingual("同意", "agreed"),
    MeasureMove.DECLINE: Bilingual("不同意", "did not agree"),
    MeasureMove.APPEAL: Bilingual("申诉", "appealed"),
    MeasureMove.UPHOLD: Bilingual("维持", "left in force"),
    MeasureMove.LIFT: Bilingual("解除", "lifted"),
    MeasureMove.EXPIRE: Bilingual("到期", "ran out"),
    MeasureMove.UNWIND: Bilingual("撤销", "unwound"),
}
"""What was done with a measure, as its history tells it."""
TAIL = 8
"""How many characters of an id are enough to tell two apart that stand side by side."""


class StaffPages:
    """What the routes of these rooms are made of.

    Parameters
    ----------
    pages, signed_in, desk
        As every page has them.
    """

    def __init__(self, pages: Pages, signed_in: SignedIn, desk: Desk) -> None:
        self.pages, self.signed_in, self.desk = pages, signed_in, desk

    def who(self, request: Request) -> Caller:
        """Return who reads."""
        return self.signed_in.session(request).caller

    def render(self, request: Request, template: str, *, status: int = 200, **given: Any) -> HTMLResponse:  # noqa: ANN401  (whatever the template names)
        """Return a page."""
        who = self.who(request)
        shared: dict[str, Any] = {
            "who": who,
            "now": self.desk.now(),
            "key": secrets.token_urlsafe(16),
            "reads_claims": Role.AUDITOR in who.roles,
            "KINDS": KIND_NAMES,
            "STATES": STATE_NAMES,
            "STEPS": STEPS,
            "CLAIM_STATES": states.STATE_NAMES,
            "PATTERNS": PATTERNS,
            "FIELDS": FIELDS,
            "short": short,
        }
        return self.pages.render(template, reader_of(request), status=status, **(shared | given))


def short(name: str) -> str:
    """Return the end of an id, by which people tell one from another; the whole of a short one.

    Examples
    --------
    >>> short("person-0123456789abcdef0123456789abcd"), short("claim-1")
    ('…6789abcd', 'claim-1')
    """
    return name if len(name) <= TAIL + 4 else f"…{name[-TAIL:]}"
