"""Addresses of cases; the case address is the one that notices lead to."""

from django.urls import path

from portal.cases.views import follow, page, papers, why
from portal.cases.views.act import ActView
from portal.cases.views.work_list import work_list

app_name = "cases"
urlpatterns = [
    path("work/", work_list, name="work_list"),
    path("forget/", follow.forget, name="forget"),
    path("cases/<str:reference>/", page.page, name="page"),
    path("cases/<str:reference>/papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("cases/<str:reference>/letters/<int:letter_id>/", papers.letter, name="letter"),
    path("cases/<str:reference>/why/<int:deadline_id>/", why.why, name="why"),
    path("cases/<str:reference>/parties/<int:party_id>/number/", page.unmask, name="unmask"),
    path("cases/<str:reference>/<slug:act>/", ActView.as_view(), name="act"),
]
