from tests.support.scraping import fresh, log, open_stage, stage

__all__ = ["fresh", "log", "open_stage", "stage"]
