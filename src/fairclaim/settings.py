"""What an operator chooses, read once from the environment. Nothing else in fairclaim reads it.

With nothing set, a desk keeps everything in one folder, ``fairclaim-data``. Unknown names that begin with ``FAIRCLAIM_`` are refused,
so that a misspelled one is not silently without effect.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError

PREFIX: Final = "FAIRCLAIM_"
MOST_WEB_PROCESSES: Final = 16
"""So that each one's share of what one caller may ask is still enough to be of use."""


class SettingError(UsageError):
    """A setting is unknown, or is not what it should be."""

    code = "setting"

    def __init__(self, name: str, expected: Bilingual) -> None:
        super().__init__(Bilingual(f"设置 {name}：{expected.zh}。", f"Setting {name}: {expected.en}."))
        self.name = name


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that does not show itself."""

    text: str = field(repr=False)

    def __bool__(self) -> bool:
        """Tell whether there is one."""
        return bool(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One desk's settings; ``docs/reference/settings.md`` says the same to operators.

    Parameters
    ----------
    data : Path
        Folder of everything that is not said to be elsewhere.
    database : Secret
        ``sqlite:///FILE`` or ``postgresql://…``; empty means a SQLite file in ``data``.
    blobs : str
        A folder, or ``s3://BUCKET/PREFIX``; empty means a folder in ``data``.
    keys : Secret
        The key ring itself; empty means ``key_file``.
    key_file : Path or None
        File of the key ring; None means one in ``data``, made on first use.
    evidence_key : Path or None
        File of the key that signs the evidence log; None means ``evidence.pem`` beside the key ring, made on first use.
    capture_key, capture_certificate : Path or None
        Files of the key that signs copies of received files, and of its certificates; None signs none.
    witnesses : tuple of str
        Keys of witnesses whose cosignatures are taken, as ``name+id+key``.
    authorities : Path or None
        File that lists time authorities; None asks for no time tokens.
    worker : str
        Name of this worker, the same after each restart.
    examiners : int
        Photos are examined in so many processes.
    origin : str
        What browsers know the desk as, without a path; empty means where it is served, on the own machine only.
    host, port : str, int
        Where it is served.
    web_processes : int
        It is served by so many processes; each has its share of what one caller may ask.
    metrics_port : int
        Figures for Prometheus, on the own machine; 0 offers none.
    proxies : tuple of str
        Addresses whose word about the sender's address is believed.
    providers : Path or None
        File that lists identity providers.
    log : str
        ``text`` for people, ``json`` for machines.
    check : str
        Who may use the page *Check a photo*: ``open`` everybody, ``staff`` who is signed in, ``off`` nobody; empty means everybody
        on a desk of its own folder, and who is signed in elsewhere. With several web processes nobody.
    fonts : Path or None
        Folder that is searched for fonts beside the system's own, for PDF.
    """

    data: Path = Path("fairclaim-data")
    database: Secret = Secret("")
    blobs: str = ""
    keys: Secret = Secret("")
    key_file: Path | None = None
    evidence_key: Path | None = None
    capture_key: Path | None = None
    capture_certificate: Path | None = None
    witnesses: tuple[str, ...] = ()
    authorities: Path | None = None
    worker: str = "worker-1"
    examiners: int = 2
    origin: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 1
    metrics_port: int = 0
    proxies: tuple[str, ...] = ()
    providers: Path | None = None
    log: str = "text"
    check: str = ""
    fonts: Path | None = None

    @property
    def database_url(self) -> str:
        """Where rows are."""
        return self.database.text or f"sqlite:///{self.data.absolute() / 'desk.db'}"

    @property
    def is_embedded(self) -> bool:
        """The desk makes and migrates its own database."""
        return self.database_url.startswith("sqlite:")

    @property
    def who_checks(self) -> str:
        """Who may use the page *Check a photo*: ``open``, ``staff`` or ``off``; of several web processes none finds another's checks."""
        if self.web_processes > 1:
            return "off"
        return self.check or ("open" if self.is_embedded else "staff")


def _text(name: str, value: str) -> str:
    if not value.strip():
        raise SettingError(name, Bilingual("不能为空", "it is empty"))
    return value.strip()


def _path(name: str, value: str) -> Path:
    return Path(_text(name, value)).expanduser()


def _secret(name: str, value: str) -> Secret:
    return Secret(_text(name, value))


def _blobs(name: str, value: str) -> str:
    text = _text(name, value)
    if "://" in text and not text.startswith("s3://"):
        raise SettingError(name, Bilingual("应为文件夹或 s3://桶/前缀", "expected a folder or s3://BUCKET/PREFIX"))
    return text


def _database(name: str, value: str) -> Secret:
    text = _text(name, value)
    if not text.startswith(("sqlite:///", "postgresql://")):
        expected = Bilingual("应为 sqlite:///文件 或 postgresql://…", "expected sqlite:///FILE or postgresql://…")
        raise SettingError(name, expected)
    return Secret(text)


def _count(name: str, value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 256):
        raise SettingError(name, Bilingual("应为 1 到 256 的整数", "expected a whole number from 1 to 256"))
    return int(text)


def _web_processes(name: str, value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_WEB_PROCESSES):
        most = MOST_WEB_PROCESSES
        raise SettingError(name, Bilingual(f"应为 1 到 {most} 的整数", f"expected a whole number from 1 to {most}"))
    return int(text)


def _origin(name: str, value: str) -> str:
    text = _text(name, value).rstrip("/")
    scheme, _, rest = text.partition("://")
    if scheme not in {"http", "https"} or not rest or any(char in rest for char in "/?# "):
        expected = Bilingual("应为 https://主机，不带路径", "expected https://HOST, without a path")
        raise SettingError(name, expected)
    return text


def _port(name: str, value: str) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise SettingError(name, Bilingual("应为 0 到 65535 的整数", "expected a whole number from 0 to 65535"))
    return int(text)


def _words(name: str, value: str) -> tuple[str, ...]:
    return tuple(_text(name, value).replace(",", " ").split())


def _log(name: str, value: str) -> str:
    text = _text(name, value)
    if text not in {"text", "json"}:
        raise SettingError(name, Bilingual("应为 text 或 json", "expected text or json"))
    return text


def _check(name: str, value: str) -> str:
    text = _text(name, value)
    if text not in {"open", "staff", "off"}:
        raise SettingError(name, Bilingual("应为 open、staff 或 off", "expected open, staff or off"))
    return text


READERS: Final[Mapping[str, Callable[[str, str], object]]] = {
    "data": _path,
    "database": _database,
    "blobs": _blobs,
    "keys": _secret,
    "key_file": _path,
    "evidence_key": _path,
    "capture_key": _path,
    "capture_certificate": _path,
    "witnesses": _words,
    "authorities": _path,
    "worker": _text,
    "examiners": _count,
    "origin": _origin,
    "host": _text,
    "port": _port,
    "web_processes": _web_processes,
    "metrics_port": _port,
    "proxies": _words,
    "providers": _path,
    "log": _log,
    "check": _check,
    "fonts": _path,
}
"""How each setting is read; its variable is the prefix and its name in capitals."""
ELSEWHERE: Final = frozenset({"FAIRCLAIM_CORPUS"})
"""Variables of the tests, which are no settings."""


def read_settings(variables: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Parameters
    ----------
    variables : mapping, optional
        Names and values; the process's environment if not given.

    Raises
    ------
    SettingError
        If one is unknown, empty or malformed.
    """
    given = os.environ if variables is None else variables  # noqa: TID251  (the one place that may)
    found: dict[str, object] = {}
    for name in sorted(given):
        if not name.startswith(PREFIX) or name in ELSEWHERE:
            continue
        setting = name.removeprefix(PREFIX).lower()
        if setting not in READERS or name != name.upper():
            known = ", ".join(variable_of(one) for one in READERS)
            raise SettingError(name, Bilingual(f"没有这一项，已知的有：{known}", f"there is none; known are {known}"))
        found[setting] = READERS[setting](name, given[name])
    return Settings(**found)  # type: ignore[arg-type]  # each reader returns its field's type


def variable_of(setting: str) -> str:
    """Return the name of a setting's variable.

    Examples
    --------
    >>> variable_of("key_file")
    'FAIRCLAIM_KEY_FILE'
    """
    return PREFIX + setting.upper()
