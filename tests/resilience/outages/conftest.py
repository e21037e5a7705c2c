from tests.support.outside_bot import open_stage, own_postgres

__all__ = ["open_stage", "own_postgres"]
