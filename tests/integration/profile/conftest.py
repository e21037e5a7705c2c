from tests.support.stage import open_stage, stage

__all__ = ["open_stage", "stage"]
