"""Commands for operators, one room each; ``app.py`` lists them.

Rule: standard output is for the answer, standard error for logs; the exit code says whether it worked.
"""
