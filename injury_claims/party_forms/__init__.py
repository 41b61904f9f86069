"""The form of each act of the parties, by the name of the act in the table."""

from injury_claims.party_forms.address import AddressForm
from injury_claims.party_forms.answer import AnswerForm
from injury_claims.party_forms.papers import AddPapersForm, SupplyForm
from injury_claims.party_forms.withdraw import WithdrawForm
from injury_claims.process import ClaimProcess as P
from portal.cases.forms import ActForm

PARTY_FORMS: dict[str, type[ActForm]] = {
    P.add_papers.name: AddPapersForm,
    P.confirm_address.name: AddressForm,
    P.withdraw.name: WithdrawForm,
    P.supply_correction.name: SupplyForm,
    P.answer_evidence.name: AnswerForm,
}
