"""The two sides in their browsers: the worker's and the employer's, entered by the code."""

from injury_claims import facts as f
from injury_claims.process import ClaimProcess as P
from portal.accounts.identifiers import credit_check_character
from portal.accounts.models import User
from portal.cases.models import Case, Party
from portal.letters.models import Letter
from tests import factories as make
from tests.cast import Cast
from tests.desk import Desk

UNIT = "济宁演示机械有限公司"


def credit_code(first: str = "91370811MA0000000") -> str:
    """Return a well-formed credit code that no real unit holds."""
    return first + credit_check_character(first)


def demanded(cast: Cast, case: Case) -> Letter:
    """Have the handler demand evidence, and return the notice."""
    demand = f.EvidenceDemand(points="请说明当天的排班和事故经过。")
    make.act(case, P.demand_evidence, cast.handler, demand)
    return Letter.objects.get(case=case, kind="evidence_notice")


def employer_of(case: Case) -> Party:
    """Return the employer of a case."""
    return case.parties.get(kind=Party.Kind.EMPLOYER)


def serve_notice(cast: Cast, case: Case) -> str:
    """Demand evidence and serve the notice; return the code that is printed on it."""
    letter = demanded(cast, case)
    make.serve(cast, case, letter=letter, party=employer_of(case))
    return str(letter.inputs["entry_code"])


def enter(cast: Cast, user: User, code: str, **typed: str) -> Desk:
    """Type the code as an agent does, and return the agent's browser."""
    desk = Desk(cast, user)
    plain = {"code": code, "name": UNIT, "credit_code": credit_code(), "is_authorised": "on"}
    desk.answer = desk.client.post("/activate/", plain | typed)
    return desk


def contested(cast: Cast, **changes: object) -> tuple[Case, Desk]:
    """Return a case under investigation whose employer has entered by the code."""
    case = make.investigating(cast, **changes)
    desk = enter(cast, cast.agent, serve_notice(cast, case))
    assert desk.answer.status_code == 302
    case.refresh_from_db()
    return case, desk
