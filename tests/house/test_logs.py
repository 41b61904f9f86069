"""Log lines name nobody."""

import logging

import pytest

from portal.logs import PrivateFormatter

LEAK = 'null value in column "x"\nDETAIL:  Failing row contains (1, 张三, 13800001111).'


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("POST /accounts/login/?phone=13812345678 500", "13812345678"),
        ("no such number 370811199001011234", "370811199001011234"),
        ("no such number 37081119900101123X.", "37081119900101123X"),
        (LEAK, "张三"),
        ("duplicate key\nDETAIL:  Key (name)=(李四) already exists.", "李四"),
    ],
)
def test_personal_data_is_withheld(line: str, secret: str) -> None:
    record = logging.LogRecord("portal", logging.ERROR, "", 0, line, None, None)
    assert secret not in PrivateFormatter("%(message)s").format(record)


def test_row_contents_of_an_exception_are_withheld() -> None:
    try:
        raise ValueError(LEAK)
    except ValueError as error:
        record = logging.LogRecord(
            "portal", logging.ERROR, "", 0, "x", None, (type(error), error, error.__traceback__)
        )
    assert "张三" not in PrivateFormatter("%(message)s").format(record)
