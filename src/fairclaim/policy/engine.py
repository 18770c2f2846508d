"""The one door to zen-engine: a policy and facts in, a route out.

Importing zen costs some 5 ms and 25 MB of disk, so it is in the extra ``fairclaim[policy]`` and imported when the first policy is used.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from fairclaim.policy.facts import Facts
from fairclaim.policy.fields import view
from fairclaim.policy.jdm import to_model
from fairclaim.policy.route import Route, route_of
from fairclaim.policy.schema import not_installed
from fairclaim.policy.table import Policy

_KEY: Final = "policy"


class Decider:
    """A policy, made ready.

    Parameters
    ----------
    policy : Policy
        As :func:`fairclaim.policy.load.load_policy` gives it.

    Raises
    ------
    UnavailableError
        If zen-engine is not installed.
    """

    def __init__(self, policy: Policy) -> None:
        try:
            import zen  # noqa: PLC0415  (only once a policy is used)
        except ImportError as exc:
            raise not_installed("zen-engine") from exc
        self.policy = policy
        self.digest = policy.digest
        self._rules = {rule.id: rule for rule in policy.rules}
        self._engine: Any = zen.ZenEngine({"loader": {"type": "static", "content": {_KEY: to_model(policy)}}})

    def decide(self, facts: Facts) -> Route:
        """Return the route of one claim."""
        answer = self._engine.evaluate(_KEY, _context(facts, self.policy))
        return route_of(self.policy, self._rules[answer["result"]["rule"]], facts, digest=self.digest)

    def decide_many(self, claims: Iterable[Facts]) -> Iterator[Route]:
        """Yield the route of each claim, in order; takes claims as it needs them.

        One by one: the engine's own batches spread over threads and were slower for tables of this size.
        """
        return map(self.decide, claims)


def _context(facts: Facts, policy: Policy) -> dict[str, object]:
    seen = view(facts, policy.currency)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in seen.items()}
