from tests.support.admin import admin, open_stage, stage

__all__ = ["admin", "open_stage", "stage"]
