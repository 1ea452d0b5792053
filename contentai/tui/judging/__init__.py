"""Drafts judged beside the editor, in a process of their own: a key never waits for a rule."""
