"""``python -m sandbox.teams``: install what the chat page needs, so that the first start of the demo is quick.

Prints nothing where it is installed already.
"""

import sys

from sandbox.teams.assets import ensure_assets

try:
    ensure_assets()
except RuntimeError as error:
    sys.exit(str(error))
