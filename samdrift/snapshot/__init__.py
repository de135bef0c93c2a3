"""The shape of what is published: the snapshot, the JSON made from it, and the manifest of a generation. Pure."""
