"""Where faiss is not installed."""

import subprocess
import sys

HIDE = """
import sys
sys.modules["faiss"] = None
from fairclaim.domain.errors import UnavailableError
from fairclaim.matching.faiss_index import FaissIndex
try:
    FaissIndex()
except UnavailableError as error:
    print(error.message.en)
"""


def test_a_missing_faiss_is_a_clear_error() -> None:
    done = subprocess.run([sys.executable, "-c", HIDE], capture_output=True, text=True, check=True)
    assert "fairclaim[index]" in done.stdout


def test_importing_the_room_loads_no_engine() -> None:
    script = (
        "import sys; import fairclaim.matching.faiss_index, fairclaim.matching.pgvector_index, fairclaim.forensics.examine;"
        "print(sorted({'faiss', 'psycopg', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
