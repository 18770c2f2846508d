"""What checking a bundle comes to, and how it is written for programs."""

from dataclasses import dataclass
from typing import Final

from fairclaim.domain.errors import IntegrityError
from fairclaim.evidence.bundle.manifest import KeyRecord, Manifest
from fairclaim.evidence.bundle.statements import Statement
from fairclaim.evidence.bundle.times_part import TimeShown
from fairclaim.evidence.cosignature import Cosignature
from fairclaim.evidence.entry import Entry
from fairclaim.evidence.reading import to_time

SCHEMA: Final = "fairclaim.verification/1"


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key of the bundle, and whether the reader believes it."""

    record: KeyRecord
    is_trusted: bool

    def to_record(self) -> dict[str, object]:
        """Return the record as it stands in results."""
        one = self.record
        return {
            "use": one.use.value,
            "name": one.name,
            "algorithm": one.algorithm,
            "fingerprint": one.fingerprint,
            "trusted": self.is_trusted,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedBundle:
    """A bundle that holds, and what follows from it. Made by ``verify_bundle`` only."""

    manifest: Manifest
    entries: dict[int, Entry]
    proven: tuple[Statement, ...]
    not_proven: tuple[Statement, ...]
    keys: tuple[KeyShown, ...]
    witnesses: tuple[Cosignature, ...]
    times: tuple[TimeShown, ...]

    def to_record(self) -> dict[str, object]:
        """Return the result as a record, ``schema`` fairclaim.verification/1."""
        return {
            "schema": SCHEMA,
            "intact": True,
            "case": self.manifest.case,
            "profile": self.manifest.profile.value,
            "made_at": to_time(self.manifest.made_at),
            "made_by": self.manifest.made_by,
            "proven": [one.to_record() for one in self.proven],
            "not_proven": [one.to_record() for one in self.not_proven],
            "keys": [one.to_record() for one in self.keys],
            "witnesses": [{"name": one.witness.name, "at": to_time(one.at)} for one in self.witnesses],
            "times": [one.to_record() for one in self.times],
            "failure": None,
        }


def to_failed_record(error: IntegrityError) -> dict[str, object]:
    """Return the result of a bundle that does not hold: where, why, and nothing else."""
    facts: dict[str, object] = dict.fromkeys(("case", "profile", "made_at", "made_by"))
    lists: dict[str, object] = {name: [] for name in ("proven", "not_proven", "keys", "witnesses", "times")}
    failure = {"place": error.place, **error.fault.to_record()}
    return {"schema": SCHEMA, "intact": False, **facts, **lists, "failure": failure}
