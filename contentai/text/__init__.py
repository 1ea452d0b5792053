"""From bytes to a ``Document``: decode, repair, markup, sentences, tokens, fold."""
