"""Identity providers as an operator lists them in a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import NotReadableError, UsageError
from fairclaim.services.identity.door import ProviderSetup
from fairclaim.web.sign_in.oidc_provider import OidcProvider, ProviderSettings

REQUIRED = frozenset({"tenant", "name", "issuer", "client_id"})
OPTIONAL = frozenset({"client_secret", "scope", "admits_buyers"})


class ProviderFileError(UsageError):
    """The file is not what it should be."""

    code = "provider-file"

    def __init__(self, where: str, expected: Bilingual) -> None:
        super().__init__(
            Bilingual(
                f"身份提供方文件 {where}：{expected.zh}。", f"File of identity providers, {where}: {expected.en}."
            )
        )


def read_providers(path: Path | None) -> dict[tuple[str, str], ProviderSetup]:
    """Return the providers by tenant and name.

    Parameters
    ----------
    path : Path or None
        A JSON list of objects with ``tenant``, ``name``, ``issuer``, ``client_id`` and, if need be, ``client_secret``, ``scope``,
        ``admits_buyers``; None means no providers.

    Raises
    ------
    NotReadableError
        If there is no such file.
    ProviderFileError
        If it is not such a list.
    """
    if path is None:
        return {}
    try:
        rows = json.loads(path.read_bytes())
    except OSError as exc:
        raise NotReadableError(str(path), exc.strerror or type(exc).__name__) from exc
    except ValueError as exc:
        raise ProviderFileError(str(path), Bilingual("不是 JSON", "it is no JSON")) from exc
    if not isinstance(rows, list):
        raise ProviderFileError(str(path), Bilingual("应为列表", "expected a list"))
    found = dict(_read(f"{path}[{number}]", row) for number, row in enumerate(rows))
    if len(found) != len(rows):
        raise ProviderFileError(str(path), Bilingual("有重复的名称", "a name stands twice"))
    return found


def _read(where: str, row: object) -> tuple[tuple[str, str], ProviderSetup]:
    if not isinstance(row, Mapping):
        raise ProviderFileError(where, Bilingual("应为对象", "expected an object"))
    wrong = sorted((set(row) - REQUIRED - OPTIONAL) | (REQUIRED - set(row)))
    if wrong:
        names = ", ".join(wrong)
        raise ProviderFileError(where, Bilingual(f"缺少或不认识的字段：{names}", f"missing or unknown: {names}"))
    admits: Any = row.get("admits_buyers", False)
    texts = {name: value for name, value in row.items() if name != "admits_buyers"}
    if not isinstance(admits, bool) or not all(isinstance(value, str) and value for value in texts.values()):
        raise ProviderFileError(where, Bilingual("字段应为文字", "fields are texts, admits_buyers is true or false"))
    tenant = texts.pop("tenant")
    settings = ProviderSettings(**texts)
    return (tenant, settings.name), ProviderSetup(provider=OidcProvider(settings), admits_buyers=admits)
