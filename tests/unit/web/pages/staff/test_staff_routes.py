from fastapi import FastAPI

from unit.services.identity.gate import Gate
from unit.web.pages.staff.account_office import Office


def test_every_room_of_staff_is_there(gate: Gate) -> None:
    office = Office(gate)
    assert isinstance(office.app, FastAPI)
    admin = office.browser()
    for path in ("/people", "/wishes", "/duties", "/accounts", "/law", "/sign-in/again"):
        assert admin.get(path).status_code == 200, path
