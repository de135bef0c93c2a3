"""What the commands on documents do. Each gives back what to print, or raises Faults. `check` needs no database."""
