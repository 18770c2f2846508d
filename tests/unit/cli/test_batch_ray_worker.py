import json
import signal
from pathlib import Path

from fairclaim.cli.batch_cases import read_cases
from fairclaim.cli.batch_ray_worker import RayWorker
from fairclaim.cli.batch_worker import Answer
from journeys import shop


def test_it_greets_and_answers_each_case_in_turn_in_bytes(tmp_path: Path) -> None:
    cases = read_cases(shop.write_cases(tmp_path, 2, compared=9))
    before = signal.getsignal(signal.SIGINT)
    worker = RayWorker()
    try:
        for _ in range(2):  # the examiner serves for every chunk
            greeting, *answers = worker.examine(cases)
            assert greeting[:1] == Answer.READY.value
            assert isinstance(json.loads(greeting[1:]), list)
            assert [answer[:1] for answer in answers] == [Answer.RESULT.value] * 2
            assert [json.loads(answer[1:])["case"] for answer in answers] == [case.case for case in cases]
    finally:
        signal.signal(signal.SIGINT, before)
        if worker._examiner is not None:
            worker._examiner.__exit__()
