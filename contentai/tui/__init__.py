"""``contentai edit``: a terminal editor over the same façade as the command line."""
