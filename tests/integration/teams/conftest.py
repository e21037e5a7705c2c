from tests.support.teams_bot import connector, house, issuer, production, secured

__all__ = ["connector", "house", "issuer", "production", "secured"]
