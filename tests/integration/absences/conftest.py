from tests.support.own_absences import _limit, open_stage, stage

__all__ = ["_limit", "open_stage", "stage"]
