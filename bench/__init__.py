"""`make bench`: how fast, against a yardstick measured in the same run. Never a test: figures belong to a machine."""
