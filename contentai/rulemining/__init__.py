"""What articles about writing posts ask of a writer, as proposals for rules."""
