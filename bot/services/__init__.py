"""What features share: who asks, what Personio says, the router, the life of a request."""
