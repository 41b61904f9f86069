"""What each act on a question, on thanks or a complaint writes."""

from faq.consult import facts as f
from faq.consult.process import QuestionProcess as P
from faq.consult.process import VoiceProcess as V
from faq.models import Question, Sender, Voice
from portal import clock
from portal.cases.kinds import Doing, effect
from portal.cases.models import Case, Note
from portal.notifications.send import notify
from portal.offices.models import Office

Sent = Question | Voice


@effect(P, P.ask)
def write_question(case: Case, facts: f.Asked, done: Doing) -> Question:
    """Keep what was asked."""
    return Question.objects.create(
        case=case,
        text=facts.text,
        topic=facts.topic,
        audience=facts.audience,
        code_hash=facts.code_hash,
        asked_on=done.on,
    )


@effect(V, V.tell)
def write_voice(case: Case, facts: f.Told, done: Doing) -> Voice:
    """Keep what was told."""
    return Voice.objects.create(
        case=case,
        text=facts.text,
        is_complaint=facts.is_complaint,
        about=facts.about,
        about_case_id=facts.about_case_id,
        may_be_shown=facts.may_be_shown,
        code_hash=facts.code_hash,
    )


@effect(P, P.take)
def take(sent: Question, facts: None, done: Doing) -> None:
    """Whoever takes it answers for it."""
    sent.case.handler = done.by


@effect(P, P.answer)
def answer_question(sent: Question, facts: f.Answered, done: Doing) -> None:
    """Keep the answer and tell whoever asked."""
    if sent.case.handler_id is None:
        sent.case.handler = done.by
    _answer(sent, facts, "question_answered")


@effect(V, V.answer)
def answer_voice(sent: Voice, facts: f.Answered, done: Doing) -> None:
    """Keep the answer and tell whoever wrote."""
    sent.case.handler = done.by
    _answer(sent, facts, "voice_answered")


@effect(P, P.group)
def group(sent: Question, facts: f.Grouped, done: Doing) -> None:
    """Let it belong to a frequent question."""
    sent.theme_id = facts.theme_id
    sent.save(update_fields=["theme"])


@effect(P, P.pass_on)
def pass_question_on(sent: Question, facts: f.Handed, done: Doing) -> None:
    """Give it to another office; its clock goes on."""
    _hand_over(sent, facts, done)


@effect(V, V.pass_on)
def pass_voice_on(sent: Voice, facts: f.Handed, done: Doing) -> None:
    """Give it to another office; its clock goes on."""
    _hand_over(sent, facts, done)


@effect(P, P.close)
def close_question(sent: Question, facts: f.Closed, done: Doing) -> None:
    """Keep why it is not answered."""
    _answer(sent, f.Answered(facts.reason), "question_answered")


@effect(V, V.close)
def close_voice(sent: Voice, facts: f.Closed, done: Doing) -> None:
    """Keep how it ended; what was answered before stays."""
    if sent.answer:
        Note.objects.create(case=sent.case, by=done.by, text=facts.reason)
    else:
        _answer(sent, f.Answered(facts.reason), "voice_answered")


@effect(V, V.publish)
def publish(sent: Voice, facts: f.Shown, done: Doing) -> None:
    """Show everybody what was done well."""
    sent.shown, sent.shown_on = facts.text, done.on
    sent.save(update_fields=["shown", "shown_on"])


@effect(P, P.note)
def note_question(sent: Question, facts: f.Remark, done: Doing) -> None:
    """Keep an internal remark."""
    Note.objects.create(case=sent.case, by=done.by, text=facts.text)


@effect(V, V.note)
def note_voice(sent: Voice, facts: f.Remark, done: Doing) -> None:
    """Keep an internal remark."""
    Note.objects.create(case=sent.case, by=done.by, text=facts.text)


def _hand_over(sent: Sent, facts: f.Handed, done: Doing) -> None:
    sent.case.office = Office.objects.get(pk=facts.office_id)
    sent.case.handler = None
    Note.objects.create(case=sent.case, by=done.by, text=facts.reason)


def _answer(sent: Sent, facts: f.Answered, name: str) -> None:
    sent.answer, sent.version_id = facts.text, facts.version_id
    sent.save(update_fields=["answer", "version"])
    sender = Sender.objects.filter(case=sent.case).first()
    if sender is None or not (sender.user_id or sender.phone):
        return
    inside = sender.user_id is not None
    notify(
        name,
        key=f"sent:{sent.case_id}:{name}",
        user_id=sender.user_id,
        phone=None if inside else sender.phone,
        context={"reference": sent.case.reference, "day": clock.today()},
        link=f"/questions/mine/{sent.case.reference}/" if inside else "",
        channels=("inbox", "sms") if inside else ("sms",),
    )
