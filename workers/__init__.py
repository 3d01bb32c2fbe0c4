"""Background work: the relay that pushes promises, and the jobs that keep them."""
