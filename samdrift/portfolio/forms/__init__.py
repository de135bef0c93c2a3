"""The desk's forms of change reports, made from the template itself."""
