"""Our icons, drawn by us: a page of a calendar with a check on it.

Rule: ``python -m manifest.drawing`` writes both files beside this one; a test compares the files with the drawing.
Sizes and colours: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from pathlib import Path
from typing import Final, TypeAlias

from manifest.png import Image, encode
from manifest.rules import ACCENT, COLOR, OUTLINE, SIZES

FOLDER: Final = Path(__file__).parent

Shape: TypeAlias = Callable[[float, float], float]
"""How far a point is outside of the shape, in pixels; below zero it is inside."""

Ink: TypeAlias = tuple[int, int, int]
_WHITE: Final[Ink] = (255, 255, 255)
_PINE: Final[Ink] = (int(ACCENT[1:3], 16), int(ACCENT[3:5], 16), int(ACCENT[5:7], 16))
_MINT: Final[Ink] = (0xA9, 0xDD, 0xC9)


def color_icon() -> Image:
    """Return the icon for the app store and the chat list. Teams rounds the corners itself."""
    return _paint(
        SIZES[COLOR],
        (_everywhere, _PINE),
        (_box(48, 56, 144, 148, round_by=14), _WHITE),
        (_top(_box(48, 56, 144, 148, round_by=14), below=82), _MINT),
        (_line(74, 46, 74, 64, thick=9), _WHITE),
        (_line(118, 46, 118, 64, thick=9), _WHITE),
        (_line(77, 115, 90, 128, thick=10), _PINE),
        (_line(90, 128, 116, 102, thick=10), _PINE),
    )


def outline_icon() -> Image:
    """Return the icon for the app bar: white lines, nothing behind them."""
    return _paint(
        SIZES[OUTLINE],
        (_rim(_box(4, 6, 28, 28, round_by=4), thick=2), _WHITE),
        (_line(5, 12, 27, 12, thick=2), _WHITE),
        (_line(11, 4.5, 11, 8, thick=2), _WHITE),
        (_line(21, 4.5, 21, 8, thick=2), _WHITE),
        (_line(11.5, 20, 14.8, 23.3, thick=2.2), _WHITE),
        (_line(14.8, 23.3, 20.8, 17.2, thick=2.2), _WHITE),
    )


def _paint(size: int, *layers: tuple[Shape, Ink]) -> Image:
    pixels = bytearray()
    for y in range(size):
        for x in range(size):
            ink, alpha = _WHITE, 0.0
            for shape, color in layers:
                covered = min(1.0, max(0.0, 0.5 - shape(x + 0.5, y + 0.5)))
                if not covered:
                    continue
                total = covered + alpha * (1 - covered)
                red, green, blue = (
                    round((new * covered + old * alpha * (1 - covered)) / total)
                    for new, old in zip(color, ink, strict=True)
                )
                ink, alpha = (red, green, blue), total
            pixels += bytes((*ink, round(alpha * 255)))
    return Image(size, size, bytes(pixels))


def _everywhere(_x: float, _y: float) -> float:
    return -1.0


def _box(left: float, top: float, right: float, bottom: float, *, round_by: float) -> Shape:
    half_width, half_height = (right - left) / 2 - round_by, (bottom - top) / 2 - round_by

    def distance(x: float, y: float) -> float:
        across, down = abs(x - (left + right) / 2) - half_width, abs(y - (top + bottom) / 2) - half_height
        outside = sqrt(max(across, 0) ** 2 + max(down, 0) ** 2)
        return outside + min(max(across, down), 0) - round_by

    return distance


def _line(x1: float, y1: float, x2: float, y2: float, *, thick: float) -> Shape:
    along_x, along_y = x2 - x1, y2 - y1
    squared = along_x**2 + along_y**2

    def distance(x: float, y: float) -> float:
        share = min(1.0, max(0.0, ((x - x1) * along_x + (y - y1) * along_y) / squared))
        return sqrt((x - x1 - share * along_x) ** 2 + (y - y1 - share * along_y) ** 2) - thick / 2

    return distance


def _rim(shape: Shape, *, thick: float) -> Shape:
    return lambda x, y: abs(shape(x, y) + thick / 2) - thick / 2


def _top(shape: Shape, *, below: float) -> Shape:
    return lambda x, y: max(shape(x, y), y - below)


if __name__ == "__main__":
    (FOLDER / COLOR).write_bytes(encode(color_icon()))
    (FOLDER / OUTLINE).write_bytes(encode(outline_icon()))
