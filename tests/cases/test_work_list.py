"""The work list: the own office's open cases by days left."""

from django.urls import reverse

from tests import factories as make
from tests.cast import Cast


def test_a_clerk_sees_the_cases_of_the_own_office_with_what_comes_next(cast: Cast) -> None:
    case = make.submitted(cast)
    page = cast.client(cast.clerk).get(reverse("cases:work_list"))
    assert page.status_code == 200
    html = page.content.decode()
    assert case.person_name in html
    assert "<b>我</b>：核对材料，决定是否受理" in html


def test_officers_of_another_office_do_not_see_them(cast: Cast) -> None:
    case = make.submitted(cast)
    page = cast.client(cast.foreign_officer).get(reverse("cases:work_list"))
    assert case.reference not in page.content.decode()
