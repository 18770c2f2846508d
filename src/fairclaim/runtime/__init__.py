"""What runs by itself: short durable jobs, deadlines, webhooks, and the processes that examine photos."""
