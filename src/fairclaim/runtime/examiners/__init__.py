"""Photos are examined in processes of their own, one examiner in each."""
