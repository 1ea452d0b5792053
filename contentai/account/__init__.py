"""The account as a whole: what it has published, how it was received, what comes next."""
