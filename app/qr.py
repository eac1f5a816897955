"""QR codes as SVG, drawn by the qrcode library, no image library needed."""

from __future__ import annotations

import functools
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


@functools.lru_cache(maxsize=256)
def svg(text: str, border: int = 2) -> str:
    """Like `svg_once`, remembered: the same few addresses are asked for again and again."""
    return svg_once(text, border)


def svg_once(text: str, border: int = 2) -> str:
    """An <svg> element in the text's current colour, `border` modules of quiet zone around.

    The page puts it on white paper: scanners need dark on light, also in a dark hall.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=border, image_factory=SvgPathImage)
    code.add_data(text)
    code.make(fit=True)
    buffer = io.BytesIO()
    code.make_image().save(buffer)
    drawn = buffer.getvalue().decode()
    return drawn[drawn.index("<svg") :].replace("<svg ", '<svg role="img" aria-label="QR" ', 1)
