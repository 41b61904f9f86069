"""材料接收凭证: what was handed in, page by page, with the beginning of each hash."""

import hashlib
from itertools import groupby

from injury_claims import facts as f
from injury_claims import letters_inputs as texts
from injury_claims import letters_phrases as words
from injury_claims import terms
from injury_claims.letters_sides import addressee, length, running_due_on, sides_of
from injury_claims.models import InjuryClaim
from portal.attachments.models import Attachment, State
from portal.cases.kinds import Done
from portal.workflow.roles import Role

SHOWN = 16
OTHER = "其他材料"


def material_receipt(claim: InjuryClaim, facts: f.Filing, done: Done) -> texts.MaterialReceipt:
    """Return the receipt of an application."""
    sides = sides_of(claim)
    files = received_files(claim)
    pages = sum(int(file.pages) for file in files)
    term = terms.ACCEPTANCE_REVIEW
    total = f"以上材料共{len(files)}份、{pages}页。" if files else "本次申请没有提交材料文件。"
    return texts.MaterialReceipt(
        addressee=addressee(claim, Role.APPLICANT),
        opening=sides.opening,
        facts=(*sides.rows(), ("收到时间", words.moment_text(done.at))),
        files=files,
        total=total,
        next_step=words.REVIEW_WITHIN.format(
            basis=term.basis,
            length=length(term, on=done.on),
            due_on=running_due_on(claim, term, on=done.on),
        ),
        note=words.RECEIPT_NOTE,
        received_at=words.moment_text(done.at),
    )


def received_files(claim: InjuryClaim) -> tuple[texts.ReceivedFile, ...]:
    """Return one line for each paper: its pages belong together and share a fingerprint."""
    files = Attachment.objects.filter(case_id=claim.pk).exclude(state=State.REFUSED).in_order()
    labels = dict(claim.items.values_list("code", "label"))
    lines = []
    for (material, _paper), group in groupby(files, key=lambda one: (one.material, one.paper)):
        pages = list(group)
        lines.append(
            texts.ReceivedFile(
                name=labels.get(material, OTHER),
                pages=str(sum(page.pages for page in pages)),
                fingerprint=_fingerprint([page.sha256 for page in pages]),
            )
        )
    return tuple(lines)


def _fingerprint(hashes: list[str]) -> str:
    """Return the hash of a single file, or of the hashes of all pages in order."""
    if len(hashes) == 1:
        return hashes[0][:SHOWN]
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:SHOWN]
