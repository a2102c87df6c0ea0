"""What charsets are called by servers, documents and byte order marks. Read next: fetch/charsets.py, extract/decoding.py."""

import codecs

# In the order in which they are looked for: the mark of UTF-32 begins with the two bytes of that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that are read as the larger set, as browsers do: servers, sites and programs write the smaller one.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_NOT_FOR_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def codec(name: str) -> str:
    """Python's name for a charset as servers and documents write it, or nothing."""
    try:
        known = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    if known.name in _NOT_FOR_TEXT or not getattr(known, "_is_text_encoding", True):
        return ""
    return _READ_AS.get(known.name, known.name)
