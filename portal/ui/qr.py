"""QR codes for paper: an address as a drawing that stands in the page itself."""

import segno
from django.utils.safestring import SafeString


def qr_svg(address: str, *, border: int = 0) -> SafeString:
    """Return the QR code of an address as SVG without any size or style of its own.

    `border` is the empty edge in modules; readers want four of them or white paper around.
    """
    code = segno.make_qr(address, error="m")
    return SafeString(code.svg_inline(border=border, dark="#000000", omitsize=True))
