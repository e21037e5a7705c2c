from tests.support.scripted_personio import client, client_of, sample, script, secret

__all__ = ["client", "client_of", "sample", "script", "secret"]
