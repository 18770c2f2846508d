"""``python -m fairclaim`` is the command."""

import sys

from fairclaim.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
