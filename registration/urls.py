"""Addresses of registration."""

from django.urls import path

from registration.counter.views import acts as counter_acts
from registration.counter.views import adding as counter_add
from registration.counter.views import town_entries
from registration.counter.views import visit as counter
from registration.filings.views import own as filings
from registration.filings.views import register as filings_office
from registration.imports import views as register_imports
from registration.money import views as arrears
from registration.outlets.views import own as outlets
from registration.outlets.views import register as outlets_office
from registration.people.views import adding as unit_person_add
from registration.people.views import register as register_people
from registration.people.views import worker as unit_person
from registration.people.views import workers as unit_people
from registration.projects.views import office as project_office
from registration.projects.views import own as project
from registration.projects.views import people as project_people
from registration.records.views import certificates as certificate
from registration.records.views import counter as records_counter
from registration.records.views import own as records
from registration.records.views import provider
from registration.records.views import register as register_person
from registration.roster.views import check as unit_roster_check
from registration.roster.views import upload as unit_roster
from registration.subsidy.views import public as subsidy
from registration.subsidy.views import rolls as subsidy_rolls
from registration.uninsured.views import office as report_office
from registration.uninsured.views import public as report
from registration.units.views import agents as unit_agents
from registration.units.views import own as units
from registration.units.views import register, register_agents
from registration.ways import views as ways

app_name = "registration"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/enter/", unit_agents.enter, name="unit_enter"),
    path("units/register/", filings.register_unit, name="register_unit"),
    path("units/<int:employer_id>/", units.unit, name="unit"),
    path("units/<int:employer_id>/months/", arrears.unit_months, name="unit_months"),
    path("units/<int:employer_id>/filings/", filings.unit_filings, name="unit_filings"),
    path("units/<int:employer_id>/filings/change/", filings.file_change, name="file_change"),
    path(
        "units/<int:employer_id>/filings/cancellation/",
        filings.file_cancellation,
        name="file_cancellation",
    ),
    path("register/<int:employer_id>/months/", arrears.register_months, name="register_months"),
    path(
        "register/<int:employer_id>/filings/",
        filings_office.register_filings,
        name="register_filings",
    ),
    path("register/<int:employer_id>/filings/duty/", filings_office.note_duty, name="note_duty"),
    path(
        "units/<int:employer_id>/agents/<int:mandate_id>/end/",
        unit_agents.agent_end,
        name="unit_agent_end",
    ),
    path("units/<int:employer_id>/contacts/add/", units.contact_add, name="unit_contact_add"),
    path(
        "units/<int:employer_id>/contacts/<int:contact_id>/end/",
        units.contact_end,
        name="unit_contact_end",
    ),
    path("units/<int:employer_id>/roster/", unit_roster.unit_roster, name="unit_roster"),
    path(
        "units/<int:employer_id>/roster/template/",
        unit_roster.unit_roster_template,
        name="unit_roster_template",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/",
        unit_roster_check.unit_roster_check,
        name="unit_roster_check",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/enrol/",
        unit_roster_check.unit_roster_enrol,
        name="unit_roster_enrol",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/result/",
        unit_roster_check.unit_roster_result,
        name="unit_roster_result",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/problems/",
        unit_roster_check.unit_roster_problems,
        name="unit_roster_problems",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/remove/",
        unit_roster.unit_roster_remove,
        name="unit_roster_remove",
    ),
    path("units/<int:employer_id>/people/", unit_people.unit_people, name="unit_people"),
    path(
        "units/<int:employer_id>/people/add/",
        unit_person_add.unit_person_add,
        name="unit_person_add",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/",
        unit_person.unit_person,
        name="unit_person",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/number/",
        unit_person.unit_person_number,
        name="unit_person_number",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/report/",
        unit_person.unit_person_report,
        name="unit_person_report",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/end/",
        unit_person.unit_person_end,
        name="unit_person_end",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/correct/",
        unit_person.unit_person_correct,
        name="unit_person_correct",
    ),
    path("register/", register.register, name="register"),
    path("register/<int:employer_id>/", register.register_employer, name="register_employer"),
    path("register/<int:employer_id>/changes/", register.register_changes, name="register_changes"),
    path("register/<int:employer_id>/code/", register_agents.give_code, name="register_give_code"),
    path(
        "register/<int:employer_id>/code/letter.pdf",
        register_agents.code_letter,
        name="register_code_letter",
    ),
    path(
        "register/<int:employer_id>/agents/<int:mandate_id>/end/",
        register_agents.agent_end,
        name="register_agent_end",
    ),
    path(
        "register/<int:employer_id>/people/",
        register_people.register_people,
        name="register_people",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/",
        register_people.register_employment,
        name="register_employment",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/number/",
        register_people.register_employment_number,
        name="register_employment_number",
    ),
    path("register/imports/", register_imports.register_imports, name="register_imports"),
    path(
        "register/imports/new/",
        register_imports.register_import_new,
        name="register_import_new",
    ),
    path(
        "register/imports/<int:run_id>/",
        register_imports.register_import,
        name="register_import",
    ),
    path(
        "register/imports/<int:run_id>/resume/",
        register_imports.register_import_resume,
        name="register_import_resume",
    ),
    path("records/", records.records, name="records"),
    path("records/more/<slug:part>/", records.more, name="records_more"),
    path("records/looks/", records.looks, name="records_looks"),
    path("records/identify/", provider.identify, name="identify"),
    path("records/identify/return/", provider.identify_return, name="identify_return"),
    path("records/certificates/", certificate.certificates, name="certificates"),
    path("records/certificates/<slug:number>/", certificate.certificate, name="certificate"),
    path("register/verify/", records_counter.begin, name="counter_self"),
    path("register/verify/code/", records_counter.confirm, name="counter_self_code"),
    path("register/people/", register_person.search_person, name="search_person"),
    path(
        "register/people/<int:person_id>/",
        register_person.register_person,
        name="register_person",
    ),
    path(
        "register/people/<int:person_id>/<slug:part>/",
        register_person.register_person_more,
        name="register_person_more",
    ),
    path("dev/identity/", provider.simulated_identity, name="simulated_identity"),
    path("ways/", ways.ways, name="ways"),
    path("ways/<slug:code>/<slug:county>/sheet.pdf", ways.way_sheet, name="way_sheet"),
    path("reports/new/", report.report, name="report"),
    path("reports/receipt/", report.report_receipt, name="report_receipt"),
    path("reports/", report.report_follow, name="report_follow"),
    path(
        "register/reports/<str:reference>/reporter/", report_office.reporter, name="report_reporter"
    ),
    path("counter/", counter.counter, name="counter"),
    path("counter/new/", counter.counter_new, name="counter_new"),
    path("counter/receipts/<int:entry_id>/", counter_acts.counter_receipt, name="counter_receipt"),
    path(
        "counter/receipts/<int:entry_id>/pdf/",
        counter_acts.counter_receipt_pdf,
        name="counter_receipt_pdf",
    ),
    path("counter/<int:visit_id>/", counter.counter_visit, name="counter_visit"),
    path("counter/<int:visit_id>/<int:employer_id>/", counter.counter_unit, name="counter_unit"),
    path(
        "counter/<int:visit_id>/<int:employer_id>/add/",
        counter_add.counter_add,
        name="counter_add",
    ),
    path(
        "counter/<int:visit_id>/<int:employer_id>/contact/",
        counter_acts.counter_contact,
        name="counter_contact",
    ),
    path(
        "counter/<int:visit_id>/<int:employer_id>/<int:employment_id>/end/",
        counter_acts.counter_end,
        name="counter_end",
    ),
    path("units/<int:employer_id>/projects/", project.unit_projects, name="unit_projects"),
    path(
        "units/<int:employer_id>/projects/new/", project.unit_project_new, name="unit_project_new"
    ),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/",
        project.unit_project,
        name="unit_project",
    ),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/people/add/",
        project_people.unit_project_add,
        name="unit_project_add",
    ),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/people/<int:worker_id>/leave/",
        project_people.unit_project_leave,
        name="unit_project_leave",
    ),
    path(
        "register/<int:employer_id>/projects/",
        project_office.register_projects,
        name="register_projects",
    ),
    path(
        "register/projects/<str:reference>/people/",
        project_office.project_roster,
        name="project_roster",
    ),
    path("units/<int:employer_id>/outlets/", outlets.unit_outlets, name="unit_outlets"),
    path("units/<int:employer_id>/outlets/add/", outlets.unit_outlet_add, name="unit_outlet_add"),
    path(
        "units/<int:employer_id>/outlets/<int:outlet_id>/end/",
        outlets.unit_outlet_end,
        name="unit_outlet_end",
    ),
    path(
        "register/<int:employer_id>/outlets/",
        outlets_office.register_outlets,
        name="register_outlets",
    ),
    path("register/outlets/", outlets_office.outlet_list, name="outlet_list"),
    path("register/outlets/<int:listing_id>/tell/", outlets_office.outlet_tell, name="outlet_tell"),
    path("subsidies/", subsidy.subsidies, name="subsidies"),
    path("subsidies/apply/", subsidy.subsidy_apply, name="subsidy_apply"),
    path("subsidies/mine/", subsidy.subsidy_mine, name="subsidy_mine"),
    path("subsidies/<int:roll_id>/", subsidy.publication, name="subsidy_publication"),
    path("register/subsidies/", subsidy_rolls.subsidy_rolls, name="subsidy_rolls"),
    path("register/subsidies/make/", subsidy_rolls.subsidy_roll_make, name="subsidy_roll_make"),
    path("register/subsidies/counts/", subsidy_rolls.subsidy_counts, name="subsidy_counts"),
    path("register/subsidies/<int:roll_id>/", subsidy_rolls.subsidy_roll, name="subsidy_roll"),
    path(
        "register/subsidies/<int:roll_id>/list.xlsx",
        subsidy_rolls.subsidy_roll_file,
        name="subsidy_roll_file",
    ),
    path(
        "register/subsidies/<int:roll_id>/publish/",
        subsidy_rolls.subsidy_roll_publish,
        name="subsidy_roll_publish",
    ),
    path(
        "register/subsidies/<int:roll_id>/pay/",
        subsidy_rolls.subsidy_roll_pay,
        name="subsidy_roll_pay",
    ),
    path(
        "register/subsidies/<int:roll_id>/<int:line_id>/out/",
        subsidy_rolls.subsidy_line_out,
        name="subsidy_line_out",
    ),
    path("register/towns/", town_entries.town_list, name="town_entries"),
    path("register/towns/<int:entry_id>/", town_entries.town_entry, name="town_entry"),
    path("register/towns/<int:entry_id>/correct/", town_entries.town_correct, name="town_correct"),
    path("register/towns/<int:entry_id>/end/", town_entries.town_end, name="town_end"),
]
