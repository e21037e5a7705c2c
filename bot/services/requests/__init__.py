"""A request for an absence: what is wished for, what is known about it, how its receipt looks.

Shared by the features that ask for, follow and take back absences; answers nobody by itself.
"""
