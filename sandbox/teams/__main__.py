"""``python -m sandbox.teams``: install what the chat page needs, so that the first start of the demo is quick.

Says nothing where all is there.
"""

import sys

from sandbox.teams.assets import ensure_assets

try:
    ensure_assets()
except RuntimeError as error:
    sys.exit(str(error))
