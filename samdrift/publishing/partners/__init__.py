"""What everyone who is signed in may ask of the map: what if this falls, what is fragile, what can be promised.

Values in, values out; the words are in `pages`.
"""
