"""An officer at the desk: opens the form of an act, fills it in as a browser would, sends it."""

import re
import uuid
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image

from portal.accounts.models import User
from portal.cases import ledger
from portal.cases.models import Case
from tests.cast import Cast

Typed = dict[str, Any]


class Desk:
    """The browser of one officer."""

    def __init__(self, cast: Cast, user: User) -> None:
        self.user = user
        self.client = cast.client(user)

    def page(self, case: Case, **params: str) -> HttpResponse:
        """Open the case page."""
        return self.client.get(f"/cases/{case.reference}/", params)

    def open(self, case: Case, act: str) -> HttpResponse:
        """Open the form of an act."""
        return self.client.get(address(case, act))

    def act(self, case: Case, act: str, **typed: Any) -> HttpResponse:
        """Open the form of an act, change what is typed, and send it."""
        return self.send(case, act, filled(self.open(case, act)) | typed)

    def send(self, case: Case, act: str, typed: Typed) -> HttpResponse:
        """Send a form that was opened before."""
        return self.client.post(address(case, act), typed)


def address(case: Case, act: str) -> str:
    """Return the address of an act."""
    return f"/cases/{case.reference}/{act}/"


def filled(page: HttpResponse) -> Typed:
    """Return the contents of the last form of a page as a browser would send them."""
    reader = _Reader()
    reader.feed(page.content.decode())
    return reader.forms[-1] if reader.forms else {}


def fresh(case: Case) -> Typed:
    """Return the hidden fields of a form that was opened just now."""
    return {"key": str(uuid.uuid4()), "seen": str(case.version)}


def day(name: str, when: date) -> Typed:
    """Return what is typed into the three boxes of a day."""
    return {f"{name}_0": when.year, f"{name}_1": when.month, f"{name}_2": when.day}


def moment(name: str, when: datetime) -> Typed:
    """Return what is typed into the five boxes of an instant."""
    return day(name, when.date()) | {f"{name}_3": when.hour, f"{name}_4": when.minute}


def assert_done(page: HttpResponse, case: Case) -> None:
    """The act was performed: the browser is sent on and the ledger is one whole chain."""
    assert page.status_code == 303, page.context["form"].errors
    assert ledger.faults(case.pk) == []
    case.refresh_from_db()


def assert_refused(page: HttpResponse, case: Case, sentence: str) -> None:
    """Nothing happened, and the page says why."""
    before = (case.state, case.version)
    case.refresh_from_db()
    assert (case.state, case.version) == before
    assert page.status_code == 422
    assert sentence in text(page)


def text(page: HttpResponse) -> str:
    """Return the HTML of a page, without the bar that warns of the log-in's end.

    The bar holds the page's own address and a token, which differ from page to page.
    """
    return IDLE_BAR.sub("", page.content.decode())


IDLE_BAR = re.compile(r"<section[^>]*idle.*?</section>", re.DOTALL)


def photo(name: str = "回证.jpg", *, shade: int = 10) -> SimpleUploadedFile:
    """Return a photo to hand in."""
    data = BytesIO()
    Image.new("RGB", (60, 40), (shade, shade, shade)).save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


class _Reader(HTMLParser):
    """Collects the fields of each posting form with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Typed] = []
        self._area = self._select = ""
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a field holds."""
        found = dict(attrs)
        if tag == "form":
            self._is_inside = found.get("method") == "post"
            if self._is_inside:
                self.forms.append({})
        if not self._is_inside:
            return
        name = found.get("name") or ""
        if tag == "input" and name:
            self._input(name, found)
        elif tag == "textarea" and name:
            self._area = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self.forms[-1][self._select] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        """Take the text of a text area."""
        if self._area:
            self.forms[-1][self._area] += (
                data.lstrip("\n") if not self.forms[-1][self._area] else data
            )

    def handle_endtag(self, tag: str) -> None:
        """Leave a field or a form."""
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._is_inside = False

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        kind = found.get("type", "text")
        if kind in {"submit", "file"}:
            return
        if kind in {"radio", "checkbox"} and "checked" not in found:
            return
        value = found.get("value") or ("on" if kind == "checkbox" else "")
        if kind == "checkbox" and name in self.forms[-1]:
            self.forms[-1][name] = [*_listed(self.forms[-1][name]), value]
        else:
            self.forms[-1][name] = value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
