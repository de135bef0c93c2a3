"""The whole system, in order: collect, settle, publish."""
