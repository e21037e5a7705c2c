"""The sandbox's own pages, in Dutch.

Pure functions from the world to HTML; every text from data is escaped.
"""

from sandbox.personio.pages.absence import absence_page
from sandbox.personio.pages.person import person_page
from sandbox.personio.pages.tasks import tasks_page

__all__ = ["absence_page", "person_page", "tasks_page"]
