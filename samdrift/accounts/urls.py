"""`konto`: signing in, under /konto/. `urlpatterns`: the desk's pages, under /desk/.

Of django-allauth's addresses only those that work here: no e-mail is sent yet, so no reset and no confirmation.
The names account_* are those that allauth itself looks up.
"""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.i18n import set_language

from samdrift.accounts.views import sign_in
from samdrift.accounts.views.audit_trail import audit_trail

konto: list[URLPattern] = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("logout/", sign_in.sign_out, name="account_logout"),
    path("inactive/", sign_in.inactive, name="account_inactive"),
    path("signup/", sign_in.sign_up, name="account_signup"),
    path("password/change/", sign_in.change_password, name="account_change_password"),
    path("sprog/", set_language, name="set_language"),
]

urlpatterns: list[URLPattern] = [path("revision/", audit_trail, name="audit_trail")]
