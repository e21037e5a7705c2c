from tests.support.card_rules import elements, flaws, inputs, nl, pressed, schema, t, words

__all__ = ["elements", "flaws", "inputs", "nl", "pressed", "schema", "t", "words"]
