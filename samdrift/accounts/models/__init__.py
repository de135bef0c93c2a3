from samdrift.accounts.models.audit import AuditEntry
from samdrift.accounts.models.organisation import Organisation
from samdrift.accounts.models.person import Person, Role

__all__ = ["AuditEntry", "Organisation", "Person", "Role"]
