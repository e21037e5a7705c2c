from tests.support.attacker import http_endpoint, open_stage, stage, unlimited

__all__ = ["http_endpoint", "open_stage", "stage", "unlimited"]
