"""/counter/<visit>/register/: a unit that is not on the register is filed for its agent.

What was typed travels to the page of the code in a sealed text that only this clerk can open for
this visit. The code that the agent reads out names the account, and the agent's own account files.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal import clock, crypto
from portal.accounts.codes import TooOftenError, code_waits
from portal.accounts.models import User
from portal.accounts.models.access import Purpose
from portal.accounts.views.flow import Flow, code_is_right, send
from portal.cases.refusals import Refused
from portal.cases.views.access import SeeOther, user_of
from portal.crypto import UnreadableError
from portal.ui.parts import Row
from registration.counter.forms import CounterCodeForm, CounterRegistrationForm
from registration.counter.places import places_of
from registration.counter.views.acts import receipt_url
from registration.counter.views.guard import identified
from registration.counter.views.visit import GET_AND_POST, visit_frame
from registration.counter.visits import file_registration, receipt_of_form
from registration.models import CounterVisit
from registration.terms import REGISTRATION_CHECK

FLOW = Flow(
    "counter_unit",
    Purpose.COUNTER_UNIT,
    "registration:counter",
    "registration:counter",
    notice="counter_self_code",
)
NO_ACCOUNT = "这个手机号没有可以用的账号。请来办的人现在用它注册，再点“重新发验证码”"


@dataclass(frozen=True)
class Desk:
    """The request of a clerk who files for whoever stands there."""

    request: HttpRequest
    visit: CounterVisit

    @property
    def clerk(self) -> User:
        """Return the clerk."""
        return user_of(self.request)

    def form(self, sent: QueryDict | None) -> CounterRegistrationForm:
        """Return the form of the filing, filled in with what was sent."""
        initial = {"contact": self.visit.visitor}
        return CounterRegistrationForm(sent, initial=initial, places=places_of(self.clerk))

    def page(self, form: CounterRegistrationForm) -> HttpResponse:
        """Show the form; what is wrong with it makes it a 422."""
        context = {**visit_frame(self.visit), "form": form, "check": REGISTRATION_CHECK}
        status = 422 if form.is_bound and form.errors else 200
        return render(self.request, "registration/counter_register.html", context, status=status)

    def code_page(
        self, form: CounterRegistrationForm, code: CounterCodeForm, *, sent: QueryDict
    ) -> HttpResponse:
        """Show where the code is typed, with what it is for."""
        said = form.cleaned_data
        context = {
            **visit_frame(self.visit),
            "form": code,
            "sealed": self.sealed(sent),
            "phone": said["agent_phone"],
            "rows": [
                Row(term="单位", value=said["name"]),
                Row(term="信用代码", value=said["credit_code"], is_number=True),
                Row(term="单位类型", value=dict(form.fields["kind"].choices)[said["kind"]]),  # type: ignore[attr-defined]
            ],
        }
        status = 422 if code.errors else 200
        template = "registration/counter_register_code.html"
        return render(self.request, template, context, status=status)

    def sealed(self, sent: QueryDict) -> str:
        """Return what was typed as a text that only this clerk can use for this visit."""
        kept = {name: values for name, values in sent.lists() if name != "csrfmiddlewaretoken"}
        return crypto.encrypt(json.dumps(kept), context=self._context)

    def opened(self) -> QueryDict | None:
        """Return what the sealed text holds, or None when it is not this clerk's for this visit."""
        try:
            text = crypto.decrypt(self.request.POST.get("sealed", ""), context=self._context)
            sent: dict[str, list[str]] = json.loads(text)
        except (UnreadableError, ValueError):
            return None
        found = QueryDict(mutable=True)
        for name, values in sent.items():
            found.setlist(name, values)
        return found

    @property
    def _context(self) -> str:
        return f"counter-unit:{self.visit.pk}:{self.clerk.pk}"


@identified
@require_http_methods(GET_AND_POST)
def counter_register(request: HttpRequest, visit: CounterVisit) -> HttpResponseBase:
    """Take what stands on the certificate, then the code that the agent reads out."""
    desk = Desk(request, visit)
    if request.method != "POST":
        return desk.page(desk.form(None))
    typed = desk.opened()
    if typed is None:
        return _begin(desk, request.POST, is_first=True)
    stage = request.POST.get("stage", "")
    if stage == "again":
        return desk.page(desk.form(typed))
    repeated = receipt_of_form(visit, typed.get("key", ""))
    if repeated is not None:
        return SeeOther(receipt_url(repeated))
    return _confirm(desk, typed) if stage == "code" else _begin(desk, typed)


def _begin(desk: Desk, sent: QueryDict, *, is_first: bool = False) -> HttpResponse:
    """Send a code to the phone of whoever stands there, when everything else is in order.

    Whoever went back to mend a word does not wait for a new code: the one just sent still holds.
    """
    form = desk.form(sent)
    if not form.is_valid():
        return desk.page(form)
    phone = form.cleaned_data["agent_phone"]
    try:
        send(desk.request, FLOW, phone=phone)
    except TooOftenError as error:
        if not (is_first and code_waits(purpose=FLOW.purpose, phone=phone)):
            form.add_error("agent_phone", str(error))
            return desk.page(form)
    return desk.code_page(form, CounterCodeForm(), sent=sent)


def _confirm(desk: Desk, sent: QueryDict) -> HttpResponseBase:
    """File by the account whose phone got the code; the same form again is the same receipt."""
    form = desk.form(sent)
    if not form.is_valid():
        return desk.page(form)
    said = form.cleaned_data
    phone = said["agent_phone"]
    code = CounterCodeForm(desk.request.POST)
    if not code.is_valid() or not code_is_right(desk.request, FLOW, form=code, phone=phone):
        done = receipt_of_form(desk.visit, str(said["key"]))
        return SeeOther(receipt_url(done)) if done else desk.code_page(form, code, sent=sent)
    agent = User.objects.by_phone(phone)
    if agent is None or not agent.may_enter(clock.today()):
        code.add_error(None, NO_ACCOUNT)
        return desk.code_page(form, code, sent=sent)
    try:
        entry = file_registration(desk.visit, form.facts, agent=agent, key=said["key"])
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason))
        return desk.page(form)
    return SeeOther(receipt_url(entry))
