"""Screens, put together from widgets: what a widget answers is wired here."""
