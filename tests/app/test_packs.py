"""Packs: each line is told what is wrong with it, and those that ship have nothing wrong."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.app.configuration import parse
from vigie.app.pack_faults import counts_of, faults_of, lines_on, plain_address
from vigie.app.sources import PackFeed, feeds_of, load_pack, pack_names, read_pack
from vigie.knowledge import names
from vigie.knowledge.names import Outlet, read

OUTLETS = {
    "vigie-du-port": Outlet(
        id="vigie-du-port", name="La Vigie du Port", kind="newspaper", owner="groupe-phare", language="fr"
    ),
    "phare-matin": Outlet(id="phare-matin", name="Phare Matin", kind="newspaper", owner="groupe-phare", language="fr"),
    "brume-info": Outlet(id="brume-info", name="Brume Info", kind="newspaper", owner="brume", language="fr"),
}


def feed(
    url: str = "https://vigieduport.example/feed",
    outlet: str = "vigie-du-port",
    owner: str = "groupe-phare",
    language: str = "fr",
    country: str = "FR",
    kind: str = "newspaper",
) -> PackFeed:
    return PackFeed(url=url, outlet=outlet, owner=owner, language=language, country=country, kind=kind)  # type: ignore[arg-type]


def faults(*lines: PackFeed) -> tuple[str, ...]:
    return faults_of(lines, OUTLETS)


def test_a_sound_line_has_no_fault() -> None:
    assert faults(feed()) == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (feed(owner=""), "no owner"),
        (feed(country="", kind=""), "no country, kind"),
        (feed(url="feed://vigieduport.example/feed"), "no address of the web (feed)"),
        (feed(url="vigieduport.example/feed"), "no address of the web (no scheme)"),
        (feed(url="https://twitrss.me/twitter_user_to_rss/?user=vigie"), "twitrss.me no longer serves feeds"),
        (feed(url="https://www.google.com/reader/atom/feed/vigie"), "google.com no longer serves feeds"),
        (feed(outlet="phare-soir"), "unknown outlet 'phare-soir'; add it to outlets.toml"),
        (feed(owner="brume"), "owner 'brume', but outlets.toml gives vigie-du-port to 'groupe-phare'"),
        (feed(country="France"), "unknown country 'France'; two capital letters, ISO 3166-1"),
        (feed(country="XK"), "unknown country 'XK'; two capital letters, ISO 3166-1"),
        (feed(language="français"), "unknown language 'français'; ISO 639"),
        (feed(kind="gazette"), "unknown kind 'gazette'; known: agency, blog, company, court, forum"),
    ],
)
def test_a_fault_is_told_with_its_line(line: PackFeed, told: str) -> None:
    (fault,) = faults(line)
    assert fault.startswith(f"{line.url}: {told}")


@pytest.mark.parametrize(
    "twin",
    [
        "http://vigieduport.example/feed",
        "https://www.vigieduport.example/feed/",
        "https://vigieduport.example/feed?utm_source=rss&utm_medium=feed",
        "HTTPS://VIGIEDUPORT.example/feed",
    ],
)
def test_one_feed_is_not_listed_twice(twin: str) -> None:
    (fault,) = faults(feed(), feed(url=twin))
    assert "stands twice" in fault
    assert "https://vigieduport.example/feed" in fault


def test_http_is_not_kept_beside_https() -> None:
    (fault,) = faults(feed(url="http://vigieduport.example/feed"), feed())
    assert "stands twice, and https is listed too" in fault


def test_two_sections_of_one_house_are_two_feeds() -> None:
    assert faults(feed(), feed(url="https://vigieduport.example/feed?section=2")) == ()


def test_a_mirror_is_needless_beside_the_house_s_own_feed() -> None:
    mirror = feed(url="https://feeds.feedburner.com/VigieDuPort")
    assert faults(mirror) == ()
    (fault,) = faults(mirror, feed())
    assert "a mirror" in fault


def test_one_domain_has_one_owner() -> None:
    (fault,) = faults(
        feed(url="https://rss.phare.example/a"),
        feed(url="https://www.phare.example/b", outlet="brume-info", owner="brume"),
    )
    assert fault == "phare.example: 2 owners (groupe-phare of vigie-du-port, brume of brume-info)"
    assert (
        faults(feed(url="https://a.phare.example/a"), feed(url="https://b.phare.example/b", outlet="phare-matin")) == ()
    )


@pytest.mark.parametrize("platform", ["substack.com", "github.io", "wordpress.com", "blogspot.com"])
def test_neighbours_on_a_platform_are_strangers(platform: str) -> None:
    here = feed(url=f"https://vigie.{platform}/feed")
    there = feed(url=f"https://brume.{platform}/feed", outlet="brume-info", owner="brume")
    assert faults(here, there) == ()


@given(
    st.lists(
        st.builds(
            PackFeed,
            url=st.text(max_size=40) | st.sampled_from(["https://a.example/x", "http://[::1", "https://a.example:x/"]),
            outlet=st.text(max_size=5),
            owner=st.text(max_size=5),
            language=st.text(max_size=3),
            country=st.text(max_size=3),
        ),
        max_size=5,
    )
)
def test_no_line_breaks_the_check(lines: list[PackFeed]) -> None:
    assert len(faults(*lines)) >= len({line.url for line in lines})


@given(st.text(max_size=60))
def test_a_plain_address_stays_plain(url: str) -> None:
    assert isinstance(plain_address(url), str)


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_that_ships_has_no_fault(name: str) -> None:
    assert faults_of(read_pack(name), names.load(()).outlets) == ()


@pytest.mark.parametrize("name", pack_names())
def test_a_pack_that_ships_names_itself_and_writes_its_sections_in_order(name: str) -> None:
    text = (files("vigie.knowledge") / "packs" / f"{name}.toml").read_text("utf-8")
    assert load_pack(name).id == name
    for section in text.split("\n# ---------- ")[1:]:
        title, _, rest = section.partition(" ----------")
        count = rest.count("[[feed]]")
        assert title.endswith(f"({count})"), f"{name}: {title} holds {count}"


def test_packs_that_ship_agree_with_one_another() -> None:
    assert faults_of([line for name in pack_names() for line in load_pack(name).feed], names.load(()).outlets) == ()


BIGGEST = ("en", "zh", "es", "fr", "de", "ja", "ru", "pt", "ar", "ko", "it", "tr", "vi", "nl", "pl")


@pytest.mark.parametrize("name", ["ai", "news"])
def test_a_pack_reads_the_whole_world(name: str) -> None:
    feeds = read_pack(name)
    assert len(feeds) >= 600
    assert len(counts_of(feeds, "language")) >= 30
    assert len(counts_of(feeds, "country")) >= 60
    told = dict(counts_of(feeds, "language"))
    assert {language: told[language] for language in BIGGEST if told[language] < 8} == {}


def test_the_ai_pack_hears_all_who_speak_of_it() -> None:
    told = dict(counts_of(read_pack("ai"), "kind"))
    floors = {"agency": 60, "newspaper": 200, "trade": 200, "laboratory": 40, "company": 40, "regulator": 40, "court": 8,
              "research": 50, "blog": 50, "forum": 20}  # fmt: skip
    assert {kind: told.get(kind, 0) for kind, floor in floors.items() if told.get(kind, 0) < floor} == {}


def test_a_feed_of_a_pack_brings_all_that_is_known_of_its_house() -> None:
    (line,) = [
        feed for feed in feeds_of(parse('packs = ["ai"]')) if feed.url == "https://www.ftc.gov/feeds/press-release.xml"
    ]
    assert (line.outlet, line.country, line.publisher, line.language) == ("ftc-press", "US", "regulator", "en")
    assert line.owner == names.load(()).outlets["ftc-press"].owner


def test_a_pack_is_read_with_those_it_includes() -> None:
    world = {feed.url for feed in read_pack("world")}
    for name in ("ai", "news"):
        assert "world" in load_pack(name).includes
        assert world < {feed.url for feed in read_pack(name)}


def test_the_reader_s_own_feed_overrules_the_pack() -> None:
    url = read_pack("news")[0].url
    told = feeds_of(parse(f'packs = ["news"]\n[[feed]]\nurl = "{url}"\nname = "Mine"\nlanguage = "eo"\n'))
    (mine,) = [feed for feed in told if feed.url == url]
    assert (mine.name, mine.language) == ("Mine", "eo")


def test_what_the_reader_leaves_out_the_pack_tells() -> None:
    line = read_pack("news")[0]
    told = feeds_of(parse(f'packs = ["news"]\n[[feed]]\nurl = "{line.url}"\nname = "Mine"\n'))
    (mine,) = [feed for feed in told if feed.url == line.url]
    assert (mine.outlet, mine.owner, mine.country) == (line.outlet, line.owner, line.country)
    assert len(told) == len(read_pack("news"))


def test_what_is_said_of_a_pack_tells_how_wide_it_is() -> None:
    (line,) = lines_on(["ai"], names.load(()).outlets)
    assert line.startswith(f"ok    pack ai: {len(read_pack('ai'))} sources, ")


def test_read_stays_for_outlets_of_one_s_own() -> None:
    mine = read(
        '[[outlet]]\nid = "x"\nname = "X Port"\nkind = "newspaper"\nowner = "x"\nlanguage = "fr"\n', "mine.toml"
    ).outlet
    assert faults_of([feed(outlet="x", owner="x")], {outlet.id: outlet for outlet in mine}) == ()
