"""What to write next and what was written before, worked out in a process of its own."""
