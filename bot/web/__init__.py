"""The HTTP server: routes, hardened connections, Personio's webhook."""
