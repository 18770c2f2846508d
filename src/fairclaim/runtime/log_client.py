"""A desk's evidence log as a stranger reads it, over HTTP and without signing in."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from fairclaim.domain.errors import UsageError
from fairclaim.evidence.merkle_proofs import Consistency
from fairclaim.evidence.signed_note import NoteKey, parse_note_key
from fairclaim.runtime.ask_http import Answer, NoAnswerError, ask

DONE = 200


@dataclass(frozen=True, slots=True)
class LogClient:
    """One log.

    Parameters
    ----------
    url : str
        Such as ``https://desk.example/api/v1/log/shop-street``.
    """

    url: str

    def key(self) -> NoteKey:
        """Return the key that the log shows as its own: to be compared once, and kept.

        Raises
        ------
        NoAnswerError
            From this and all others: if the log does not answer as it should.
        """
        found = self._object("")
        try:
            return parse_note_key(str(found["key"]))
        except (KeyError, UsageError) as exc:
            raise NoAnswerError(self.url, "no-key") from exc

    def checkpoint(self) -> bytes:
        """Return the newest checkpoint."""
        return self._asked("/checkpoint").body

    def prove_growth(self, old: int, new: int) -> Consistency:
        """Return the proof that the log grew from one size to another."""
        found = self._object(f"/consistency?{urlencode({'old': old, 'new': new})}")
        try:
            path = found["path"]
            if not isinstance(path, list):
                raise TypeError  # noqa: TRY301  (told as any other malformed answer)
            return Consistency(old, new, tuple(bytes.fromhex(one) for one in path))
        except (KeyError, TypeError, ValueError) as exc:
            raise NoAnswerError(self.url, "no-proof") from exc

    def bring_cosignature(self, size: int, note: bytes) -> None:
        """Bring a checkpoint with a cosignature under it."""
        url = f"{self.url}/checkpoints/{size}/cosignatures"
        answer = ask(url, body=note, media_type="text/plain; charset=utf-8")
        if answer.status != DONE:
            raise NoAnswerError(url, f"http-{answer.status}")

    def _object(self, path: str) -> dict[str, object]:
        answer = self._asked(path)
        try:
            found = json.loads(answer.body)
        except ValueError as exc:
            raise NoAnswerError(self.url + path, "no-json") from exc
        if not isinstance(found, dict):
            raise NoAnswerError(self.url + path, "no-json")
        return found

    def _asked(self, path: str) -> Answer:
        answer = ask(self.url + path)
        if answer.status != DONE:
            raise NoAnswerError(self.url + path, f"http-{answer.status}")
        return answer
