"""What a C2PA manifest store means: is it intact, do we know its signer, and what does it state."""
