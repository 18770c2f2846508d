"""What to know beside a characterisation: which version of a law holds, what else an authority may look at."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from fairclaim.domain.bilingual import Bilingual
from fairclaim.law.act import Act, Sum
from fairclaim.law.amounts import in_yuan
from fairclaim.law.assessment import Note
from fairclaim.law.place import Place
from fairclaim.law.provision import Certainty
from fairclaim.law.statute_book import Book

_SIX_MONTHS = timedelta(days=180)
_TWO_YEARS = timedelta(days=730)
_REPEATED = 3

_TWO_LAWS = Bilingual(
    "有的记录发生在新法施行之前，有的在之后：每一项按发生之日的法律列出。对旧法时期的行为，如果新法处罚较轻，有关机关会考虑适用新法。",
    "Some acts lie before the new law and some after: each is listed under the law of its day. "
    "For an act of the earlier time an authority considers the new law where that is milder.",
)
_MILDER = Bilingual(
    "记录发生在旧法时期，而所问日期在新法施行之后：如果新法处罚较轻，有关机关会考虑适用新法。",
    "The acts lie in the time of the earlier law, and the day asked about in that of the new one: "
    "where the new law is milder, an authority considers it.",
)
_EXTORTION = Bilingual(
    "以威胁、要挟方法索取款项的，可能适用《刑法》第二百七十四条：起点较低（{low}至{high}），二年内三次以上的另有规定。仅有不实图片，没有威胁或要挟的，一般不属于此条。",
    "Where payment is obtained by threats or pressure, article 274 of the Criminal Law may apply: "
    "it begins lower ({low} to {high}), and has a rule for three acts within two years. "
    "A false picture without threat or pressure usually does not fall under it.",
)
_ATTEMPTS = Bilingual(
    "另有 {count} 项没有取得款项（共请求 {amount}），不计入累计金额。情节严重或者目标数额巨大的未遂才可能另行处理。",
    "Acts that obtained nothing: {count} ({amount} was asked for). They are in no sum. "
    "An attempt matters only where it is serious or aimed at a huge amount.",
)
_TELECOM = Bilingual(
    "办案机关如果认定为电信网络诈骗，全国统一以三千元、三万元、五十万元为起点，不适用各省标准；退款申请是否属于此类尚无定论。",
    "If an authority takes it for telecom-network fraud, 3,000, 30,000 and 500,000 yuan hold everywhere instead of the province's figures; "
    "whether a refund claim is such a case is not settled.",
)
_TIME = Bilingual(
    "最近一项记录距今已超过六个月：治安案件可能已过处罚时限。",
    "The last act lies more than six months back: the time for a public-security penalty may be over.",
)
_SOURCE_OF_FIGURES = Bilingual(
    "当地标准取自：{source}。使用前请核对当地文件。",
    "The local figures are taken from: {source}. Check the local document before relying on them.",
)


def notes_on(found: Sum, place: Place, *, on: date, book: Book) -> tuple[Note, ...]:
    """Return the notes that the acts call for, in a fixed order."""
    return (*_on_counted(found.counted, place, on, book), *_on_attempts(found))


def _on_counted(acts: Sequence[Act], place: Place, on: date, book: Book) -> Iterator[Note]:
    if not acts:
        return
    yield from _on_time(acts, on, book)
    if _may_be_extortion(acts, place):
        yield _extortion(book)
    if sum(act.obtained.amount_minor for act in acts) >= book.provision("telecom-fraud-opinion").figures[0].low:
        yield Note(code="telecom", text=_TELECOM, provisions=("telecom-fraud-opinion",), certainty=Certainty.INFERENCE)
    for source in dict.fromkeys(area.source for area in place.areas):
        title = book.source(source).title
        text = Bilingual(_SOURCE_OF_FIGURES.zh.format(source=title.zh), _SOURCE_OF_FIGURES.en.format(source=title.en))
        certainty = next(area.certainty for area in place.areas if area.source == source)
        yield Note(code="local-figures", text=text, provisions=(), certainty=certainty)
    for area in place.areas:
        if area.remark is not None:
            yield Note(code="local-rule", text=area.remark, provisions=(), certainty=area.certainty)


def _on_time(acts: Sequence[Act], on: date, book: Book) -> Iterator[Note]:
    versions = list(dict.fromkeys(version.id for act in acts if (version := book.in_force("petty-fraud", act.on))))
    today = book.in_force("petty-fraud", on)
    if len(versions) > 1:
        yield Note(code="two-laws", text=_TWO_LAWS, provisions=tuple(versions), certainty=Certainty.KNOWLEDGE)
    elif versions and today is not None and today.id not in versions:
        yield Note(code="milder-law", text=_MILDER, provisions=(*versions, today.id), certainty=Certainty.KNOWLEDGE)
    if on - acts[-1].on > _SIX_MONTHS:
        yield Note(code="time", text=_TIME, provisions=("public-security-time",), certainty=Certainty.KNOWLEDGE)


def _may_be_extortion(acts: Sequence[Act], place: Place) -> bool:
    """Tell whether to mention article 274: pressure was found, three acts lie within two years, or a criminal tier may be reached."""
    if any(act.has_pressure for act in acts):
        return True
    days = [act.on for act in acts]
    if any(last - first <= _TWO_YEARS for first, last in zip(days, days[_REPEATED - 1 :], strict=False)):
        return True
    return bool(place.tiers) and sum(act.obtained.amount_minor for act in acts) >= place.tiers[0].low


def _extortion(book: Book) -> Note:
    provision = book.provision("criminal-law-274")
    low, high = in_yuan(provision.figures[0].low), in_yuan(provision.figures[0].high)
    text = Bilingual(
        _EXTORTION.zh.format(low=low.zh, high=high.zh),
        _EXTORTION.en.format(low=low.en.removesuffix(" yuan"), high=high.en),
    )
    return Note(code="extortion", text=text, provisions=(provision.id,), certainty=provision.certainty)


def _on_attempts(found: Sum) -> Iterator[Note]:
    if not found.attempts:
        return
    amount = in_yuan(found.attempted.amount_minor)
    count = len(found.attempts)
    text = Bilingual(
        _ATTEMPTS.zh.format(count=count, amount=amount.zh), _ATTEMPTS.en.format(count=count, amount=amount.en)
    )
    yield Note(code="attempts", text=text, provisions=("fraud-attempt",), certainty=Certainty.KNOWLEDGE)
