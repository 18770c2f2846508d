"""What the door refuses.

::

    RuleError
    ├── NotSignedInError        not-signed-in      no session and no key, or none that holds
    ├── WrongCredentialsError   wrong-credentials  unknown and wrong look the same
    ├── TooManyAttemptsError    too-many-attempts  wait; says how long
    ├── StepUpNeededError       step-up-needed     show again who you are
    ├── OutOfScopeError         out-of-scope       the API key was not made for this
    ├── CrossOriginError        cross-origin       the request comes from another site's page
    ├── LinkExpiredError        link-expired       the link is used, over or unknown
    ├── WeakPasswordError       weak-password      too easily guessed
    ├── PasskeyRefusedError     passkey-refused    the authenticator's answer does not verify
    ├── LoginTakenError         login-taken        another account has this login
    ├── RoleMixError            role-mix           these roles do not go together
    ├── OwnAccountError         own-account        nobody changes their own roles
    └── LastAdminError          last-admin         somebody has to run the desk
    UnavailableError
    ├── SignInBusyError         sign-in-busy       too many sign-ins at once
    └── ProviderError           identity-provider  the identity provider does not answer as it should
"""

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import RuleError, UnavailableError


class NotSignedInError(RuleError):
    """No session and no key, or none that holds."""

    code = "not-signed-in"

    def __init__(self) -> None:
        super().__init__(Bilingual("请先登录。", "Sign in first."))


class WrongCredentialsError(RuleError):
    """Unknown, wrong, shut and forgotten look the same."""

    code = "wrong-credentials"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "登录信息不正确。请检查后重试，或请管理员重新邀请。",
                "This does not sign you in. Check what you entered, or ask an administrator for a new invitation.",
            )
        )


class TooManyAttemptsError(RuleError):
    """Wait.

    Parameters
    ----------
    retry_after_s : int
        Seconds until it is worth trying again, at least 1.
    """

    code = "too-many-attempts"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            Bilingual(
                f"尝试次数过多，请在 {retry_after_s} 秒后重试。",
                f"Too many attempts. Try again in {retry_after_s} s.",
            )
        )
        self.retry_after_s = retry_after_s


class StepUpNeededError(RuleError):
    """What is asked for needs a fresh proof of who asks."""

    code = "step-up-needed"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此操作需要再次确认身份：请使用通行密钥（没有时用密码）。",
                "This needs a fresh proof of who you are: use your passkey, or your password if you have none.",
            )
        )


class OutOfScopeError(RuleError):
    """The API key was not made for this."""

    code = "out-of-scope"

    def __init__(self, action: str) -> None:
        super().__init__(
            Bilingual(
                f"此 API 密钥的权限不含“{action}”。",
                f"This API key lacks the scope {action}. Ask an administrator for one that has it.",
            )
        )
        self.action = action


class CrossOriginError(RuleError):
    """The request comes from another site's page, or does not say whence."""

    code = "cross-origin"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "此请求并非来自本站页面，已拒绝。程序请使用 API 密钥。",
                "This request does not come from this desk's own pages and was refused. Programs use an API key.",
            )
        )


class LinkExpiredError(RuleError):
    """The link is used, over or unknown; which of them is not said."""

    code = "link-expired"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "链接已使用、已过期或不存在，请管理员重新邀请。",
                "This link was used, has expired or never was. Ask an administrator for a new one.",
            )
        )


class WeakPasswordError(RuleError):
    """Too easily guessed."""

    code = "weak-password"

    def __init__(self, least: int) -> None:
        super().__init__(
            Bilingual(
                f"密码至少 {least} 个字符，不含登录名，且不能只由少数几个字符重复而成。建议用几个不相关的词。",
                f"A password has at least {least} characters, does not contain the login, and is more than a few characters"
                " repeated. Several unrelated words do well.",
            )
        )
        self.least = least


class PasskeyRefusedError(RuleError):
    """The authenticator's answer does not verify."""

    code = "passkey-refused"

    def __init__(self) -> None:
        super().__init__(
            Bilingual("通行密钥的应答未通过验证，请重试。", "The passkey's answer does not verify. Try again.")
        )


class LoginTakenError(RuleError):
    """Another account has this login."""

    code = "login-taken"

    def __init__(self) -> None:
        super().__init__(Bilingual("此登录名已被使用。", "Another account has this login."))


class RoleMixError(RuleError):
    """These roles do not go together."""

    code = "role-mix"

    def __init__(self, why: Bilingual) -> None:
        super().__init__(why)


class OwnAccountError(RuleError):
    """Nobody changes their own roles or shuts their own account."""

    code = "own-account"

    def __init__(self) -> None:
        super().__init__(
            Bilingual(
                "不能更改自己的角色或停用自己的账户，请另一位管理员操作。",
                "Nobody changes their own roles or shuts their own account. Ask another administrator.",
            )
        )


class LastAdminError(RuleError):
    """Somebody has to run the desk, and the first one comes in once."""

    code = "last-admin"

    def __init__(self, *, is_there: bool) -> None:
        super().__init__(
            Bilingual("已有管理员。新账户请由管理员添加。", "There is an administrator already, who adds accounts.")
            if is_there
            else Bilingual("至少须保留一位管理员。", "At least one administrator has to stay.")
        )


class SignInBusyError(UnavailableError):
    """Too many sign-ins at once; nothing was checked."""

    code = "sign-in-busy"

    def __init__(self) -> None:
        super().__init__(
            Bilingual("登录人数过多，请稍后重试。", "Too many people are signing in at once. Try again in a moment.")
        )


class ProviderError(UnavailableError):
    """The identity provider does not answer as it should."""

    code = "identity-provider"

    def __init__(self, provider: str) -> None:
        super().__init__(
            Bilingual(
                f"身份提供方 {provider} 没有正确应答，请稍后重试或改用其他方式登录。",
                f"The identity provider {provider} does not answer as it should. Try later, or sign in another way.",
            )
        )
        self.provider = provider
