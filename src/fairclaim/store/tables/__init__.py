"""Every table, as rows without rules. ``row`` says what all have in common; ``all_tables`` gathers them for migrations."""
