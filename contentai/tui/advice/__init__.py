"""Answers that take their time, worked out in a process of their own: topics, own posts, rules."""
