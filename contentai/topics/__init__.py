"""What to write next: articles that were read, own posts, and the followers they are for."""
