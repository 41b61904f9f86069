"""Construction projects that are insured as a whole, and who works on each from when to when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal import clock
from portal.cases.models import Case
from registration.models.employer import Employer
from registration.models.person import Person
from registration.models.reviewed import Reviewed
from registration.projects.states import ProjectState


class Project(Reviewed):
    """A construction project that its general contractor enrols: the detail of one case.

    `share` and `contribution` stand as they were on the day of filing. The project is insured from
    `insured_from` to `insured_to`, both included; both are empty until it is approved. From
    `settled_on` on its contribution is paid in full.
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="project"
    )
    employer = models.ForeignKey(
        Employer, verbose_name="总承包单位", on_delete=models.PROTECT, related_name="projects"
    )
    name = models.CharField("项目名称", max_length=120)
    number = models.CharField("施工许可证号或者合同编号", max_length=60)
    county = models.ForeignKey(
        "offices.County", verbose_name="项目所在县市区", on_delete=models.PROTECT, related_name="+"
    )
    town = models.ForeignKey(
        "offices.Town",
        verbose_name="项目所在镇街",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.CharField("项目地址", max_length=160)
    cost = models.DecimalField("工程造价", max_digits=14, decimal_places=2)
    begins_on = models.DateField("计划开工")
    ends_on = models.DateField("计划竣工")
    share = models.DecimalField("缴费比例（%）", max_digits=10, decimal_places=4)
    is_share_verified = models.BooleanField("缴费比例已经核实")
    contribution = models.DecimalField("应缴金额", max_digits=14, decimal_places=2)
    filed_on = models.DateField("申报日期")
    insured_from = models.DateField("参保起始日", null=True)
    insured_to = models.DateField("参保截止日", null=True)
    settled_on = models.DateField("缴清之日", null=True, editable=False)
    asked_on = models.DateField("申请延长的日期", null=True, editable=False)
    asked_end = models.DateField("申请延长到", null=True, editable=False)
    asked_reason = models.CharField("申请延长的理由", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "工程项目"
        verbose_name_plural = "工程项目"
        indexes = [
            models.Index(fields=["employer", "-case"], name="project_employer"),
            models.Index(
                fields=["employer", "insured_from"],
                condition=Q(insured_from__isnull=False),
                name="project_insured",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="project_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(insured_from=None, insured_to=None)
                | Q(insured_from__isnull=False, insured_to__gte=F("insured_from")),
                name="project_insured_from_to",
            ),
            models.CheckConstraint(
                condition=Q(cost__gt=0, contribution__gte=0), name="project_costs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    # What rules ask -----------------------------------------------------------------------------

    def number_is_taken(self, number: str) -> bool:
        """Say whether another project of the contractor that counts has this number."""
        return same_number(self.employer_id, number).exclude(pk=self.pk).exists()

    def has_payments(self) -> bool:
        """Say whether any payment stands."""
        return self.payments.filter(voids=None, voided_by=None).exists()

    def has_payment(self, payment_id: int) -> bool:
        """Say whether a payment of this project stands and was not taken back."""
        return self.payments.filter(pk=payment_id, voids=None, voided_by=None).exists()

    def has_receipt(self, receipt: str) -> bool:
        """Say whether a receipt stands already, for this project or another of its agency."""
        rows = ProjectPayment.objects.filter(receipt=receipt, voids=None, voided_by=None)
        return rows.filter(project__case__office=self.case.office_id).exists()

    # What pages ask -----------------------------------------------------------------------------

    @property
    def insured_until(self) -> date | None:
        """Return the last insured day: the cancellation of the contractor ends it early."""
        if self.insured_to is None or self.employer.closed_on is None:
            return self.insured_to
        return min(self.insured_to, self.employer.closed_on)

    @property
    def place(self) -> str:
        """Return county, town and address in one line."""
        return f"{self.county.name}{self.town.name if self.town else ''}{self.address}"


def same_number(employer_id: int, number: str) -> models.QuerySet[Project]:
    """Return the projects with a number that are under way or insured today or later."""
    rows = Project.objects.filter(employer=employer_id, number=number)
    rows = rows.exclude(case__state__in=(ProjectState.REFUSED, ProjectState.WITHDRAWN))
    return rows.exclude(insured_to__lt=clock.today())


class ProjectPayment(models.Model):
    """Money of a project that arrived, or the entry that takes a wrong one back; never altered."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField("到账金额", max_digits=14, decimal_places=2)
    paid_on = models.DateField("到账日期")
    receipt = models.CharField("缴款凭证号", max_length=60)
    voids = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="voided_by"
    )
    reason = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        verbose_name = "项目缴费"
        verbose_name_plural = "项目缴费"
        ordering = ("-id",)
        indexes = [models.Index(fields=["receipt"], name="project_payment_receipt")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="project_payment_is_money")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.amount}"


class ProjectExtension(models.Model):
    """A later end of an insured project: written once, never altered."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="extensions")
    before = models.DateField()
    after = models.DateField()
    reason = models.CharField(max_length=500)
    on = models.DateField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.project_id} {self.after}"


class ProjectWorker(models.Model):
    """Somebody on a project from a day, and perhaps until one; once at a time on one project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="workers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="projects")
    person_name = models.CharField(max_length=80)
    team = models.CharField("班组", max_length=60, blank=True)
    from_on = models.DateField("进场日期")
    to_on = models.DateField("离场日期", null=True, blank=True)
    left_at = models.DateTimeField("登记离场的时间", null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(default=clock.now, editable=False)
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "项目人员"
        verbose_name_plural = "项目人员"
        indexes = [
            models.Index(fields=["project", "-id"], name="project_worker_newest"),
            models.Index(fields=["person", "from_on"], name="project_worker_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(to_on=None),
                name="project_worker_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="project_worker_leaves_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.from_on}"
