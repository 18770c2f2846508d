"""What each role sees of a claim. Pages and API show these records and nothing else, so that no template can show too much."""
