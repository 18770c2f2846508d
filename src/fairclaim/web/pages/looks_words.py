"""What the audit's words are called: acts, and the kinds of things that they are about. A word that nobody has named is shown as it is."""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.services.caller import ROLE_NAMES
from fairclaim.services.grants import ACTION_NAMES, Action

_ACTS = {
    **{action.value: name for action, name in ACTION_NAMES.items()},
    Action.SEE.value: Bilingual("查看", "looked at"),
    Action.EXPORT_AUDIT.value: Bilingual("查看审计记录", "read the audit"),
    Action.FIND_PARTY.value: Bilingual("按平台编号查找", "looked a party up"),
    "accept-invitation": Bilingual("接受邀请", "accepted an invitation"),
    "add-account": Bilingual("添加账户", "added an account"),
    "admit-buyer": Bilingual("买家首次登录", "a buyer came in for the first time"),
    "change-password": Bilingual("更改密码", "changed the password"),
    "invite": Bilingual("发出邀请", "invited somebody"),
    "invite-buyer": Bilingual("邀请买家", "invited a buyer"),
    "reopen-account": Bilingual("重新启用账户", "opened an account again"),
    "revoke-key": Bilingual("撤销 API 密钥", "revoked an API key"),
    "see-accounts": Bilingual("查看账户列表", "looked at the accounts"),
    "shut-account": Bilingual("停用账户", "shut an account"),
    "sign-in": Bilingual("登录", "signed in"),
    "sign-out": Bilingual("退出", "signed out"),
    "sign-out-everywhere": Bilingual("在所有设备退出", "signed out everywhere"),
    "step-up": Bilingual("再次验证身份", "proved again who they are"),
}
_KINDS = {
    "account": Bilingual("账户", "account"),
    "api-key": Bilingual("API 密钥", "API key"),
    "audit": Bilingual("审计记录", "audit"),
    "bundle": Bilingual("证据包", "evidence bundle"),
    "claim": Bilingual("申请", "claim"),
    "correction": Bilingual("更正请求", "correction"),
    "dispatch": Bilingual("发货留证", "file of the packing"),
    "endpoint": Bilingual("回调地址", "webhook endpoint"),
    "examination": Bilingual("检验结果", "examination"),
    "exhibit": Bilingual("照片或文件", "file"),
    "history": Bilingual("历史申请", "past claims"),
    "letter": Bilingual("文书", "letter"),
    "listing": Bilingual("商品", "listing"),
    "measure": Bilingual("账户措施", "measure"),
    "message": Bilingual("消息", "message"),
    "order": Bilingual("订单", "order"),
    "parcel": Bilingual("包裹", "parcel"),
    "person": Bilingual("人员", "person"),
    "policy": Bilingual("策略", "policy"),
    "tenant": Bilingual("整个租户", "the whole tenant"),
    "text": Bilingual("陈述", "words of a side"),
}
_ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


def act_name(action: str) -> Bilingual:
    """Return what an act is called."""
    return _ACTS.get(action, Bilingual(action, action))


def kind_name(kind: str) -> Bilingual:
    """Return what a kind of thing is called."""
    return _KINDS.get(kind, Bilingual(kind, kind))


def role_name(role: str) -> Bilingual:
    """Return what a role is called.

    Examples
    --------
    >>> role_name("senior").en
    'senior'
    """
    return _ROLES.get(role, Bilingual(role, role))
