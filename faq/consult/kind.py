"""What questions, thanks and complaints bring to the kernel."""

from faq.consult import labels
from faq.consult.process import QuestionProcess, VoiceProcess
from faq.models import Question, Voice
from portal.cases.kinds import Kind
from portal.workflow.roles import Role

QUESTION = Kind(
    process=QuestionProcess,
    detail=Question,
    states=labels.QUESTION_STATES,
    acts=labels.QUESTION_ACTS,
    title="咨询",
    is_about_employer=True,
)
VOICE = Kind(
    process=VoiceProcess,
    detail=Voice,
    states=labels.VOICE_STATES,
    acts=labels.VOICE_ACTS,
    title="表扬和投诉",
    is_about_employer=True,
    seen_by=frozenset({Role.SUPERVISOR}),
)
