from tests.support.office import office, open_office, open_stage

__all__ = ["office", "open_office", "open_stage"]
