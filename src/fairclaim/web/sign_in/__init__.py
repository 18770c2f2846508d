"""Who is there, over HTTP: routes to sign in, and the authenticator that every other route asks."""
