"""Texts as vectors: the static model that ships, or any sentence-transformers model."""
