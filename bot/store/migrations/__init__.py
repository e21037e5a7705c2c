"""Alembic's folder. New revision: add ``versions/r0002_what.py`` by hand and set ``HEAD`` in :mod:`bot.store.migrate`."""
