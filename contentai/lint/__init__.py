"""From a draft to its findings."""
