"""Falling ill and getting better: two taps each.

Kind and short; nothing about the illness is asked or said.
"""
