from tests.support.teams_bot import built, connector, issuer, production, secured

__all__ = ["built", "connector", "issuer", "production", "secured"]
