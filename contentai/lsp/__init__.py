"""The language server: drafts judged in whatever editor a writer uses.

``server`` speaks the protocol; ``judging`` knows nothing of it. Offsets become positions of the
client's encoding in ``positions`` and nowhere else.
"""
