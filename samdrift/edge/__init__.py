"""Hands out the current generation, from memory, whether or not anything else is alive. ASGI, no Django."""
