"""For views of signed-in people: who is asking, and a refusal where a gate says no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from samdrift.accounts.models import Person

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request whose person is known."""

    user: Person


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Send anonymous people to the sign-in page, and back to the page they asked for."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, Person):
            # An address that only takes POST cannot be returned to by a redirect.
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")
        return view(cast(PersonRequest, request), *args, **kwargs)

    return inner


def require(allowed: bool) -> None:
    """Stop with "not allowed" (403) where a gate said no."""
    if not allowed:
        raise PermissionDenied
