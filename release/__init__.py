"""What a release brings besides the product: licences, a bill of materials.

Made from what is installed and pinned; never names where a package came from, nor a folder of this machine.
"""
