"""The demonstration: a tenant filled with a progress bar, and a table of who works there."""

from rich.progress import MofNCompleteColumn
from rich.table import Table

from fairclaim.cli.console import Terminal, progress_bar
from fairclaim.cli.output import printing, say
from fairclaim.compose import open_desk
from fairclaim.demo.shop import TENANT, Password, fill
from fairclaim.demo.stories import PLOTS
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.services.caller import ROLE_NAMES
from fairclaim.settings import Settings

_DOING = Bilingual("提交、检验、审核申请", "Filing, examining and judging claims")
_THERE = Bilingual("演示租户已存在。", "The demonstration is there already.")
_LOGIN, _ROLE, _PASSWORD = Bilingual("登录名", "login"), Bilingual("角色", "role"), Bilingual("密码", "password")
_STAFF = Bilingual(f"租户 {TENANT} 的人员（密码仅显示一次）", f"Who works at tenant {TENANT}; passwords are shown once")
_NEXT = Bilingual(
    f"用 fairclaim serve 启动后，在它给出的网址登录：“店铺或平台”填 {TENANT}，再填登录名和密码。",
    f"Sign in where fairclaim serve says: {TENANT} as the shop or platform, a login and its password.",
)


def fill_desk(settings: Settings, *, if_absent: bool, language: str) -> None:
    """Fill a desk and print who works there.

    Raises
    ------
    UsageError
        If the tenant is there and that is not what was expected.
    """
    with open_desk(settings) as opened:
        if TENANT in opened.store.tenants():
            if not if_absent:
                raise UsageError(_THERE)
            say(_THERE, language)
            return
        now = opened.desk.now()
        opened.store.add_tenant(TENANT, name="明察演示店 · fairclaim demo", at=now)
        with progress_bar(MofNCompleteColumn()) as progress:
            bar = progress.add_task(_DOING.zh if language == "zh" else _DOING.en, total=len(PLOTS))
            staff = fill(
                opened.desk, opened.door(), now=now, progress=lambda done: progress.update(bar, completed=done)
            )
    with printing():
        Terminal().print(_table(staff, is_zh=language == "zh"))
    say(_NEXT, language)


def _table(staff: tuple[Password, ...], *, is_zh: bool) -> Table:
    table = Table(title=_STAFF.zh if is_zh else _STAFF.en, title_justify="left")
    for head in (_LOGIN, _ROLE, _PASSWORD):
        table.add_column(head.zh if is_zh else head.en)
    for one in staff:
        names = [ROLE_NAMES[role] for role in sorted(one.roles)]
        table.add_row(one.login, ", ".join(name.zh if is_zh else name.en for name in names), one.password)
    return table
