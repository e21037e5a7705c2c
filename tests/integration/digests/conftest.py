from tests.support.digest_stage import open_stage, stage

__all__ = ["open_stage", "stage"]
