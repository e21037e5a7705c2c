"""Commands for operators, one module each; ``app.py`` lists them.

Standard output is for the answer, standard error for logs; the exit code says whether it worked.
"""
