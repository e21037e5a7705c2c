from tests.support.check_world import _empty_environment, world

__all__ = ["_empty_environment", "world"]
