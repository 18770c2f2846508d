"""What the pages of buyers and merchants share: a claim as a party sees it, what is to be done now, files and amounts from forms."""
