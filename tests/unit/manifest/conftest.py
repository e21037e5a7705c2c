from tests.support.app_package import files, newest, pack, package, schemas, settings

__all__ = ["files", "newest", "pack", "package", "schemas", "settings"]
