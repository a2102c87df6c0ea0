"""`[[mailbox]]` in vigie.toml: what it becomes, and what is said of a wrong one."""

import pytest

from vigie.app.configuration import mailbox_of, parse
from vigie.app.sources import feeds_of
from vigie.model import ConfigError

TABLE = """[[mailbox]]
host = "imap.example.org"
user = "a+b@example.org"
password_env = "MAIL_SECRET"
folder = "Lettres/été"
"""


def test_a_mailbox_is_a_source_whose_address_holds_no_secret() -> None:
    told = parse(TABLE + 'name = "Mes lettres"\nlanguage = "fr"\n')

    (feed,) = feeds_of(told)

    assert feed.url == "imap://a%2Bb%40example.org@imap.example.org:993/Lettres%2F%C3%A9t%C3%A9"
    assert (feed.name, feed.language, feed.kind) == ("Mes lettres", "fr", "mail")
    assert (mailbox_of(told.mailbox[0]).security, mailbox_of(told.mailbox[0]).senders) == ("tls", ())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (TABLE.replace("MAIL_SECRET", "hunter 2!"), "environment variable"),
        (TABLE + "port = 0\n", "port 0"),
        (TABLE + 'security = "ssl"\n', "security"),
        (TABLE + "sender = []\n", "mailbox.senders"),
        ('[[mailbox]]\nhost = "x"\n', "user"),
    ],
)
def test_a_wrong_mailbox_is_told_in_one_line(wrong: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse(wrong)

    assert said in str(caught.value)
    assert "hunter" not in str(caught.value)
