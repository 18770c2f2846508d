import json

from fairclaim.cli.batch_cases import CaseLine
from fairclaim.cli.batch_worker import failed_case
from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.examination import SCHEMA
from fairclaim.domain.exhibit import Role


def test_a_case_that_failed_as_a_whole_still_has_a_full_result() -> None:
    paths = ((Role.CLAIM, "a.jpg"), (Role.CLAIM, "b.jpg"), (Role.LISTING, "c\udcff.jpg"))
    record = json.loads(
        failed_case(CaseLine(case="17", paths=paths, order=None), "internal", Bilingual("有误。", "Wrong."))
    )
    assert record["schema"] == SCHEMA
    assert record["case"] == "17"
    assert [(item["id"], item["role"], item["path"], item["sha256"]) for item in record["exhibits"]] == [
        ("claim-1", "claim", "a.jpg", None),
        ("claim-2", "claim", "b.jpg", None),
        ("listing-1", "listing", "c\udcff.jpg", None),
    ]
    assert record["verdict"]["call"] == "cannot-tell"
    assert record["errors"] == [{"exhibit": None, "code": "internal", "message": {"zh": "有误。", "en": "Wrong."}}]
