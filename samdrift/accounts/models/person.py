from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.models.organisation import Organisation


class Role(models.TextChoices):
    """What a person may do; each gate (gate.py in each app) reads it."""

    READER = "reader", _("Reader")
    SYSTEM_OWNER = "system_owner", _("System owner")
    OPERATIONS = "operations", _("Operations")
    SECRETARIAT = "secretariat", _("Secretariat")
    ADMINISTRATOR = "administrator", _("Administrator")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in, with one role in one organisation."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [models.CheckConstraint(name="person_role_known", condition=models.Q(role__in=Role.values))]

    def __str__(self) -> str:
        return self.name
