"""Users and their rights, identities and mandates, codes, devices and failed attempts."""

from portal.accounts.models.access import Attempt, Device, OneTimeCode, SecondFactor
from portal.accounts.models.identity import ActivationCode, Identity, Mandate
from portal.accounts.models.user import RoleGrant, User

__all__ = [
    "ActivationCode",
    "Attempt",
    "Device",
    "Identity",
    "Mandate",
    "OneTimeCode",
    "RoleGrant",
    "SecondFactor",
    "User",
]
