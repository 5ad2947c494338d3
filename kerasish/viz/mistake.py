"""A mistake of the reader in a widget, explained in both languages."""


class Mistake(ValueError):
    """What was typed means nothing; `texts` says why, in each language.

    Args:
        en: what was given, what was expected, what to try.
        ko: the same in Korean.
    """

    def __init__(self, en: str, ko: str) -> None:
        super().__init__(en)
        self.texts = {"en": en, "ko": ko}
