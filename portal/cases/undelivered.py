"""A message that was given up becomes something to do for the officers of its case."""

from portal.cases.clerkship import address, officers
from portal.cases.models import Case, Entry
from portal.letters.models import Letter
from portal.notifications.failures import GivenUp
from portal.notifications.notices import Notice
from portal.notifications.send import notify
from portal.workflow.roles import Role

UNDELIVERED = Notice(
    name="case_undelivered",
    title="{reference} 有{what}没有送到",
    body="{reference}（{person}）有{what}{fate}。请打电话或者当面告诉对方，并在案件里记一笔。",
)
UNRENDERED = Notice(
    name="case_letter_unmade",
    title="{reference} 有文书没有生成",
    body="{reference}（{person}）有一份文书多次没有生成出来。请打开案件里的这份文书看一看，还不行就找系统管理员。",
)
WHAT = {"sms": "一条短信", "mail": "一封邮件", "inbox": "一条站内消息"}
FATES = {"failed": "多次发送都没有成功", "unknown": "不知道对方收到没有"}


def tell_officers(given_up: GivenUp) -> None:
    """Tell handler and supervisor of the case, once, that a message or letter did not come out."""
    case = _case_of(given_up)
    if case is None or given_up.notice in {UNDELIVERED.name, UNRENDERED.name}:
        return
    is_job = given_up.kind == "job"
    context: dict[str, object] = {"reference": case.reference, "person": case.whom}
    if not is_job:
        context |= {"what": WHAT[given_up.kind], "fate": FATES[given_up.state]}
    for user_id in officers(case, {Role.HANDLER, Role.SUPERVISOR}):
        notify(
            UNRENDERED.name if is_job else UNDELIVERED.name,
            key=f"undelivered:{given_up.key}:u{user_id}",
            user_id=user_id,
            context=context,
            link=address(case),
            channels=("inbox",),
        )


def _case_of(given_up: GivenUp) -> Case | None:
    """Return the case that a row is about: by its entry, its letter, or the page it leads to."""
    word, _, rest = given_up.key.partition(":")
    number = rest.partition(":")[0]
    if word == "entry" and number.isdecimal():
        entry = Entry.objects.filter(pk=number).select_related("case").first()
        return entry.case if entry else None
    if given_up.kind == "job" and number.isdecimal():
        letter = Letter.objects.filter(pk=number).select_related("case").first()
        return letter.case if letter else None
    parts = given_up.link.strip("/").split("/")
    if len(parts) == 2 and parts[0] == "cases":
        return Case.objects.filter(reference=parts[1]).first()
    return None
