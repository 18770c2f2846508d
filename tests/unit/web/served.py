"""What a real server serves in tests: the desk in memory, uploads in the folder where it was started.

``granian --interface asgi unit.web.served:app``.
"""

from pathlib import Path

from unit.services.counter import Counter
from unit.web.desk_over_http import app_of

counter = Counter()
app = app_of(counter, uploads=Path("uploads").absolute())
