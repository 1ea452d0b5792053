"""Scores of a draft and the reasons for them, by numpy alone."""
