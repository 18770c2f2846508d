"""Who is there: sign-in by password, passkey and provider; sessions; API keys; accounts. Use cases without a framework."""
