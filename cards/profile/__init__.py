"""About oneself: what is left, what colleagues see, what one is told.

Shown in the personal chat alone; nothing of it in a notification.
"""
