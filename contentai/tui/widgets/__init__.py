"""What is seen on a screen: one widget a file. Widgets answer with messages."""
