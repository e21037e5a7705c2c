import pytest

from bot import worker
from tests.support.stage import open_stage, stage

__all__ = ["open_stage", "stage"]


@pytest.fixture
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have jobs that failed tried again soon: PostgreSQL's clock is its own, so that no test can skip the pauses."""
    monkeypatch.setattr(worker, "backoff", lambda _tries, *, jitter: 0.1)
