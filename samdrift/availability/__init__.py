"""How much of the time it worked: exact arithmetic over state periods. Pure."""
