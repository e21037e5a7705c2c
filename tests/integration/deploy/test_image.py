"""The image, played through without a container engine; installing takes minutes, so only with ``make soak``."""

import os

import pytest

from tests.support.image import context, measured


def test_the_build_s_context_holds_no_secret_no_sandbox_and_no_test(tmp_path):
    context(tmp_path)
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert {str(path) for path in files} >= {
        "app.py",
        "bot/bootstrap.py",
        "cards/catalogs/nl/request.po",
        "requirements-lock.txt",
    }
    assert {path.parts[0] for path in files}.isdisjoint({"sandbox", "tests", "benchmarks", ".git", ".venv"})
    assert not [path for path in files if path.name.startswith(".env") or path.suffix in (".db", ".pyc", ".pem")]
    assert sum((tmp_path / path).stat().st_size for path in files) < 5_000_000


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.skipif(not os.environ.get("SOAK"), reason="minutes: make soak")
def test_the_image_s_bot_starts_small_on_a_read_only_system_and_ends_well():
    found = measured()
    assert found.megabytes < 250
    assert found.seconds_to_healthz < 15
    assert found.idle_megabytes < 192  # what Kubernetes is asked for
    assert found.seconds_to_end < 20
