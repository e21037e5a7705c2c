from tests.support.registered_bot import open_registered, open_stage

__all__ = ["open_registered", "open_stage"]
