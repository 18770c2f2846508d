"""A browser before the pages of the policy."""

import httpx

from fairclaim.web.pages.policy_editing import policy_editing
from fairclaim.web.pages.policy_page import policy_pages
from fairclaim.web.pages.policy_past import policy_past
from fairclaim.web.pages.policy_reading import policy_reading
from fairclaim.web.pages.render import Pages
from fairclaim.web.static_files import built_files
from unit.services.counter import Counter
from unit.web.page_desk import SESSION, visitor


def policy_visitor(counter: Counter, name: str = "editor") -> httpx.Client:
    """Return somebody with a browser."""
    pages = Pages(built_files())
    routers = [
        part(pages, SESSION, counter.desk) for part in (policy_pages, policy_reading, policy_editing, policy_past)
    ]
    return visitor(*routers, name=name)
