from tests.support.stores import kept

__all__ = ["kept"]
