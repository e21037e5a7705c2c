"""Alembic's folder. New revision: write ``versions/r0002_what.py``, set ``HEAD`` in :mod:`bot.store.migrate`."""
