"""Local stand-ins for the outside world: a demo company, a Personio server, a Teams connector.

The product never imports it, and it never imports the product: they meet over HTTP only.
"""
