"""What the verbs need from outside, as Protocols. Adapters have these shapes and import nothing from here."""
