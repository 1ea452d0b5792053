"""Rules as data: schema, loader, matchers, and the tests that every rule carries."""
