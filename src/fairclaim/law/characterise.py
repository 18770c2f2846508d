"""Which rules the counted acts may fall under: civil, public-security, criminal. Pure tables and sums; no word about a person."""

from collections.abc import Sequence

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.money import Money, total
from fairclaim.law.act import YUAN, Act
from fairclaim.law.amounts import TIER_NAMES, in_yuan, money_in_words
from fairclaim.law.assessment import Characterisation, Reach
from fairclaim.law.missing import missing_intent, missing_place, missing_proof
from fairclaim.law.place import Place
from fairclaim.law.provision import Field, Provision, Tier
from fairclaim.law.statute_book import Book

_CIVIL = Bilingual("可能可以请求撤销并返还（{provisions}）", "Rescission and return may be asked for ({provisions})")
_CIVIL_RANGE = Bilingual(
    "返还 {amount}，并赔偿因此受到的损失（须另行证明）",
    "return of {amount}, and compensation for loss, which is to be shown separately",
)
_ADMINISTRATIVE = Bilingual(
    "可能属于{provision}所列情形；构成犯罪的除外", "May be a case of {provision}, unless it is criminal"
)
_LABEL = Bilingual(
    "可能涉及{provision}关于不得去除标识的规定", "May touch the rule that labels are not removed: {provision}"
)
_LABEL_RANGE = Bilingual(
    "没有固定的罚款数额，由主管部门依照相关法律处理", "no fixed tariff; the authorities act under other laws"
)
_CRIMINAL = {
    Reach.MET: Bilingual("累计金额达到{provision}的起点", "Together the amounts reach the first tier of {provision}"),
    Reach.DEPENDS: Bilingual(
        "累计金额在一些地方达到{provision}的起点，在另一些地方没有",
        "Together the amounts reach the first tier of {provision} in some places and not in others",
    ),
    Reach.NOT_MET: Bilingual(
        "累计金额没有达到{provision}的起点", "Together the amounts do not reach the first tier of {provision}"
    ),
}
_TIER_RANGES = {
    "relatively-large": Bilingual(
        "三年以下有期徒刑、拘役或者管制，并处或者单处罚金",
        "up to three years, or a lesser restraint, with a fine or a fine alone",
    ),
    "huge": Bilingual("三年以上十年以下有期徒刑，并处罚金", "three to ten years and a fine"),
    "especially-huge": Bilingual(
        "十年以上有期徒刑或者无期徒刑，并处罚金或者没收财产", "ten years or more, or life, and a fine or confiscation"
    ),
}
"""Source: Criminal Law, article 266."""


def civil(acts: Sequence[Act], book: Book) -> tuple[Characterisation, ...]:
    """Return what the law of contracts offers for the counted acts."""
    found = [one for series in ("rescission", "restitution") if (one := book.in_force(series, acts[-1].on)) is not None]
    if not found:
        return ()
    amount = _together(acts)
    return (
        Characterisation(
            field=Field.CIVIL,
            title=_filled(_CIVIL, provisions=_cited(found)),
            reach=Reach.MET,
            provisions=tuple(one.id for one in found),
            acts=_ids(acts),
            amount=amount,
            tiers=(),
            ranges=(_filled(_CIVIL_RANGE, amount=money_in_words(amount)),),
            missing=(missing_intent(acts), *missing_proof(acts)),
        ),
    )


def administrative(acts: Sequence[Act], book: Book) -> tuple[Characterisation, ...]:
    """Return the public-security rules by the date of each act, and the rules on labels."""
    return (
        *(_petty(provision, group) for provision, group in _by_version(acts, "petty-fraud", book)),
        *(
            _label(provision, group)
            for series in ("label-removal", "deep-synthesis-removal")
            for provision, group in _by_version([act for act in acts if act.has_removed_label], series, book)
        ),
    )


def criminal(acts: Sequence[Act], place: Place, book: Book) -> tuple[Characterisation, ...]:
    """Return how the sum stands to the tiers of article 266 at the place.

    All counted acts add up, whichever version of the public-security law each falls under.
    """
    provision = book.in_force("fraud-crime", acts[-1].on)
    figures = book.in_force("fraud-figures", acts[-1].on)
    if provision is None or figures is None:
        return ()
    amount = _together(acts)
    reach, tiers = reached(amount.amount_minor, place.tiers)
    return (
        Characterisation(
            field=Field.CRIMINAL,
            title=_filled(_CRIMINAL[reach], provision=provision.cited()),
            reach=reach,
            provisions=(provision.id, figures.id),
            acts=_ids(acts),
            amount=amount,
            tiers=tuple(tier.name for tier in tiers),
            ranges=tuple(_tier_in_words(tier) for tier in (tiers or place.tiers[:1])),
            missing=(missing_intent(acts), *missing_proof(acts), *missing_place(place)),
        ),
    )


def reached(fen: int, tiers: Sequence[Tier]) -> tuple[Reach, tuple[Tier, ...]]:
    """Return whether an amount reaches the first tier, and which tiers are possible.

    Parameters
    ----------
    fen : int
        The amount.
    tiers : sequence of Tier
        From the smallest.

    Examples
    --------
    >>> range_ = [Tier(name="relatively-large", low=300_000, high=1_000_000)]
    >>> [reached(fen, range_)[0].value for fen in (299_999, 300_000, 999_999, 1_000_000)]
    ['not-met', 'depends', 'depends', 'met']
    """
    certain = sum(fen >= tier.high for tier in tiers)
    possible = sum(fen >= tier.low for tier in tiers)
    if possible == 0:
        return Reach.NOT_MET, ()
    return (Reach.MET if certain else Reach.DEPENDS), tuple(tiers[max(certain - 1, 0) : possible])


def _petty(provision: Provision, acts: Sequence[Act]) -> Characterisation:
    return Characterisation(
        field=Field.ADMINISTRATIVE,
        title=_filled(_ADMINISTRATIVE, provision=provision.cited()),
        reach=Reach.MET,
        provisions=(provision.id,),
        acts=_ids(acts),
        amount=_together(acts),
        tiers=(),
        ranges=(provision.plain,),
        missing=(missing_intent(acts), *missing_proof(acts)),
    )


def _label(provision: Provision, acts: Sequence[Act]) -> Characterisation:
    return Characterisation(
        field=Field.ADMINISTRATIVE,
        title=_filled(_LABEL, provision=provision.cited()),
        reach=Reach.MET,
        provisions=(provision.id,),
        acts=_ids(acts),
        amount=_together(acts),
        tiers=(),
        ranges=(_LABEL_RANGE,),
        missing=(missing_intent(acts), *missing_proof(acts)),
    )


def _by_version(acts: Sequence[Act], series: str, book: Book) -> list[tuple[Provision, list[Act]]]:
    """Group acts by the version of a rule that was in force on the day of each."""
    groups: dict[str, tuple[Provision, list[Act]]] = {}
    for act in acts:
        version = book.in_force(series, act.on)
        if version is not None:
            groups.setdefault(version.id, (version, []))[1].append(act)
    return list(groups.values())


def _tier_in_words(tier: Tier) -> Bilingual:
    low, high = in_yuan(tier.low), in_yuan(tier.high)
    span = (
        low
        if tier.low == tier.high
        else Bilingual(f"{low.zh}至{high.zh}", f"{low.en.removesuffix(' yuan')} to {high.en}")
    )
    name, what = TIER_NAMES[tier.name], _TIER_RANGES[tier.name]
    return Bilingual(f"{name.zh}（{span.zh}起）：{what.zh}", f"{name.en} (begins at {span.en}): {what.en}")


def _filled(text: Bilingual, **values: Bilingual) -> Bilingual:
    return Bilingual(
        text.zh.format(**{name: value.zh for name, value in values.items()}),
        text.en.format(**{name: value.en for name, value in values.items()}),
    )


def _cited(provisions: Sequence[Provision]) -> Bilingual:
    names = [one.cited() for one in provisions]
    return Bilingual("、".join(name.zh for name in names), "; ".join(name.en for name in names))


def _ids(acts: Sequence[Act]) -> tuple[str, ...]:
    return tuple(act.id for act in acts)


def _together(acts: Sequence[Act]) -> Money:
    return total((act.obtained for act in acts), currency=YUAN)
