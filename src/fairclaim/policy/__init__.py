"""Decision tables as data: which route a claim takes next. A policy may approve, ask, offer or call people; it never refuses."""
