"""A stand-in for Personio over real HTTP, with its quirks and its open questions as switches.

Rule: it follows what is known of the vendor's API, never what the product happens to send.
"""

from sandbox.personio.credentials import Credential
from sandbox.personio.faults import Fault, Kind
from sandbox.personio.requests import Seen
from sandbox.personio.server import PersonioSandbox
from sandbox.personio.switches import Switches

__all__ = ["Credential", "Fault", "Kind", "PersonioSandbox", "Seen", "Switches"]
