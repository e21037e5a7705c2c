"""The company's own rules for absence types, in the YAML file that ``RULES_FILE`` names.

.. code-block:: yaml

   types:
     - name: Onbetaald verlof
       substitute: required   # none, optional or required
       half_days: false
       visible: true          # false: not offered here, only in Personio
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.core.type_rules import Rules, SubstituteRule, TypeRule

_MAX_BYTES = 100_000


class UnreadableRules(Exception):
    """The file of the company's rules cannot be used; the message is a sentence for the operator."""


class _Type(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    substitute: SubstituteRule | None = None
    half_days: bool | None = None
    visible: bool = True


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    types: list[_Type] = []


def read_company_rules(path: Path | None) -> Rules:
    """Return the rules by name of a type, case-folded; none without a file. Raises UnreadableRules."""
    if path is None:
        return {}
    import yaml  # type: ignore[import-untyped]  # ships no types; who has no file needs none of it

    try:
        content = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise UnreadableRules(f"cannot be read: {error.strerror}") from error
    if content is None:
        raise UnreadableRules("is not there, or is no file")
    if len(content) > _MAX_BYTES:
        raise UnreadableRules(f"is longer than {_MAX_BYTES:,} bytes")
    try:
        found = _File.model_validate(yaml.safe_load(content.decode("utf-8-sig")) or {})
    except UnicodeDecodeError as error:
        raise UnreadableRules("is not UTF-8") from error
    except ValidationError as error:
        [first, *_] = error.errors()
        raise UnreadableRules(f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableRules(f"line {mark.line + 1 if mark else 1} is not YAML") from error
    rules = {each.name.casefold(): TypeRule(each.substitute, each.half_days, each.visible) for each in found.types}
    if len(rules) < len(found.types):
        raise UnreadableRules("names a type twice")
    return rules
