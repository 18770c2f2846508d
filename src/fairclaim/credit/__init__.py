"""Standing inside one operator: what a person's own history here may ask for, which is a closer look and nothing else."""
