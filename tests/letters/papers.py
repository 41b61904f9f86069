"""Read a PDF the way people and machines do."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf


def text_of(pdf: bytes, *, folder: Path) -> str:
    """Return the words of a paper without spaces and line breaks, as a search would find them."""
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    words = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return re.sub(r"\s", "", words)


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """Open a paper."""
    return pikepdf.open(io.BytesIO(pdf))
