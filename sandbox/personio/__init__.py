"""A stand-in for Personio over real HTTP, with its quirks and its open questions as switches.

It follows what is known of the vendor's API, never what the product happens to send.
"""

from sandbox.personio.behaviour import Switches
from sandbox.personio.call_log import Seen
from sandbox.personio.credentials import Credential
from sandbox.personio.faults import Fault, Kind
from sandbox.personio.server import PersonioSandbox

__all__ = ["Credential", "Fault", "Kind", "PersonioSandbox", "Seen", "Switches"]
