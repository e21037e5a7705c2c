from tests.support.attacker import door, open_stage, stage, unlimited

__all__ = ["door", "open_stage", "stage", "unlimited"]
