"""The icons that are committed: as large as Teams asks for, and the outline in white alone."""

import zlib
from collections.abc import Iterator

import pytest


def pixels(png: bytes) -> Iterator[tuple[int, ...]]:
    """Yield red, green, blue and alpha of each pixel of a file whose rows have no filter."""
    width, start = int.from_bytes(png[16:20]), png.index(b"IDAT") + 4
    length = int.from_bytes(png[start - 8 : start - 4])
    raw = zlib.decompress(png[start : start + length])
    for at in range(0, len(raw), 1 + width * 4):
        assert raw[at] == 0
        row = raw[at + 1 : at + 1 + width * 4]
        yield from (tuple(row[n : n + 4]) for n in range(0, len(row), 4))


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_an_icon_has_its_size(files, name, size):
    assert (int.from_bytes(files[name][16:20]), int.from_bytes(files[name][20:24])) == (size, size)
    assert len(list(pixels(files[name]))) == size * size


def test_the_colour_icon_fills_its_square_and_the_outline_is_white_on_nothing(files):
    outline = list(pixels(files["outline.png"]))
    assert {alpha for *_, alpha in pixels(files["color.png"])} == {255}
    assert {pixel[:3] for pixel in outline} == {(255, 255, 255)}
    assert {0, 255} < {alpha for *_, alpha in outline}
