from unit.services.counter import Counter
from unit.web.desk_over_http import as_
from unit.web.things_over_http import things_app

HERE = "/api/v1/webhook-endpoints"


def test_a_secret_is_shown_once_and_changed_with_an_overlap() -> None:
    app = things_app(Counter())
    admin = as_(app, "admin")
    made = admin.post(HERE, json={"url": "https://shop.example/hook", "kinds": ["decided"]})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    name = made.json()["endpoint"]["id"]
    assert admin.post(f"{HERE}/{name}/secret").json()["endpoint"]["secrets"] == 2
    assert admin.delete(f"{HERE}/{name}/old-secret").json()["secrets"] == 1
    (listed,) = admin.get(HERE).json()
    assert "secret" not in listed
    assert admin.delete(f"{HERE}/{name}").status_code == 204
    assert admin.get(f"{HERE}/deliveries").json() == {"items": [], "next": None}
    assert admin.post(f"{HERE}/deliveries/claim-1/1/again").status_code == 404
    assert admin.post(HERE, json={"url": "http://shop.example/"}).status_code == 422
    assert as_(app, "ann").get(HERE).status_code == 403
