"""The POLICY argument: a file, or the word ``default``."""

from pathlib import Path

from fairclaim.policy.load import Loaded, load_policy, parse_policy
from fairclaim.policy.shipped import NAME, default_text


def named_policy(path: Path) -> Loaded:
    """Return the policy that is meant; errors as :func:`fairclaim.policy.load.load_policy`.

    A file that is called ``default`` is reached as ``./default``.
    """
    if path == Path("default"):
        return parse_policy(default_text().encode(), name=NAME)
    return load_policy(path)
