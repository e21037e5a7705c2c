"""PNG files of 8-bit RGBA: written, and read back pixel by pixel.

The two kinds of file our icons need and no more; anything else is refused with the reason.
Source: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGBA = struct.pack(">BBBBB", 8, 6, 0, 0, 0)  # depth, colour type, compression, filters, interlace
_PIXEL = 4  # bytes
_LARGEST = 1024  # pixels per side that are read; an icon has 192


@dataclass(frozen=True, slots=True)
class Image:
    """Rows of pixels from the top left, four bytes each: red, green, blue, alpha."""

    width: int
    height: int
    pixels: bytes

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        yield from struct.iter_unpack("BBBB", self.pixels)


def encode(image: Image) -> bytes:
    size = image.width * _PIXEL
    rows = (image.pixels[start : start + size] for start in range(0, len(image.pixels), size))
    header = struct.pack(">II", image.width, image.height) + _RGBA
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def decode(data: bytes) -> Image:
    """Return the pixels of a PNG file. Raises ValueError with what is wrong, as the end of a sentence."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("is not a PNG file")
    try:
        chunks = list(_chunks(data))
        header = b"".join(body for kind, body in chunks if kind == b"IHDR")
        width, height = struct.unpack(">II", header[:8])
        if header[8:] != _RGBA:
            raise ValueError("must be a 32-bit PNG (8-bit RGBA, not interlaced)")
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise ValueError(f"is {width}x{height}, which is no icon")
        size = height * (1 + width * _PIXEL)
        raw = zlib.decompressobj().decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), size)
    except (struct.error, zlib.error):
        raise ValueError("is a damaged PNG file") from None
    if len(raw) != size:
        raise ValueError("is a damaged PNG file")
    return Image(width, height, _unfilter(raw, width * _PIXEL))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_SIGNATURE)
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        body = data[position + 8 : position + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, position + 8 + length)
        if checksum != zlib.crc32(kind + body):
            raise ValueError("is a damaged PNG file")
        yield kind, body
        position += 12 + length


def _unfilter(raw: bytes, size: int) -> bytes:
    """Undo the row filters (PNG, section 9)."""
    image = bytearray()
    above = bytes(size)
    for start in range(0, len(raw), size + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + size])
        for at in range(size):
            left = row[at - _PIXEL] if at >= _PIXEL else 0
            corner = above[at - _PIXEL] if at >= _PIXEL else 0
            row[at] = (row[at] + _predicted(kind, left, above[at], corner)) & 0xFF
        image += row
        above = bytes(row)
    return bytes(image)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind > 4:
        raise ValueError("is a damaged PNG file")
    if kind == 4:
        estimate = left + up - corner
        return min((left, up, corner), key=lambda value: abs(estimate - value))
    return (0, left, up, (left + up) // 2)[kind]
