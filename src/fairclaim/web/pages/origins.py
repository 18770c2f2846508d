"""How a file came, in a few words beside its picture. None of them is a reproach: not live is never bad."""

from datetime import timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.live_capture import LiveCapture, Way, grouped
from fairclaim.domain.desk.party import ActorKind
from fairclaim.domain.exhibit import Role
from fairclaim.web.pages.render import SHOP_TIME

_WAYS = {
    Way.PAGE: Bilingual("在本页现场拍摄", "taken on this page"),
    Way.FIELD: Bilingual("通过本页相机按钮提交", "sent by this page's camera button"),
}
_DEVICE = Bilingual("来自设备的文件", "a file from the device")
_PACKING = Bilingual("打包时凭编码现场拍摄", "taken live while packing, with a code")
_SYSTEM = Bilingual("现场拍摄（由商家或平台系统说明）", "taken live, as the shop's own system says")


def origin_of(live: LiveCapture | None, *, is_live: bool, by: ActorKind, role: Role) -> Bilingual | None:
    """Return how a file came; None for what the desk itself has put there, and for pictures of a listing.

    Without a code no more is said than that it is a file: a gallery, a camera button and a platform's app all send one.

    Parameters
    ----------
    live : LiveCapture or None
        The code with which it was captured.
    is_live : bool
        Whether it counts as live, with a code or without.
    """
    if live is not None and live.way is not None and live.received_at is not None:
        at, after, way = live.received_at.astimezone(SHOP_TIME), _after(live.took), _WAYS[live.way]
        code = grouped(live.code)
        return Bilingual(
            f"{way.zh}：{at:%m-%d %H:%M}，编码 {code}（发码后 {after.zh}）",
            f"{way.en}: {at:%m-%d %H:%M}, code {code} ({after.en} after the code)",
        )
    if is_live:
        return _PACKING if role is Role.DISPATCH else _SYSTEM
    is_of_a_party = by in (ActorKind.BUYER, ActorKind.MERCHANT) and role is not Role.LISTING
    return _DEVICE if is_of_a_party else None


def _after(took: timedelta) -> Bilingual:
    seconds = round(took.total_seconds())
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return Bilingual(f"{rest} 秒", f"{rest} s")
    return Bilingual(f"{minutes} 分 {rest:02} 秒", f"{minutes} min {rest:02} s")
