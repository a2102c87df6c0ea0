"""Says in one line which Python is needed, before pip fails in forty."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (run by whatever python3 the machine has)
    sys.exit("vigie needs Python 3.11 or later. Use: make PYTHON=python3.11")
