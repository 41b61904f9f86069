"""The main job as officers do it in their browsers, from the checklist to the last service."""

from injury_claims.models import ChecklistItem
from injury_claims.states import ClaimState as S
from injury_claims.views.office_tabs import TABS
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk, photo, text


def test_seven_officers_bring_a_claim_to_a_served_decision(cast: Cast) -> None:
    case = make.submitted(cast)
    clerk, handler = Desk(cast, cast.clerk), Desk(cast, cast.handler)

    page = clerk.page(case)
    assert "核对材料清单" in text(page)
    findings = {
        f"state_{item.code}": "present" for item in ChecklistItem.objects.filter(claim_id=case.pk)
    }
    assert clerk.act(case, "check_materials", **findings).status_code == 303
    assert clerk.act(case, "accept").status_code == 303
    case.refresh_from_db()
    assert case.state == S.ACCEPTED

    assert handler.act(case, "take", interest="no").status_code == 303
    assert handler.act(case, "investigate").status_code == 303
    record = handler.act(
        case,
        "record_interview",
        place="窗口",
        second_officer_id=cast.investigator.pk,
        credentials_shown="on",
        content="问：怎么受的伤？\n答：装护罩时压到的。",
        scan=photo("笔录.jpg"),
    )
    assert record.status_code == 303, record.context["form"].errors
    proposed = handler.act(
        case,
        "propose",
        outcome="recognized",
        evidence="调查笔录",
        reasons="符合第十四条第（一）项。",
    )
    assert proposed.status_code == 303, proposed.context["form"].errors
    assert Desk(cast, cast.reviewer).act(case, "approve").status_code == 303
    signed = Desk(cast, cast.signer).act(case, "sign")
    assert signed.status_code == 303, signed.context["form"].errors
    assert handler.act(case, "dispatch").status_code == 303

    letter = Letter.objects.get(case=case, kind="determination")
    for n, recipient in enumerate(letter.recipients.all()):
        served = handler.act(
            case,
            "record_service",
            recipient=f"{letter.pk}-{recipient.party_id}",
            method="direct",
            received_by=recipient.party.name,
            proof=photo(shade=20 + n),
        )
        assert served.status_code == 303, served.context["form"].errors
    case.refresh_from_db()
    assert case.state == S.SERVED
    for tab in TABS:
        assert handler.page(case, tab=tab).status_code == 200
