"""The policy that is shipped: limits refund-only, and sends to people what speaks against a claim."""

from functools import cache
from importlib.resources import files

from fairclaim.policy.load import parse_policy
from fairclaim.policy.table import Policy

NAME = "default_policy.yaml"


@cache
def default_text() -> str:
    """Return the file with its comments, which say where each number comes from."""
    return files("fairclaim.policy").joinpath(NAME).read_text(encoding="utf-8")


def default_policy() -> Policy:
    """Return the policy; errors as :func:`fairclaim.policy.load.load_policy`."""
    return parse_policy(default_text().encode(), name=NAME).policy
