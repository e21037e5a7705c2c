import json

from click.testing import CliRunner

from cards.gallery import main
from sandbox.teams.assets import ensure_assets


def test_the_gallery_is_one_page_and_one_file_per_card(tmp_path):
    done = CliRunner().invoke(main, ["--out", str(tmp_path), "--modules", str(ensure_assets())], catch_exceptions=False)
    assert done.exit_code == 0
    page = (tmp_path / "index.html").read_text()
    assert "Klopt dit?" in page
    assert "http" not in page.split("<main>")[0]
    assert json.loads((tmp_path / "nl" / "review.json").read_text())["lang"] == "nl"
