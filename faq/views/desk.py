"""Pages of editors: what was searched in vain, and the words that mean the same."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.desk import DESK, EDITORS
from faq.due import duties
from faq.forms import MissForm, SynonymForm, WhyForm
from faq.keeping import ThereAlreadyError, add_synonym, change_synonym, settle_miss
from faq.models import Entry, Lack, Miss, Synonym
from faq.search.hits import titles_for
from faq.search.misses import open_misses
from faq.useful import open_lacks, settle_lack
from portal.accounts.decorators import staff_required
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.cases.views.access import SeeOther, user_of

UNFIT = 422
READ = ("GET", "HEAD", "POST")
SHOWN = 50
SUGGESTED = 5
TWICE = "这个说法刚刚有人加过了，请看一下列表"


@staff_required(*DESK)
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List what waits, and what was searched in vain, the most frequent first."""
    context = {
        "duties": duties(),
        "misses": open_misses()[:SHOWN],
        "waiting": open_misses().count(),
        "answers": Entry.objects.published().count(),
        "synonyms": Synonym.objects.count(),
        "is_editor": user_of(request).has_role(*EDITORS),
    }
    return render(request, "faq/desk.html", context)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def miss(request: HttpRequest, miss_id: int) -> HttpResponseBase:
    """Say what becomes of words that were searched in vain."""
    row = get_object_or_404(Miss, pk=miss_id)
    form = MissForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            is_settled = settle_miss(row, by=user_of(request), **form.cleaned_data)
        except ThereAlreadyError:
            form.add_error("phrase", TWICE)
        else:
            if is_settled:
                _note(request, f"miss {row.pk}", "处理没有搜到的话")
                messages.success(request, "已经处理。")
            else:
                messages.info(request, "这一条已经有人处理过了，没有改动。")
            return SeeOther(reverse("faq:desk"))
    context = {
        "miss": row,
        "form": form,
        "found": titles_for(row.text, most=SUGGESTED),
    }
    status = UNFIT if form.errors else 200
    return render(request, "faq/miss.html", context, status=status)


@staff_required(*EDITORS)
@never_cache
@require_safe
def synonyms(request: HttpRequest) -> HttpResponse:
    """List the synonyms."""
    return render(request, "faq/synonyms.html", {"synonyms": Synonym.objects.all()})


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def synonym_new(request: HttpRequest) -> HttpResponseBase:
    """Add a synonym."""
    form = SynonymForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = add_synonym(**form.cleaned_data, by=user_of(request))
        except ThereAlreadyError:
            form.add_error("phrase", TWICE)
        else:
            _note(request, f"synonym {made.pk}", "新增同义词")
            messages.success(request, "已经加上，马上就能搜到。")
            return SeeOther(reverse("faq:synonyms"))
    return _synonym_page(request, form, None)


@staff_required(*EDITORS)
@never_cache
@require_http_methods(READ)
def synonym(request: HttpRequest, synonym_id: int) -> HttpResponseBase:
    """Change a synonym."""
    row = get_object_or_404(Synonym, pk=synonym_id)
    first = {"phrase": row.phrase, "means": "、".join(row.means)}
    posted = request.POST if request.method == "POST" else None
    form = SynonymForm(posted, synonym=row, initial=first)
    if form.is_bound and form.is_valid():
        try:
            change_synonym(row, **form.cleaned_data, by=user_of(request))
        except ThereAlreadyError:
            form.add_error("phrase", TWICE)
        else:
            _note(request, f"synonym {row.pk}", "修改同义词")
            messages.success(request, "已经保存。")
            return SeeOther(reverse("faq:synonyms"))
    return _synonym_page(request, form, row)


@staff_required(*EDITORS)
@never_cache
@require_POST
def synonym_remove(request: HttpRequest, synonym_id: int) -> HttpResponse:
    """Take a synonym away; the search forgets it at once."""
    if Synonym.objects.filter(pk=synonym_id).delete()[0]:
        _note(request, f"synonym {synonym_id}", "删除同义词")
        messages.success(request, "已经删除。")
    return SeeOther(reverse("faq:synonyms"))


def _synonym_page(request: HttpRequest, form: SynonymForm, row: Synonym | None) -> HttpResponse:
    status = UNFIT if form.errors else 200
    return render(request, "faq/synonym.html", {"form": form, "synonym": row}, status=status)


def _note(request: HttpRequest, target: str, what: str) -> None:
    record(Verb.ANSWERS_CHANGED, actor=request.user, target=target, reason=what, request=request)


@staff_required(*DESK)
@never_cache
@require_safe
def lacks(request: HttpRequest) -> HttpResponse:
    """List what readers missed in answers."""
    return _lacks_page(request, WhyForm())


@staff_required(*EDITORS)
@never_cache
@require_POST
def lack_settle(request: HttpRequest, lack_id: int) -> HttpResponse:
    """Say what became of something that was missed."""
    row = get_object_or_404(Lack, pk=lack_id)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _lacks_page(request, form, asked=row.pk, status=UNFIT)
    if settle_lack(row, what=form.cleaned_data["why"], by=user_of(request)):
        _note(request, f"lack {row.pk}", "处理没有帮上忙的")
        messages.success(request, "已经处理。")
    else:
        messages.info(request, "这一条已经有人处理过了，没有改动。")
    return SeeOther(reverse("faq:lacks"))


def _lacks_page(
    request: HttpRequest, form: WhyForm, *, asked: int = 0, status: int = 200
) -> HttpResponse:
    rows = list(open_lacks().select_related("entry__current")[:SHOWN])
    is_editor = user_of(request).has_role(*EDITORS)
    context = {"lacks": rows, "form": form, "asked": asked, "is_editor": is_editor}
    return render(request, "faq/lacks.html", context, status=status)
