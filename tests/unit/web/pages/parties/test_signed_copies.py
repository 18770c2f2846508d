from dataclasses import replace
from pathlib import Path

from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch
from unit.services.shop import Shop, opened
from unit.services.test_sign_copy import JPEG, Signer
from unit.web.party_shop import party_shop


def signing_shop() -> Shop:
    """Return a shop whose desk signs."""
    shop = opened()
    shop.counter.desk = replace(shop.counter.desk, signer=Signer())
    return shop


def test_a_party_takes_signed_copies_from_the_page_of_its_claim(tmp_path: Path) -> None:
    shop = signing_shop()
    claim = shop.file().receipt.claim
    with party_shop(tmp_path, shop) as there:
        there.buyer.post(f"/claims/{claim}/photos", files=[("files", ("a.jpg", JPEG, "image/jpeg"))])
        there.buyer.post(f"/claims/{claim}/photos", files=[("files", ("a.gif", b"GIF89a", "image/gif"))])
        jpeg, gif = (one.id for one in shop.counter.rows.exhibits if one.by == "buyer")
        for client, page in ((there.buyer, f"/claims/{claim}"), (there.agent, f"/merchant/claims/{claim}")):
            assert f'href="/claims/{claim}/signed/{jpeg}"' in client.get(page).text
            copy = client.get(f"/claims/{claim}/signed/{jpeg}")
            assert copy.content == JPEG + b" signed"
            assert copy.headers["Content-Disposition"].endswith(f"{jpeg}-signed.jpg")
        refused = there.buyer.get(f"/claims/{claim}/signed/{gif}")
        assert refused.status_code == 409
        assert "The original is not affected" in refused.text
        assert there.stranger.get(f"/claims/{claim}/signed/{jpeg}").status_code == 404


def test_packing_has_signed_copies_and_a_desk_without_a_certificate_shows_none(tmp_path: Path) -> None:
    shop = signing_shop()
    parcel = add_parcel(shop.counter.desk, shop.agent, shop.order.id, carrier="SF", tracking="SF1").id
    file = hand_in_dispatch(shop.counter.desk, shop.agent, parcel, JPEG).id
    path = f"/orders/parcels/{parcel}"
    with party_shop(tmp_path, shop) as there:
        assert f'href="{path}/signed/{file}"' in there.agent.get(path).text
        assert there.agent.get(f"{path}/signed/{file}").content == JPEG + b" signed"
        assert there.rival.get(f"{path}/signed/{file}").status_code == 404
    shop.counter.desk = replace(shop.counter.desk, signer=None)
    with party_shop(tmp_path, shop) as there:
        assert "/signed/" not in there.agent.get(path).text
