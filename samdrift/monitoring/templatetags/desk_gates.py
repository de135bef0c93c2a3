"""The gates that the desk's navigation asks; pages get theirs from the view."""

from __future__ import annotations

from typing import Any

from django import template

from samdrift.accounts.gate import AuditTrailGate
from samdrift.monitoring.gate import DeskGate

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_gate(context: dict[str, Any]) -> DeskGate:
    return DeskGate(context["request"].user)


@register.simple_tag(takes_context=True)
def audit_trail_gate(context: dict[str, Any]) -> AuditTrailGate:
    return AuditTrailGate(context["request"].user)
