"""Citizens with a filing ready to be sent, who speak real HTTP with the web server."""

import http.client
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from portal.accounts.backends import BACKEND
from portal.accounts.models import User
from portal.cases.models import Case
from portal.notifications.send import Post
from portal.wizard.models import Draft
from tests.cast import Cast
from tests.injury_claims.filer import Filer
from tests.stack import RunningPortal

PHONE = "13800009001"
TOKEN = "a" * 32
NUMBER = 400


def wait_for(what: Callable[[], object], *, seconds: float, pause: float = 0.1) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(pause)


@dataclass(frozen=True)
class Answer:
    """What the web server said; status 0 when it said nothing."""

    status: int
    place: str


@dataclass(frozen=True)
class Visitor:
    """A logged-in browser without any of Django in it."""

    port: int
    session: str

    def post(self, path: str, **typed: str) -> Answer:
        """Send a form; a broken connection is an answer too."""
        form = urlencode({**typed, "csrfmiddlewaretoken": TOKEN})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", path, form, headers)
            response = connection.getresponse()
            response.read()
            return Answer(response.status, response.headers.get("Location", ""))
        except (OSError, http.client.HTTPException):
            return Answer(0, "")
        finally:
            connection.close()

    def submit(self, draft: Draft) -> Answer:
        """Press 提交申请."""
        return self.post(f"/apply/injury-claim/{draft.pk}/check/", declared="on")


def filings(portal: RunningPortal, *, number: int) -> tuple[Visitor, list[Draft]]:
    """Fill in one claim through the pages and lay that many copies of it ready to be sent."""
    user = User.objects.by_phone(PHONE, staff=False)
    if user is None:
        user = User.objects.create_user(phone=PHONE, name="周喆", password=uuid.uuid4().hex)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend=BACKEND)
    filer = Filer(client).begin()
    filer.walk()
    first = Draft.objects.get(pk=filer.draft and filer.draft.pk)
    copies = [
        Draft(journey=first.journey, user=user, data=first.data, progress=first.progress)
        for _ in range(number - 1)
    ]
    Draft.objects.bulk_create(copies)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Visitor(portal.stack.port, session), [first, *copies]


def officer(portal: RunningPortal, people: Cast, user: User) -> Visitor:
    """Let an officer enter with all factors."""
    session = people.client(user).cookies[settings.SESSION_COOKIE_NAME].value
    return Visitor(portal.stack.port, session)


def form_of(case: Case) -> dict[str, str]:
    """Return what the form of an act carries besides what is typed."""
    return {"key": str(uuid.uuid4()), "seen": str(case.version)}


def texts(mark: str) -> list[Post]:
    """Return many texts with numbers of their own."""
    return [
        Post(
            notice="login_code",
            key=f"{mark}:{number}",
            phone="13900000009",
            context={"code": f"{number:06d}", "purpose": "登录", "minutes": 10},
            channels=("sms",),
        )
        for number in range(NUMBER)
    ]
