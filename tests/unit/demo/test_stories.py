from collections import Counter as Tally
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fairclaim.demo.photos import Story
from fairclaim.demo.stories import PLOTS, Cast, Order, Storyteller, Time, good_of
from fairclaim.domain.desk.money import Money
from fairclaim.domain.desk.order_line import LineId, OrderLine
from fairclaim.domain.desk.party import PersonId
from fairclaim.domain.desk.states import State
from fairclaim.domain.order import Order as Dates
from fairclaim.domain.verdict import Call
from fairclaim.services.ports.people import KnownOrder
from unit.services.counter import AGENT, ANN, BEN, BUYER, EVE, MACHINE, SUE, Counter, yuan

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


def _order(counter: Counter, number: int) -> Order:
    good = good_of(PLOTS[number])
    line = OrderLine(
        id=LineId(f"line-{number}"),
        title=good.title.zh,
        category=good.category,
        quantity=1,
        paid=Money(good.amount_minor, "CNY"),
        refunded=yuan(0),
    )
    counter.rows.orders[f"order-{number}"] = KnownOrder(
        id=f"order-{number}",
        buyer=BUYER.person,
        merchant=PersonId("merchant-1"),
        lines=(line,),
        dates=Dates(id=f"order-{number}", delivered_at=NOW - timedelta(days=60)),
    )
    return Order(
        id=f"order-{number}",
        line=line.id,
        buyer=BUYER,
        good=good,
        photos=lambda count: tuple(f"{number}/{one}".encode() for one in range(count)),
    )


def test_every_story_ends_where_it_should_and_none_in_the_future() -> None:
    counter = Counter()
    time = Time(NOW)
    teller = Storyteller(
        replace(counter.desk, now=time), time, Cast(agent=AGENT, reviewers=(ANN, BEN, EVE), senior=SUE, machine=MACHINE)
    )
    ends: Tally[State] = Tally()
    for number, plot in enumerate(PLOTS):
        counter.examiner.call = Call.FORGED if plot.story is Story.PAINTED else Call.NO_TRACE
        claim = counter.claim(teller.tell(plot, _order(counter, number), now=NOW))
        assert claim.state is plot.ends
        assert claim.updated_at <= NOW, plot
        ends[claim.state] += 1
    assert ends.total() == 40
    assert set(ends) == set(State) - {State.SCREENING}, "screening lasts seconds"
