"""A witness's memory: one folder with its own key, the log's key, and the last checkpoint that it has cosigned.

Whoever loses the folder loses the memory; whoever copies the key can cosign in its name.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.errors import UsageError
from fairclaim.evidence.checkpoint import verify_checkpoint
from fairclaim.evidence.signature import Ed25519Signer
from fairclaim.evidence.signed_note import COSIGNATURE, NoteKey, parse_note_key
from fairclaim.evidence.witnessing import LogRewrittenError, Witnessed, witness
from fairclaim.runtime.log_client import LogClient

KEY, LOG_KEY, LAST, ALARM, NAME = "witness.pem", "log.key", "checkpoint", "alarm", "name"
PRIVATE: Final = 0o600
SEED_BYTES: Final = 32


class OtherLogError(UsageError):
    """The folder belongs to a witness of another log, or the log shows another key than at the first meeting."""

    code = "other-log"

    def __init__(self, known: str, shown: str) -> None:
        super().__init__(
            Bilingual(
                f"此文件夹见证的是另一个密钥的日志（{known}），现在看到的是 {shown}。请向运营者查问，不要删除此文件夹。",
                f"This folder witnesses the log of another key ({known}); what is shown now is {shown}. "
                "Ask the log's operator, and do not delete the folder.",
            )
        )


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """A witness.

    Parameters
    ----------
    path : Path
        Its folder; made on first use.
    """

    path: Path

    def signer(self, name: str | None) -> tuple[str, Ed25519Signer]:
        """Return the witness's name and key, which are made on first use.

        Raises
        ------
        UsageError
            If it has no name yet and none is given.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = self._read(NAME)
        if known is None:
            if name is None:
                raise UsageError(
                    Bilingual(
                        "首次运行请用 --name 给见证人取名，如 association.example/witness。",
                        "Name the witness with --name at the first run, such as association.example/witness.",
                    )
                )
            NoteKey(name, COSIGNATURE, bytes(32))  # a name that will not do is refused before it is kept
            self._write(KEY, Ed25519Signer.from_seed(secrets.token_bytes(SEED_BYTES)).to_pem())
            self._write(NAME, name.encode())
            known = name.encode()
        return known.decode(), Ed25519Signer.from_pem(self._read(KEY) or b"")

    def log_key(self, shown: NoteKey) -> NoteKey:
        """Return the log's key: the one that was shown at the first meeting.

        Raises
        ------
        OtherLogError
            If it is another now.
        """
        known = self._read(LOG_KEY)
        if known is None:
            self._write(LOG_KEY, shown.to_text().encode())
            return shown
        key = parse_note_key(known.decode())
        if key != shown:
            raise OtherLogError(key.to_text(), shown.to_text())
        return key

    def look(self, log: LogClient, *, name: str | None, now: datetime) -> Witnessed:
        """Look at the log once: verify, remember, cosign, bring the cosignature.

        What was verified is remembered before anybody gets the cosignature, so that a crash makes no witness forget.

        Raises
        ------
        LogRewrittenError
            If the log contradicts what was seen; both checkpoints are kept under ``alarm``.
        OtherLogError, IntegrityError, NoAnswerError
            If another key, or nothing that can be verified, is shown.
        """
        who, signer = self.signer(name)
        key = self.log_key(log.key())
        try:
            seen = witness(
                log.checkpoint(),
                last=self._read(LAST),
                log_key=key,
                prove=log.prove_growth,
                name=who,
                signer=signer,
                at=now,
            )
        except LogRewrittenError as error:
            self._keep_alarm(error, now)
            raise
        self._write(LAST, seen.checkpoint.note.to_bytes())
        log.bring_cosignature(seen.checkpoint.checkpoint.size, seen.cosigned())
        return seen

    def last_size(self, key: NoteKey) -> int:
        """Return the size of the last checkpoint that was cosigned; 0 if there is none."""
        last = self._read(LAST)
        return 0 if last is None else verify_checkpoint(last, [key]).checkpoint.size

    def _keep_alarm(self, error: LogRewrittenError, now: datetime) -> None:
        folder = self.path / ALARM
        folder.mkdir(exist_ok=True)
        moment = now.strftime("%Y%m%dT%H%M%SZ")
        for part, data in (("older", error.older), ("newer", error.newer)):
            (folder / f"{moment}-{part}").write_bytes(data)

    def _read(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return (self.path / name).read_bytes()
        return None

    def _write(self, name: str, data: bytes) -> None:
        """Write beside, then rename: a crash leaves the old file or the new one."""
        beside = self.path / f".{name}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path / name)
