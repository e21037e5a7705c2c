from tests.support.own_postgres import own_postgres

__all__ = ["own_postgres"]
