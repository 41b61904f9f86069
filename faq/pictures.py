"""Pictures of answers: looked into and rewritten like any file, made small, shown by number.

A text names a picture by `{{图 3}}` on a line of its own; no address stands in a text.
"""

import re
import uuid
from collections.abc import Mapping
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from faq.models import Entry, Picture, Version
from portal.accounts.models import User
from portal.attachments import storage
from portal.attachments.inspection import inspect
from portal.attachments.names import EXTENSIONS
from portal.attachments.refusals import Refused
from portal.attachments.uploads import NO_ROOM, incoming_folder
from portal.cases.models import Case

FOLDER = "pictures"
WIDEST = 1280
MOST_BYTES = 8 * 1024 * 1024
MOST_OF_ENTRY = 20
QUALITY = 82
NAMED = re.compile(r"\{\{\s*图\s+(\d{1,3})\s*\}\}")
_ALONE = re.compile(r"^\{\{\s*图\s+\d{1,3}\s*\}\}$")
_PARAGRAPH = re.compile(r"<p>\{\{\s*图\s+(\d{1,3})\s*\}\}</p>")
MEDIA = {".jpg": "image/jpeg", ".png": "image/png"}


def add_picture(entry: Entry, upload: File[bytes], *, words: str, by: User) -> Picture:
    """Keep a picture for an entry as the next number; raises Refused with what to do."""
    if not upload.size:
        raise Refused("empty")
    if upload.size > MOST_BYTES:
        raise Refused("too_large")
    number = uuid.uuid4()
    try:
        name, media_type, size, width, height = _keep(upload, number)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Refused("no_room") from error
        raise
    try:
        with transaction.atomic():
            locked = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
            last = locked.pictures.aggregate(last=Max("number"))["last"] or 0
            if last >= MOST_OF_ENTRY:
                raise Refused("too_many_files", limit=MOST_OF_ENTRY)
            return Picture.objects.create(
                id=number,
                entry=locked,
                number=last + 1,
                words=words,
                media_type=media_type,
                width=width,
                height=height,
                size=size,
                storage_name=name,
                by=by,
            )
    except BaseException:
        storage.drop(name)
        raise


def numbers_in(text: str) -> list[int]:
    """Return the pictures that a text names."""
    return [int(number) for number in NAMED.findall(text)]


def stand_alone(text: str) -> bool:
    """Say whether every picture of a text has a line of its own, with empty lines around."""
    blocks = re.split(r"\n\s*\n", text)
    return all(_ALONE.match(block.strip()) for block in blocks if NAMED.search(block))


def with_pictures(html: str, pictures: Mapping[int, Picture]) -> SafeString:
    """Return an answer's HTML with its pictures in their places."""

    def shown(found: re.Match[str]) -> str:
        picture = pictures.get(int(found[1]))
        return figure(picture) if picture else found[0]

    return mark_safe(_PARAGRAPH.sub(shown, html))  # noqa: S308 - the figure is built escaped


def figure(picture: Picture) -> SafeString:
    """Return a picture with its words, which are read aloud where it is not seen."""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'
        "</figure>",
        reverse("faq:picture", args=[picture.pk]),
        picture.words,
        picture.width,
        picture.height,
    )


def pictures_of(version: Version) -> dict[int, Picture]:
    """Return the pictures of a version's entry by number; none is read where none is named."""
    texts = [version.body, *(one.body for one in version.wordings.all())]
    if not any(NAMED.search(text) for text in texts):
        return {}
    return {one.number: one for one in Picture.objects.filter(entry=version.entry_id)}


def is_public(picture: Picture) -> bool:
    """Say whether the answer that stands on the site shows it."""
    return _shown_in(picture, Version.objects.filter(entry__current=F("pk")))


def is_given(picture: Picture, cases: QuerySet[Case]) -> bool:
    """Say whether a version that was given in one of these cases shows it."""
    return _shown_in(picture, Version.objects.filter(given__case__in=cases).distinct())


def _shown_in(picture: Picture, versions: QuerySet[Version]) -> bool:
    rows = versions.filter(entry=picture.entry_id).prefetch_related("wordings")
    return any(
        picture.number in numbers_in(text)
        for version in rows
        for text in (version.body, *(one.body for one in version.wordings.all()))
    )


def _keep(upload: File[bytes], number: uuid.UUID) -> tuple[str, str, int, int, int]:
    """Rewrite the bytes in the inspector's process, make the result small, put it in its place."""
    source = incoming_folder() / f"{number.hex}.part"
    rewritten = incoming_folder() / f"{number.hex}.new"
    small = incoming_folder() / f"{number.hex}.small"
    try:
        with source.open("xb") as file:
            for piece in upload.chunks():
                file.write(piece)
        finding = inspect(source, target=rewritten)
        if not rewritten.exists():
            raise Refused("wrong_type")
        width, height = _shrink(rewritten, small, media_type=finding.media_type)
        name = f"{FOLDER}/{number.hex[:2]}/{number.hex}{EXTENSIONS[finding.media_type]}"
        sha256, size = storage.digest(small)
        if storage.keep(small, name=name) != sha256:
            storage.drop(name)
            raise Refused("not_kept")
        return name, finding.media_type, size, width, height
    finally:
        for left in (source, rewritten, small):
            left.unlink(missing_ok=True)


def _shrink(source: Path, target: Path, *, media_type: str) -> tuple[int, int]:
    """Write a picture that our own inspector wrote anew, no wider than a page needs."""
    with Image.open(source) as image:
        image.thumbnail((WIDEST, WIDEST))
        if media_type == "image/jpeg":
            image.convert("RGB").save(target, "JPEG", quality=QUALITY, optimize=True)
        else:
            image.save(target, "PNG", optimize=True)
        return image.size
