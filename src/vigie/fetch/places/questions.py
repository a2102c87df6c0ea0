"""Words asked of search engines for news, as the addresses of the feeds that answer.

Pure. Each takes words (with quotation marks where they belong together) and an edition such as « fr-FR » or « pt »; an
edition of one that is not listed is asked as written. Read next: short.py, and google_news.py for what comes back.
"""

from urllib.parse import quote, urlencode

from babel import Locale, UnknownLocaleError

# The edition that is meant by a language alone, and how Google writes those that are not language-COUNTRY.
EDITIONS = {
    "ar": "ar-EG", "bg": "bg-BG", "bn": "bn-BD", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR",
    "en": "en-US", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL",
    "hi": "hi-IN", "hu": "hu-HU", "id": "id-ID", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "lt": "lt-LT",
    "lv": "lv-LV", "nl": "nl-NL", "no": "no-NO", "pl": "pl-PL", "pt": "pt-BR", "ro": "ro-RO", "ru": "ru-RU",
    "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR", "uk": "uk-UA",
    "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip
_GOOGLE_LANGUAGE = {"zh-CN": "zh-CN", "zh-TW": "zh-TW", "zh-HK": "zh-HK", "pt-BR": "pt-BR", "pt-PT": "pt-PT"}
_GOOGLE_EDITION = {
    "zh-CN": "CN:zh-Hans", "zh-TW": "TW:zh-Hant", "zh-HK": "HK:zh-Hant", "pt-BR": "BR:pt-419", "pt-PT": "PT:pt-150",
}  # fmt: skip
_SPANISH_OF_AMERICA = {"AR", "BO", "CL", "CO", "CR", "DO", "EC", "GT", "MX", "PE", "US", "UY", "VE"}


def edition_of(written: str) -> tuple[str, str]:
    """Language and country of « fr-FR », « fr » or nothing, which is English of the United States."""
    language, _, country = (written or "en").replace("_", "-").partition("-")
    language = language.lower()
    if not country:
        country = EDITIONS.get(language, f"{language}-{language.upper()}").partition("-")[2]
    return language, country.upper()


def ask_google(words: str, edition: str = "") -> str:
    """Google News for words, in one edition."""
    language, country = edition_of(edition)
    name = f"{language}-{country}"
    spoken = _GOOGLE_LANGUAGE.get(name, language)
    if language == "es" and country in _SPANISH_OF_AMERICA:
        spoken = "es-419"
    elif language == "en":
        spoken = name
    short = _GOOGLE_EDITION.get(name, f"{country}:{'es-419' if spoken == 'es-419' else language}")
    asked = urlencode({"q": words, "hl": spoken, "gl": country, "ceid": short}, safe=":")
    return f"https://news.google.com/rss/search?{asked}"


def ask_bing(words: str, edition: str = "") -> str:
    """Bing News for words, in one market."""
    language, country = edition_of(edition)
    asked = urlencode({"q": words, "format": "rss", "mkt": f"{language}-{country}", "setlang": language})
    return f"https://www.bing.com/news/search?{asked}"


def ask_gdelt(words: str, edition: str = "") -> str:
    """GDELT for words, the latest first; with an edition, in its language (GDELT knows those by their English names)."""
    sources = f" sourcelang:{_english_name(edition_of(edition)[0])}" if edition else ""
    asked = urlencode(
        {"query": words + sources, "mode": "ArtList", "format": "json", "sort": "DateDesc", "maxrecords": 100, "timespan": "3d"}
    )  # fmt: skip
    return f"https://api.gdeltproject.org/api/v2/doc/doc?{asked}"


def ask_hackernews(words: str) -> str:
    """Stories put forward on Hacker News, the latest first."""
    asked = urlencode({"query": words, "tags": "story", "hitsPerPage": 100})
    return f"https://hn.algolia.com/api/v1/search_by_date?{asked}"


def ask_arxiv(*phrases: str) -> str:
    """Papers of arXiv that have all these phrases, the latest first."""
    asked = "+AND+".join(f"all:%22{quote(phrase, safe='')}%22" for phrase in phrases)
    return (
        f"https://export.arxiv.org/api/query?search_query={asked}"
        "&sortBy=submittedDate&sortOrder=descending&max_results=100"
    )


def _english_name(language: str) -> str:
    try:
        return str(Locale("en").languages.get(language) or Locale.parse(language).english_name or language).lower()
    except (UnknownLocaleError, ValueError):
        return language
