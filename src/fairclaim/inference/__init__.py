"""The one door to learned weights: which files there are, where they come from, and how one is run."""
