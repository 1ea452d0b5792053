"""The one room that uses what Textual and Rich keep private; ``tests/tui/test_private.py``
fails where another version has it differently, so textual is pinned.

Textual takes a run of Han for one word, lays a paragraph out anew for each row of it that is
seen, ends lines at marks that no file ends them at, undoes edits one by one, takes Alt+1 for
``¡``, and at a key paints every widget between the text and the line at the bottom. What is here
does none of that; the rest of the editor builds on it by public names alone, from the module it
needs: a text area is not loaded before the first paint.
"""
