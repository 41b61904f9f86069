"""Issued 参保证明, of a person and of a unit: what each said, and the code to verify it by."""

from django.conf import settings
from django.db import models

from portal import clock
from portal.crypto import EncryptedJSONField
from registration.models.employer import Employer
from registration.models.person import Person


class IssuedPaper(models.Model):
    """A paper that was issued once: all it said, its number, its code and the hash of its file."""

    number = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=40, unique=True)
    key = models.UUIDField(unique=True)
    inputs = EncryptedJSONField()
    issued_on = models.DateField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(default=clock.now)
    pdf_sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.number


class Certificate(IssuedPaper):
    """The 参保证明 of a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")

    class Meta(IssuedPaper.Meta):
        pass


class UnitCertificate(IssuedPaper):
    """The 参保证明 of a unit as of a day; no worker is named in it."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="certificates")
    as_of = models.DateField("截至日期")

    class Meta(IssuedPaper.Meta):
        indexes = [models.Index(fields=["employer", "-id"], name="unit_certificate_newest")]
