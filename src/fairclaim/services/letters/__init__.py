"""Letters about a claim: which may be written now, and what the record fills into each."""
