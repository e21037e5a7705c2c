from tests.support.connected_webhooks import life, open_life, open_stage

__all__ = ["life", "open_life", "open_stage"]
