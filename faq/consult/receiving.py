"""Receiving what somebody sends: the case, apart from it the sender, and the code to follow it."""

from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from faq.consult import facts as f
from faq.consult.process import QuestionProcess, VoiceProcess
from faq.models import Audience, Question, Sender, Topic, Voice
from faq.personal import without_numbers
from portal.accounts.models import User
from portal.attachments.models import Visibility
from portal.attachments.receive import receive
from portal.cases.following import code_of, digest, normalise_reference, printed
from portal.cases.models import Case, Note
from portal.cases.perform import Opening, open_case
from portal.offices.models import Office

Sent = TypeVar("Sent", Question, Voice)
PURPOSE = "sent"
BANNER = "banner"
BEGINNING = 24


@dataclass(frozen=True)
class From:
    """Who sends, as far as it is told; an account where somebody is logged in."""

    user: User | None = None
    name: str = ""
    phone: str = ""

    @property
    def is_there(self) -> bool:
        """Say whether anything was left."""
        return bool(self.user or self.name or self.phone)


@dataclass(frozen=True)
class Receipt:
    """The number and the code, which is shown once."""

    reference: str
    code: str


@transaction.atomic
def receive_question(facts: f.Asked, sender: From, *, office: Office, key: UUID) -> Receipt:
    """Open the case of a question; the same form twice makes one. Raises KeyReused."""
    opening = _opening(QuestionProcess.code, office, _line(facts))
    code = code_of(key, purpose=PURPOSE)
    told = replace(facts, code_hash=digest(code, purpose=PURPOSE))
    case = open_case(QuestionProcess.ask, opening, by=None, facts=told, key=key)
    return _receipt(case, sender, code)


@transaction.atomic
def receive_voice(
    facts: f.Told, sender: From, *, office: Office, key: UUID, banner: File[bytes] | None = None
) -> Receipt:
    """Open the case of thanks or a complaint, with a picture of the banner; raises Refused too."""
    opening = _opening(VoiceProcess.code, office, "投诉" if facts.is_complaint else "表扬")
    code = code_of(key, purpose=PURPOSE)
    told = replace(facts, code_hash=digest(code, purpose=PURPOSE))
    case = open_case(VoiceProcess.tell, opening, by=None, facts=told, key=key)
    if banner is not None and not case.attachments.exists():
        receive(banner, owner=case, material=BANNER, by=None, visibility=Visibility.STAFF)
    return _receipt(case, sender, code)


def find_sent(reference: str, code: str) -> Question | Voice | None:
    """Return what has this number and code, or None; it does not say which was wrong."""
    where = {
        "case__reference": normalise_reference(reference),
        "code_hash": digest(code, purpose=PURPOSE),
    }
    question = _whole(Question.objects.filter(**where)).first()
    return question or _whole(Voice.objects.filter(**where)).first()


def sent_by(user: User, reference: str) -> Question | Voice | None:
    """Return what an account sent under this number."""
    where = {"case__reference": reference, "case__sender__user": user}
    question = _whole(Question.objects.filter(**where)).first()
    return question or _whole(Voice.objects.filter(**where)).first()


def cases_sent_by(user: User) -> QuerySet[Case]:
    """Return what an account sent, newest first."""
    return Case.objects.filter(sender__user=user).select_related("office").order_by("-pk")


@transaction.atomic
def take_off_the_site(voice: Voice, *, why: str, by: User) -> bool:
    """Let published thanks be read no longer; say whether they still were."""
    rows = Voice.objects.filter(pk=voice.pk, shown_on__isnull=False)
    if not rows.update(shown="", shown_on=None):
        return False
    Note.objects.create(case_id=voice.pk, by=by, text=f"撤下公开的表扬：{why}")
    return True


def _whole(rows: QuerySet[Sent]) -> QuerySet[Sent]:
    return rows.select_related("case__office", "version__entry")


def _line(facts: f.Asked) -> str:
    """Return a question in one line of the work list: who asks, of what, how it begins."""
    about = f"，{Topic(facts.topic).label}" if facts.topic else ""
    begins = " ".join(without_numbers(facts.text).split())
    short = begins if len(begins) <= BEGINNING else f"{begins[: BEGINNING - 1]}…"
    return f"{Audience(facts.audience).label}问{about}：{short}"


def _opening(process: str, office: Office, about: str) -> Opening:
    return Opening(process=process, parties=(), office=office, person_name="", employer_name=about)


def _receipt(case: Case, sender: From, code: str) -> Receipt:
    if sender.is_there:
        Sender.objects.get_or_create(
            case=case,
            defaults={"user": sender.user, "name": sender.name, "phone": sender.phone},
        )
    return Receipt(case.reference, printed(code))
