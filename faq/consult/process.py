"""在线咨询 and 表扬、投诉 as two tables: received, taken, passed on, answered, published."""

from faq.consult import facts, rules, terms
from faq.consult.states import QuestionState as Q
from faq.consult.states import VoiceState as V
from portal.law.instruments import HOUSE_RULES
from portal.workflow.process import NEW, OPEN, SAME, Act, Process, Start, Tell
from portal.workflow.roles import Role

ANSWERERS = (Role.WINDOW_CLERK, Role.HANDLER, Role.REGISTRAR)
HEAD = Role.SUPERVISOR
ASKING, VOICES = HOUSE_RULES.article(17), HOUSE_RULES.article(18)


class QuestionProcess(Process):
    """A question to an office, from receipt to answer."""

    code = "question"
    title = "咨询"
    states = Q
    ends = (Q.ANSWERED, Q.CLOSED)

    ask = Act(
        source=NEW,
        target=Q.ASKED,
        by=Role.SYSTEM,
        basis=ASKING,
        facts=facts.Asked,
        starts=(Start(terms.QUESTION_ANSWER),),
        notices=("question_arrived",),
    )
    take = Act(source=Q.ASKED, target=SAME, by=ANSWERERS, basis=ASKING)
    answer = Act(
        source=Q.ASKED,
        target=Q.ANSWERED,
        by=(*ANSWERERS, HEAD),
        basis=ASKING,
        facts=facts.Answered,
        meets=(terms.QUESTION_ANSWER,),
    )
    group = Act(
        source=(Q.ASKED, Q.ANSWERED),
        target=SAME,
        by=(*ANSWERERS, HEAD),
        basis=ASKING,
        facts=facts.Grouped,
        internal=True,
    )
    pass_on = Act(
        source=Q.ASKED,
        target=SAME,
        by=(*ANSWERERS, HEAD),
        basis=ASKING,
        facts=facts.Handed,
        requires=(rules.office_is_another,),
        notices=("question_arrived",),
    )
    close = Act(
        source=Q.ASKED,
        target=Q.CLOSED,
        by=(*ANSWERERS, HEAD),
        basis=ASKING,
        facts=facts.Closed,
        meets=(terms.QUESTION_ANSWER,),
    )
    note = Act(
        source=OPEN,
        target=SAME,
        by=(*ANSWERERS, HEAD),
        basis=HOUSE_RULES.article(1),
        facts=facts.Remark,
        internal=True,
    )

    tells = {"question_arrived": Tell(to=ANSWERERS)}


class VoiceProcess(Process):
    """Thanks or a complaint about an office or a case: the head answers, nobody else."""

    code = "voice"
    title = "表扬和投诉"
    states = V
    ends = (V.PUBLISHED, V.CLOSED)

    tell = Act(
        source=NEW,
        target=V.RECEIVED,
        by=Role.SYSTEM,
        basis=VOICES,
        facts=facts.Told,
        starts=(Start(terms.VOICE_ANSWER),),
        notices=("voice_arrived",),
    )
    answer = Act(
        source=V.RECEIVED,
        target=V.ANSWERED,
        by=HEAD,
        basis=VOICES,
        facts=facts.Answered,
        meets=(terms.VOICE_ANSWER,),
    )
    pass_on = Act(
        source=V.RECEIVED,
        target=SAME,
        by=HEAD,
        basis=VOICES,
        facts=facts.Handed,
        requires=(rules.office_is_another,),
        notices=("voice_arrived",),
    )
    publish = Act(
        source=V.ANSWERED,
        target=V.PUBLISHED,
        by=HEAD,
        basis=VOICES,
        facts=facts.Shown,
        requires=(rules.may_be_shown, rules.nobody_is_named),
    )
    close = Act(
        source=(V.RECEIVED, V.ANSWERED),
        target=V.CLOSED,
        by=HEAD,
        basis=VOICES,
        facts=facts.Closed,
        meets=(terms.VOICE_ANSWER,),
    )
    note = Act(
        source=OPEN,
        target=SAME,
        by=HEAD,
        basis=HOUSE_RULES.article(1),
        facts=facts.Remark,
        internal=True,
    )

    tells = {"voice_arrived": Tell(to=(HEAD,))}
