"""What changes the portfolio. One function, one transaction, one audit entry for each changed document."""

from samdrift.portfolio.actions.importing import Imported, import_documents

__all__ = ["Imported", "import_documents"]
