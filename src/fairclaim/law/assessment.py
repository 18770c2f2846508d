"""What an assessment says, and how it reads as JSON. It is information for those who decide, and no finding about a person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money
from fairclaim.law.act import APART_MEANS, Apart
from fairclaim.law.place import Place
from fairclaim.law.provision import Certainty, Field

SCHEMA = "fairclaim.law-assessment/1"

NOT_ADVICE = Bilingual(
    "以上是根据已确认的决定整理的法律信息，不是法律意见，也不是对任何人的认定。是否适用、如何适用，由人民法院或者有关机关决定；"
    "年龄、退还款项、主动说明、达成和解等情况都会影响结果。请勿用它向对方施加压力；需要时请咨询律师。",
    "This is information about law, put together from confirmed decisions. It is not legal advice and finds nothing about a person. "
    "Whether and how the law applies is for a court or an authority to say; age, money paid back, an own account of what happened or "
    "a settlement change the outcome. Do not use it to put pressure on the other side; ask a lawyer where you need one.",
)


class Reach(StrEnum):
    """Whether the amounts of a rule are met; met too where it asks for none.

    It says nothing of intent, which only an authority or a court can find.
    """

    MET = "met"
    DEPENDS = "depends"
    """Met in some places of China and not in others, and the place is not known closely enough."""
    NOT_MET = "not-met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What would have to be shown, and is not.

    Parameters
    ----------
    code : str
        ``intent``, ``amount``, ``grade-a`` or ``place``.
    """

    code: str
    text: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Characterisation:
    """One rule that the counted acts may fall under.

    Parameters
    ----------
    provisions : tuple of str
        Ids, the leading one first.
    acts : tuple of str
        Ids of the counted acts that it rests on.
    amount : Money
        Theirs together.
    tiers : tuple of str
        Names of the tiers that are possible, from the smallest; empty where the rule has none, or none is reached.
    ranges : tuple of Bilingual
        What the rule provides for, in words.
    """

    field: Field
    title: Bilingual
    reach: Reach
    provisions: tuple[str, ...]
    acts: tuple[str, ...]
    amount: Money
    tiers: tuple[str, ...]
    ranges: tuple[Bilingual, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to know beside.

    Parameters
    ----------
    certainty : Certainty
        Of the weakest statement in it.
    """

    code: str
    text: Bilingual
    provisions: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A provision as an assessment shows it: cited, in plain words, with grade and source."""

    id: str
    name: Bilingual
    plain: Bilingual
    starts: date
    ends: date | None
    certainty: Certainty
    source: Bilingual
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one person's confirmed acts may amount to.

    Parameters
    ----------
    on : date
        The day that is asked about.
    obtained : Money
        What the counted acts obtained together.
    attempted : Money
        What attempts asked for together; part of no sum.
    apart : tuple of (str, Apart)
        Acts that are not counted, and why.
    """

    on: date
    place: Place
    obtained: Money
    attempted: Money
    counted: tuple[str, ...]
    apart: tuple[tuple[str, Apart], ...]
    characterisations: tuple[Characterisation, ...]
    notes: tuple[Note, ...]
    cited: tuple[Cited, ...]
    not_advice: Bilingual = NOT_ADVICE

    def to_record(self) -> dict[str, object]:
        """Return the JSON object that ``--json`` prints."""
        return {
            "schema": SCHEMA,
            "on": self.on.isoformat(),
            "place": {"code": self.place.code, "name": self.place.name.to_record()},
            "obtained": _money(self.obtained),
            "attempted": _money(self.attempted),
            "counted": list(self.counted),
            "apart": [
                {"act": act, "because": reason.value, "meaning": APART_MEANS[reason].to_record()}
                for act, reason in self.apart
            ],
            "characterisations": [_characterisation(one) for one in self.characterisations],
            "notes": [
                {
                    "code": note.code,
                    "text": note.text.to_record(),
                    "provisions": list(note.provisions),
                    "certainty": note.certainty.value,
                }
                for note in self.notes
            ],
            "provisions": [_cited(one) for one in self.cited],
            "not_advice": self.not_advice.to_record(),
        }


def _money(amount: Money) -> dict[str, object]:
    return {"amount_minor": amount.amount_minor, "currency": amount.currency}


def _characterisation(one: Characterisation) -> dict[str, object]:
    return {
        "field": one.field.value,
        "title": one.title.to_record(),
        "reach": one.reach.value,
        "provisions": list(one.provisions),
        "acts": list(one.acts),
        "amount": _money(one.amount),
        "tiers": list(one.tiers),
        "ranges": [text.to_record() for text in one.ranges],
        "missing": [{"code": missing.code, "text": missing.text.to_record()} for missing in one.missing],
    }


def _cited(one: Cited) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name.to_record(),
        "plain": one.plain.to_record(),
        "from": one.starts.isoformat(),
        "until": one.ends.isoformat() if one.ends else None,
        "certainty": one.certainty.value,
        "source": one.source.to_record(),
        "address": one.address,
    }
