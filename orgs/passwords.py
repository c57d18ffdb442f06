"""The rule for passwords: eight characters of three classes (GB/T 22239, multi-level protection)."""

from django.core.exceptions import ValidationError

LEAST, CLASSES = 8, 3
RULE = f"密码至少{LEAST}位，并且包含大写字母、小写字母、数字、符号中的{CLASSES}类。"


class LengthAndClasses:
    """Django's own validator of length has no Chinese words, and says nothing of classes."""

    def validate(self, password: str, user=None) -> None:
        classes = {_class(sign) for sign in password}
        if len(password) < LEAST or len(classes) < CLASSES:
            raise ValidationError(RULE, code="password_too_weak")

    def get_help_text(self) -> str:
        return RULE


def _class(sign: str) -> str:
    if sign.isdecimal():
        return "digit"
    if sign.isalpha():
        return "upper" if sign.isupper() else "lower"
    return "sign"
