"""Keys: a ring of master keys, one data key per person under it, sealed values, and blind indexes."""
