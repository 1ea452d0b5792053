"""Training of the shipped classifiers, with scikit-learn (the ``train`` extra)."""
