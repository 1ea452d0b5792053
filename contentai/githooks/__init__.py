"""Git's hooks: the files that run contentai, and what a commit or a push is about to bring."""
