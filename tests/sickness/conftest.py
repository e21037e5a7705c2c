from tests.conversation.conftest import open_stage, stage

__all__ = ["open_stage", "stage"]
