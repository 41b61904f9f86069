"""Where questions, thanks and complaints hang: kinds, pages, cards, menu."""

from faq.consult import effects as effects
from faq.consult import notices as texts
from faq.consult import terms
from faq.consult.act_forms import QUESTION_FORMS, VOICE_FORMS
from faq.consult.kind import QUESTION, VOICE
from faq.consult.process import ANSWERERS, HEAD
from faq.desk import EDITORS
from faq.views.consulting import question_page, voice_page
from faq.views.following import own_panel
from portal.accounts.home import register_panel
from portal.accounts.menu import MenuItem, register_item
from portal.cases import kinds, pages
from portal.home import services
from portal.home.people import EVERYBODY, Happened
from portal.home.services import ServiceCard
from portal.notifications import notices
from portal.workflow.roles import Role

QUESTION_CARD = ServiceCard(
    name="question",
    title="在线咨询",
    summary="问答里没有的，写下来问，办事机构限期答复",
    icon="send",
    url_name="faq:question",
    action="去咨询",
    terms=(terms.QUESTION_ANSWER.code,),
    sort=62,
    happened=(Happened(who=EVERYBODY, words="问答里没有，想写下来问", sort=95),),
)
VOICE_CARD = ServiceCard(
    name="voice",
    title="表扬和投诉",
    summary="对窗口、对经办人满意不满意，都可以说",
    icon="pencil",
    url_name="faq:voice",
    action="去写",
    terms=(terms.VOICE_ANSWER.code,),
    sort=64,
    happened=(Happened(who=EVERYBODY, words="对窗口满意、不满意", sort=97),),
)


def register_consulting() -> None:
    """Register everything once, when the app is ready."""
    kinds.register(QUESTION)
    kinds.register(VOICE)
    pages.register(QUESTION.code, office=question_page, forms=QUESTION_FORMS)
    pages.register(VOICE.code, office=voice_page, forms=VOICE_FORMS)
    for notice in texts.NOTICES:
        notices.register(notice)
    services.register(QUESTION_CARD)
    services.register(VOICE_CARD)
    register_panel("sent", own_panel, "faq/_sent_panel.html", order=60)
    register_item(
        MenuItem(
            "常见问题", "faq:frequent", (*ANSWERERS, HEAD, Role.TOWN_CLERK, *EDITORS), order=76
        )
    )
