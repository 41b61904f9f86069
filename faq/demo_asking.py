"""Questions, thanks and a complaint of the demonstration, told through their acts."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from faq.consult import facts as f
from faq.consult.process import QuestionProcess as Q
from faq.consult.process import VoiceProcess as V
from faq.consult.receiving import From, receive_question, receive_voice
from faq.consult.themes import begin_theme, log_question
from portal.accounts.models import User
from portal.cases.models import Case
from portal.cases.perform import perform
from portal.offices.models import Office
from portal.workflow.process import Act

Go = Callable[..., datetime]
ALLOWANCE = "公司注销了，我每个月的伤残津贴以后找谁要？"
GONE = "公司没了，伤残津贴还发不发？"
ANSWER = "由接手的单位或者清算组安排；单位参过保的，基金应付的部分不受影响。请带认定书来窗口核对。"
FARE = "去济南治病的车票能不能报？要不要先批？"
SHOP = "门口的停车位归谁管？"
PATIENT = "两号窗口的同志把要带的东西写在纸上给我，少跑了一趟。"
WAITED = "等了一个上午才叫到号，中间没有人说为什么。"


def tell_asking(people: Mapping[str, User], go: Go) -> int:
    """Tell questions in each state, thanks that are public, a complaint; return how many."""
    handler, head, worker = people["handler"], people["supervisor"], people["worker"]
    office = handler.office
    assert office is not None  # noqa: S101 - officers of the play have one
    go(9)
    theme = begin_theme("公司注销以后，伤残津贴谁来付", "benefits", by=handler)
    first = _asked(ALLOWANCE, "benefits", From(worker), office)
    _do(first, Q.group, handler, f.Grouped(theme.pk))
    go(8)
    _do(first, Q.answer, handler, f.Answered(ANSWER))
    go(3)
    log_question(theme, channel="phone", times=2, key=uuid.uuid4(), by=people["clerk"])
    thanks = _told(PATIENT, office, complaint=False)
    _do(thanks, V.answer, head, f.Answered("谢谢您，已经转告她本人。"))
    _do(thanks, V.publish, head, f.Shown("窗口把要带的东西写在纸上，少跑了一趟。"))
    go(2)
    _do(_asked(GONE, "benefits", From(), office), Q.group, handler, f.Grouped(theme.pk))
    _asked(FARE, "benefits", From(None, "演示来信人", "19900000003"), office)
    shop = _asked(SHOP, "", From(), office)
    _do(shop, Q.close, handler, f.Closed("这不是工伤保险的事，请问停车场的管理人。"))
    go(1)
    _told(WAITED, office, complaint=True)
    return 6


def _asked(text: str, topic: str, sender: From, office: Office) -> Case:
    told = f.Asked(text, topic, "worker", "")
    receipt = receive_question(told, sender, office=office, key=uuid.uuid4())
    return Case.objects.get(reference=receipt.reference)


def _told(text: str, office: Office, *, complaint: bool) -> Case:
    told = f.Told(text, complaint, "2 号窗口", None, not complaint, "")
    receipt = receive_voice(told, From(), office=office, key=uuid.uuid4())
    return Case.objects.get(reference=receipt.reference)


def _do(case: Case, act: Act, by: User, facts: object) -> None:
    perform(case, act, by=by, facts=facts, key=uuid.uuid4())
