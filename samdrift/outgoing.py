"""The one guarded HTTP client for everything that Samdrift asks of others."""
