from tests.support.shell import shell

__all__ = ["shell"]
