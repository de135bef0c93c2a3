"""What monitoring systems push to: an ASGI application and the group commit behind it."""
