"""Local stand-ins for the outside world: a demo company, a Personio server, a Teams connector.

Rule: the product never imports it, and it never imports the product: they meet over HTTP only.
"""
