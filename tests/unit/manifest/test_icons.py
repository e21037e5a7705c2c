import io
import zlib

import pytest

from manifest.drawing import color_icon, outline_icon
from manifest.png import Image, decode, encode


def test_the_icons_are_what_the_drawing_says(files):
    assert decode(files["color.png"]) == color_icon()
    assert decode(files["outline.png"]) == outline_icon()


def test_the_colour_icon_fills_its_square_and_the_outline_is_white_on_nothing():
    color, outline = color_icon(), outline_icon()
    assert (color.width, color.height) == (192, 192)
    assert (outline.width, outline.height) == (32, 32)
    assert {alpha for *_, alpha in color} == {255}
    assert {pixel[:3] for pixel in outline} == {(255, 255, 255)}
    assert {0, 255} < {alpha for *_, alpha in outline}


def test_an_image_survives_its_file():
    image = Image(3, 2, bytes(range(24)))
    assert decode(encode(image)) == image


@pytest.mark.parametrize("kind", range(5))
def test_every_row_filter_is_undone(kind):
    """The filters of PNG, section 9, written the other way round."""
    image = Image(5, 4, bytes((7 * n * n + 3) % 256 for n in range(80)))
    rows, above = io.BytesIO(), bytes(20)
    for start in range(0, 80, 20):
        row = image.pixels[start : start + 20]
        rows.write(bytes([kind]))
        for at, value in enumerate(row):
            left, corner = (row[at - 4], above[at - 4]) if at >= 4 else (0, 0)
            up = above[at]
            parsed = left + up - corner
            nearest = min((left, up, corner), key=lambda each, parsed=parsed: abs(parsed - each))
            rows.write(bytes([(value - (0, left, up, (left + up) // 2, nearest)[kind]) % 256]))
        above = row
    file = encode(image)
    ours = zlib.compress(b"".join(b"\0" + image.pixels[start : start + 20] for start in range(0, 80, 20)), 9)
    start = file.index(ours)
    theirs = zlib.compress(rows.getvalue(), 9)
    chunk = b"IDAT" + theirs
    foreign = file[: start - 8] + len(theirs).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)
    assert decode(foreign + file[start + len(ours) + 4 :]) == image
