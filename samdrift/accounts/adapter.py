"""How signing in differs from django-allauth's default: nobody signs up by themselves, and each step is audited.

allauth calls these hooks at each step, so no Django signals are needed for the audit trail.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samdrift.accounts import audit
from samdrift.accounts.actions import subject_of
from samdrift.accounts.models import Person

_MESSAGES = {
    "account/messages/logged_in.txt": _("You are logged in."),
    "account/messages/logged_out.txt": _("You are logged out."),
    "account/messages/password_changed.txt": _("You have changed your password."),
}
"""Our own words for the moments at which allauth leaves a message."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address and password do not match. Try again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "enter_current_password": _("This is not your current password."),
    }

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_args: Any, **_kwargs: Any
    ) -> None:
        if message_template in _MESSAGES:
            messages.add_message(request, level, _MESSAGES[message_template])

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        # Not the front page: it is a published file and cannot show that somebody signed out.
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        _record("accounts.sign_in", user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            _record("accounts.sign_out", request.user)
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # What was typed is kept only where it names a person: people type passwords into the wrong field.
        known = Person.objects.filter(email__iexact=credentials.get("email", "")).first()
        subject = subject_of(known) if known else "person unknown"
        audit.record(actor=None, now=timezone.now(), action="accounts.fail_sign_in", subject=subject)

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        audit.record(actor=None, now=timezone.now(), action="accounts.refuse_deactivated", subject=subject_of(user))
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    @transaction.atomic
    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        _record("accounts.change_password", user)


def _record(action: str, person: Person) -> None:
    audit.record(actor=person, now=timezone.now(), action=action, subject=subject_of(person))
