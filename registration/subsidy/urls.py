"""Addresses of the subsidy."""

from django.urls import path

from registration.subsidy.views import public, rolls

urlpatterns = [
    path("subsidies/", public.subsidies, name="subsidies"),
    path("subsidies/apply/", public.subsidy_apply, name="subsidy_apply"),
    path("subsidies/mine/", public.subsidy_mine, name="subsidy_mine"),
    path("subsidies/<int:roll_id>/", public.publication, name="subsidy_publication"),
    path("register/subsidies/", rolls.subsidy_rolls, name="subsidy_rolls"),
    path("register/subsidies/make/", rolls.subsidy_roll_make, name="subsidy_roll_make"),
    path("register/subsidies/counts/", rolls.subsidy_counts, name="subsidy_counts"),
    path("register/subsidies/<int:roll_id>/", rolls.subsidy_roll, name="subsidy_roll"),
    path(
        "register/subsidies/<int:roll_id>/list.xlsx",
        rolls.subsidy_roll_file,
        name="subsidy_roll_file",
    ),
    path(
        "register/subsidies/<int:roll_id>/publish/",
        rolls.subsidy_roll_publish,
        name="subsidy_roll_publish",
    ),
    path(
        "register/subsidies/<int:roll_id>/pay/",
        rolls.subsidy_roll_pay,
        name="subsidy_roll_pay",
    ),
    path(
        "register/subsidies/<int:roll_id>/<int:line_id>/out/",
        rolls.subsidy_line_out,
        name="subsidy_line_out",
    ),
]
