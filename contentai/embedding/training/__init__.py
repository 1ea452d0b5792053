"""Makes the embedder that ships; needs ``contentai[embed-train]``."""
