from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest
from conftest_names import *  # placeholder
