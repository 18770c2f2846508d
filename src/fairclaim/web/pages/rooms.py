"""The rooms of the desk that a person may go to, as every page's bar shows them."""

from dataclasses import dataclass

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.caller import Caller, Role

_BUYER, _MERCHANT = frozenset({Role.BUYER}), frozenset({Role.MERCHANT_AGENT})
_DESK = frozenset(Role) - _BUYER - _MERCHANT


CHECK = "/check"


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the bar, for whoever has one of the roles."""

    path: str
    name: Bilingual
    roles: frozenset[Role]


_QUEUES = frozenset({Role.REVIEWER, Role.SENIOR, Role.ADMIN})
_STEERING = frozenset({Role.SENIOR, Role.ADMIN, Role.AUDITOR, Role.POLICY_EDITOR})
ROOMS = (
    Room("/", Bilingual("总览", "Overview"), _DESK),
    Room("/review", Bilingual("审核", "Review"), _QUEUES),
    Room("/claims", Bilingual("我的申请", "My claims"), _BUYER),
    Room("/own-data", Bilingual("我的信息", "My data"), _BUYER),
    Room("/merchant", Bilingual("申请", "Claims"), _MERCHANT),
    Room("/orders", Bilingual("发货留证", "Packing"), _MERCHANT),
    Room("/listings", Bilingual("商品图", "Listings"), _MERCHANT),
    Room("/figures", Bilingual("统计", "Figures"), _MERCHANT),
    Room("/letters", Bilingual("文书", "Letters"), frozenset({Role.ADMIN, Role.AUDITOR})),
    Room(CHECK, Bilingual("检验照片", "Check a photo"), frozenset({Role.MERCHANT_AGENT, Role.REVIEWER, Role.SENIOR})),
    Room("/people", Bilingual("买家", "Buyers"), frozenset({Role.REVIEWER, Role.SENIOR, Role.AUDITOR, Role.ADMIN})),
    Room("/wishes", Bilingual("信息请求", "Requests"), frozenset({Role.ADMIN})),
    Room("/policy", Bilingual("策略", "Policy"), _STEERING),
    Room("/desk-figures", Bilingual("统计", "Figures"), _STEERING),
    Room("/duties", Bilingual("义务核对", "Duties"), frozenset({Role.AUDITOR, Role.ADMIN})),
    Room("/accounts", Bilingual("账户", "Accounts"), frozenset({Role.ADMIN})),
    Room("/audit", Bilingual("审计", "Audit"), frozenset({Role.AUDITOR})),
)


def rooms_of(who: Caller, *, checks: bool = True) -> tuple[Room, ...]:
    """Return the rooms that somebody may go to, in the order of the bar; without that of checks where it is closed."""
    return tuple(room for room in ROOMS if room.roles & who.roles and (checks or room.path != CHECK))


def is_in(path: str, room: Room) -> bool:
    """Tell whether an address lies in a room."""
    return path == room.path or (room.path != "/" and path.startswith((room.path + "/", room.path + "?")))
