from tests.support.card_rules import breaches, elements, flaws, inputs, nl, pressed, schema, t, words

__all__ = ["breaches", "elements", "flaws", "inputs", "nl", "pressed", "schema", "t", "words"]
