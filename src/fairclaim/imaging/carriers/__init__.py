"""Where each family of files carries metadata: one reader a family, none of which raises."""
