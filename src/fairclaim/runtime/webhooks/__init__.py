"""Messages to the systems of tenants, signed after Standard Webhooks, and how a receiver verifies them."""
