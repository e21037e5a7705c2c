"""Falling ill and getting better: two taps each.

Rule: kind and short; nothing about the illness is asked or said.
"""
