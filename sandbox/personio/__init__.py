"""A stand-in for Personio's API over real HTTP; where the real behaviour is not known, a switch chooses one.

It follows what is known of the vendor's API, never what the bot happens to send.
"""

from sandbox.personio.behaviour import Switches
from sandbox.personio.call_log import Seen
from sandbox.personio.credentials import Credential
from sandbox.personio.faults import Fault, Kind
from sandbox.personio.server import PersonioSandbox

__all__ = ["Credential", "Fault", "Kind", "PersonioSandbox", "Seen", "Switches"]
