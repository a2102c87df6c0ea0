"""Briefs for the tests of `publish`: small ones by builders, and `morning()`, a whole day as a reader would get it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from vigie.model import Brief, Citation, Coverage, FigureLine, Item, Sentence, SentenceKind, SourceLine, Unread

DAY = date(2026, 4, 23)
READ = Coverage(
    sources=231,
    read=214,
    silent=12,
    failed=2,
    refused=1,
    articles=3612,
    stories=412,
    on_subject=41,
    rejected=5,
    paywalled=2,
    unread=(
        Unread("Le Phare", "failed"),
        Unread("Zürnberg Post", "failed"),
        Unread("Financial Herald", "paywalled"),
        Unread("水坝日报", "paywalled"),
        Unread("Speicherblatt", "refused"),
        *(Unread(f"Hebdo {n}", "silent") for n in range(1, 13)),
    ),
)


def citation(
    quote: str, source: str = "Le Monde", article: str = "a1", url: str = "https://lemonde.fr/a1", start: int = 0
) -> Citation:
    return Citation(article=article, url=url, source=source, start=start, end=start + len(quote), quote=quote)


def sentence(
    text: str,
    language: str = "fr",
    kind: SentenceKind = "quoted",
    quote: str = "",
    source: str = "Le Monde",
    article: str = "a1",
    url: str = "https://lemonde.fr/a1",
    translated: bool = False,
) -> Sentence:
    return Sentence(text, language, kind, (citation(quote or text, source, article, url),), translated)


def source(
    article: str = "a1",
    title: str = "OpenAI porte plainte",
    language: str = "fr",
    name: str = "Le Monde",
    url: str = "https://lemonde.fr/a1",
    published: str = "2026-04-23T06:10:00+00:00",
    origin: str = "Le Monde",
    via: tuple[str, ...] = (),
    anonymous: bool = False,
    copy_of: str = "",
) -> SourceLine:
    return SourceLine(article, title, url, name, language, published, origin, via, anonymous, copy_of)


def item(
    *sentences: Sentence,
    title: str = "OpenAI porte plainte",
    title_language: str = "fr",
    status: str = "reported",
    n_articles: int = 1,
    origins: tuple[str, ...] = ("Le Monde",),
    languages: tuple[str, ...] = ("fr",),
    sources: tuple[SourceLine, ...] | None = None,
    event_type: str = "lawsuit",
    figures: tuple[FigureLine, ...] = (),
    conflicts: tuple[Sentence, ...] = (),
    timeline: tuple[Sentence, ...] = (),
    changes: tuple[Sentence, ...] = (),
    reversal: Sentence | None = None,
    reasons: tuple[str, ...] = (),
    story: str = "s1",
) -> Item:
    return Item(
        story=story,
        storyline=f"l-{story}",
        title=sentence(title, title_language, "title"),
        status=status,
        n_articles=n_articles,
        n_origins=len(origins),
        origins=origins,
        languages=languages,
        sentences=sentences or (sentence("OpenAI a porté plainte mercredi à San Francisco."),),
        sources=(source(),) if sources is None else sources,
        event_type=event_type,
        figures=figures,
        conflicts=conflicts,
        timeline=timeline,
        changes=changes,
        reversal=reversal,
        reasons=reasons,
    )


def brief(
    *items: Item,
    language: str = "fr",
    day: date = DAY,
    coverage: Coverage = READ,
    subject: str = "intelligence artificielle",
) -> Brief:
    made = Brief(date=day, language=language, subject=subject, coverage=coverage, items=items or (item(),))
    return replace(made, digest=sha256(repr(made).encode()).hexdigest())


def morning(language: str = "fr") -> Brief:
    """An invented day of eight items, in seven languages and four scripts."""
    return brief(
        _lawsuit(),
        _funding(),
        _regulation(),
        _launch(),
        _layoffs(),
        _research(),
        _denial(),
        _incident(),
        language=language,
    )


def _lawsuit() -> Item:
    return item(
        sentence(
            "Microsoft envisage de poursuivre OpenAI devant la justice californienne, écrit le Financial Times, "
            "qui cite trois personnes au fait des discussions.",
            kind="composed",
            quote="Microsoft is considering legal action against OpenAI, "
            "according to three people with knowledge of the discussions",
            source="Financial Times",
            article="ft1",
            url="https://www.ft.com/content/ms-openai",
        ),
        sentence(
            "Le litige porte sur l’accord d’hébergement de 50 milliards de dollars signé en février avec Amazon.",
            source="Les Échos",
            article="le1",
            url="https://www.lesechos.fr/tech/microsoft-openai",
        ),
        sentence(
            "Microsoft declined to comment beyond saying it was “confident that OpenAI understands and respects” "
            "its obligations.",
            "en",
            source="Reuters",
            article="re1",
            url="https://www.reuters.com/technology/microsoft-openai",
        ),
        sentence(
            "L’action Microsoft cédait 1,2 % à l’ouverture de Wall Street.",
            source="Les Échos",
            article="le1",
            url="https://www.lesechos.fr/tech/microsoft-openai",
        ),
        title="Microsoft envisage de poursuivre OpenAI au sujet de son contrat avec Amazon",
        status="considering",
        n_articles=6,
        origins=("Financial Times", "Reuters"),
        languages=("fr", "en", "zh", "vi"),
        sources=(
            source(
                "ft1",
                "Microsoft weighs legal action over $50bn Amazon-OpenAI cloud deal",
                "en",
                "Financial Times",
                "https://www.ft.com/content/ms-openai",
                "2026-04-22T17:02:00+00:00",
                "Financial Times",
                anonymous=True,
            ),
            source(
                "le1",
                "Microsoft envisage de poursuivre OpenAI au sujet de son contrat avec Amazon",
                "fr",
                "Les Échos",
                "https://www.lesechos.fr/tech/microsoft-openai",
                "2026-04-22T19:40:00+00:00",
                "Financial Times",
            ),
            source(
                "zh1",
                "微软考虑就亚马逊与OpenAI的云计算协议采取法律行动",
                "zh",
                "财新网",
                "https://www.caixin.com/ms",
                "2026-04-23T01:15:00+00:00",
                "Financial Times",
                via=("Reuters",),
            ),
            source(
                "vi1",
                "Microsoft cân nhắc kiện OpenAI vì thỏa thuận đám mây với Amazon",
                "vi",
                "VnExpress",
                "https://vnexpress.net/ms",
                "2026-04-23T02:30:00+00:00",
                "Financial Times",
                via=("Les Échos", "Reuters"),
            ),
            source(
                "re1",
                "Microsoft confident OpenAI respects obligations, says spokesperson",
                "en",
                "Reuters",
                "https://www.reuters.com/technology/microsoft-openai",
                "2026-04-22T18:20:00+00:00",
                "Reuters",
            ),
            source(
                "bf1",
                "Microsoft-OpenAI : le groupe se dit confiant",
                "fr",
                "Boursorama",
                "https://www.boursorama.com/ms",
                "2026-04-22T18:55:00+00:00",
                "Reuters",
                copy_of="re1",
            ),
        ),
        figures=(
            FigureLine(
                "50000000000",
                "USD",
                "",
                2,
                citation("$50bn", "Financial Times", "ft1", "https://www.ft.com/content/ms-openai"),
            ),
        ),
        changes=(
            sentence(
                "Hier encore, Microsoft disait « travailler main dans la main » avec OpenAI.",
                kind="composed",
                quote="nous travaillons main dans la main",
                source="Le Figaro",
                article="fi1",
                url="https://www.lefigaro.fr/ms",
            ),
        ),
        reversal=sentence(
            "En juin 2025, c’était OpenAI qui envisageait d’accuser Microsoft de pratiques anticoncurrentielles.",
            kind="composed",
            quote="OpenAI executives have considered accusing Microsoft of anticompetitive behavior",
            source="The Wall Street Journal",
            article="ws1",
            url="https://www.wsj.com/openai-microsoft",
        ),
        timeline=(
            sentence(
                "16 juin 2025 : OpenAI envisage de saisir les autorités de la concurrence.",
                kind="composed",
                quote="considered accusing",
                source="The Wall Street Journal",
                article="ws1",
                url="https://www.wsj.com/openai-microsoft",
            ),
            sentence(
                "27 février 2026 : Amazon et OpenAI annoncent leur accord.",
                kind="composed",
                quote="ont annoncé vendredi un accord",
                source="AFP",
                article="af1",
                url="https://www.afp.com/amazon-openai",
            ),
        ),
        reasons=("deux origines indépendantes", "rôles inversés depuis juin 2025", "quatre langues"),
        story="s-lawsuit",
    )


def _funding() -> Item:
    return item(
        sentence(
            "Mistral AI a bouclé un tour de table mené par ASML.",
            source="Le Monde",
            article="lm2",
            url="https://www.lemonde.fr/mistral",
        ),
        sentence(
            "La jeune pousse parisienne emploie désormais 1 100 personnes.",
            source="Le Monde",
            article="lm2",
            url="https://www.lemonde.fr/mistral",
        ),
        title="Mistral AI lève 3 milliards d’euros",
        status="confirmed",
        n_articles=23,
        origins=("Mistral AI", "Bloomberg", "Le Monde", "Handelsblatt", "Nikkei", "AFP"),
        languages=("fr", "en", "de", "ja"),
        sources=(
            source(
                "mi2",
                "Mistral AI announces Series D",
                "en",
                "Mistral AI",
                "https://mistral.ai/news/d",
                "2026-04-22T07:00:00+00:00",
                "Mistral AI",
            ),
            source(
                "lm2",
                "Mistral AI boucle sa plus grosse levée de fonds",
                "fr",
                "Le Monde",
                "https://www.lemonde.fr/mistral",
                "2026-04-22T08:10:00+00:00",
                "Le Monde",
            ),
            source(
                "bl2",
                "Mistral Raises €2.8 Billion",
                "en",
                "Bloomberg",
                "https://www.bloomberg.com/mistral",
                "2026-04-22T06:31:00+00:00",
                "Bloomberg",
                anonymous=True,
            ),
            source(
                "hb2",
                "Mistral sammelt drei Milliarden Euro ein",
                "de",
                "Handelsblatt",
                "https://www.handelsblatt.com/mistral",
                "2026-04-22",
                "Handelsblatt",
            ),
        ),
        event_type="funding",
        figures=(
            FigureLine(
                "3000000000",
                "EUR",
                "",
                4,
                citation("3 milliards d’euros", "Le Monde", "lm2", "https://www.lemonde.fr/mistral"),
            ),
            FigureLine(
                "2800000000",
                "EUR",
                "",
                1,
                citation("€2.8 billion", "Bloomberg", "bl2", "https://www.bloomberg.com/mistral"),
            ),
            FigureLine(
                "1100",
                "",
                "person",
                1,
                citation("1 100 personnes", "Le Monde", "lm2", "https://www.lemonde.fr/mistral"),
            ),
        ),
        conflicts=(
            sentence(
                "Mistral AI donne 3 milliards d’euros.",
                kind="composed",
                quote="€3 billion",
                source="Mistral AI",
                article="mi2",
                url="https://mistral.ai/news/d",
            ),
            sentence(
                "The company raised €2.8 billion, according to people familiar with the matter.",
                "en",
                source="Bloomberg",
                article="bl2",
                url="https://www.bloomberg.com/mistral",
            ),
        ),
        reasons=("six origines indépendantes",),
        story="s-funding",
    )


def _regulation() -> Item:
    return item(
        sentence(
            "国家互联网信息办公室周三公布了《人工智能生成内容标识办法》修订草案，向社会公开征求意见。",
            "zh",
            source="新华社",
            article="xh3",
            url="https://www.xinhuanet.com/ai",
        ),
        sentence(
            "Le texte imposerait aux plateformes de signaler toute image produite par une machine, "
            "y compris dans les messageries.",
            source="RFI",
            article="rf3",
            url="https://www.rfi.fr/fr/chine-ia",
        ),
        title="中国拟修订人工智能生成内容标识规定",
        title_language="zh",
        status="official",
        n_articles=4,
        origins=("Administration chinoise du cyberespace",),
        languages=("zh", "fr"),
        event_type="regulation",
        sources=(
            source(
                "xh3",
                "中国拟修订人工智能生成内容标识规定",
                "zh",
                "新华社",
                "https://www.xinhuanet.com/ai",
                "2026-04-22T09:00:00+00:00",
                "Administration chinoise du cyberespace",
            ),
            source(
                "rf3",
                "Chine : vers un étiquetage plus strict des images générées",
                "fr",
                "RFI",
                "https://www.rfi.fr/fr/chine-ia",
                "2026-04-22T15:00:00+00:00",
                "Administration chinoise du cyberespace",
                via=("新华社",),
            ),
        ),
        story="s-regulation",
    )


def _launch() -> Item:
    return item(
        sentence(
            "أعلنت شركة G42 الإماراتية يوم الأربعاء إطلاق نموذج لغوي عربي مفتوح المصدر يضم 70 مليار معامل.",
            "ar",
            source="الشرق الأوسط",
            article="aa4",
            url="https://aawsat.com/g42",
        ),
        sentence(
            "Le modèle serait disponible dès le mois de mai sous une licence permissive.",
            source="Le Monde",
            article="lm4",
            url="https://www.lemonde.fr/g42",
        ),
        title="G42 تطلق نموذجا لغويا عربيا مفتوح المصدر",
        title_language="ar",
        status="announced",
        n_articles=5,
        origins=("G42", "الشرق الأوسط"),
        languages=("ar", "fr", "en"),
        event_type="launch",
        sources=(
            source(
                "aa4",
                "G42 تطلق نموذجا لغويا عربيا مفتوح المصدر",
                "ar",
                "الشرق الأوسط",
                "https://aawsat.com/g42",
                "2026-04-22T12:00:00+00:00",
                "G42",
            ),
            source(
                "lm4",
                "Les Émirats misent sur un modèle en arabe",
                "fr",
                "Le Monde",
                "https://www.lemonde.fr/g42",
                "2026-04-22T16:00:00+00:00",
                "G42",
            ),
        ),
        story="s-launch",
    )


def _layoffs() -> Item:
    return item(
        sentence(
            "SAP supprimerait 4 000 postes dans le monde, dont 600 en France, selon un document interne.",
            source="AFP",
            article="af5",
            url="https://www.afp.com/sap",
        ),
        title="SAP préparerait la suppression de 4 000 postes",
        status="rumour",
        n_articles=1,
        origins=(),
        languages=("fr",),
        event_type="layoff",
        sources=(
            source(
                "af5",
                "SAP préparerait la suppression de 4 000 postes",
                "fr",
                "AFP",
                "https://www.afp.com/sap",
                origin="",
                anonymous=True,
            ),
        ),
        story="s-layoffs",
    )


def _research() -> Item:
    return item(
        sentence(
            "Các nhà nghiên cứu Đại học Quốc gia Hà Nội công bố bộ dữ liệu mở gồm 12 triệu câu song ngữ Việt–Pháp.",
            "vi",
            source="VnExpress",
            article="vn6",
            url="https://vnexpress.net/vnu",
        ),
        sentence(
            "Le corpus compte douze millions de phrases alignées.",
            kind="composed",
            quote="12 triệu câu song ngữ Việt–Pháp",
            source="VnExpress",
            article="vn6",
            url="https://vnexpress.net/vnu",
            translated=True,
        ),
        title="Đại học Quốc gia Hà Nội công bố bộ dữ liệu song ngữ Việt–Pháp",
        title_language="vi",
        status="announced",
        n_articles=2,
        origins=("Université nationale du Vietnam",),
        languages=("vi",),
        event_type="research",
        sources=(
            source(
                "vn6",
                "Đại học Quốc gia Hà Nội công bố bộ dữ liệu song ngữ Việt–Pháp",
                "vi",
                "VnExpress",
                "https://vnexpress.net/vnu",
                origin="Université nationale du Vietnam",
            ),
        ),
        story="s-research",
    )


def _denial() -> Item:
    return item(
        sentence(
            "« Nous ne vendons pas DeepMind, ni en totalité ni en partie », a répondu Sundar Pichai.",
            source="Le Figaro",
            article="fi7",
            url="https://www.lefigaro.fr/deepmind",
        ),
        title="Google dément vouloir céder DeepMind",
        status="denied",
        n_articles=9,
        origins=("Google", "The Information"),
        languages=("fr", "en"),
        event_type="acquisition",
        sources=(
            source(
                "fi7",
                "Google dément vouloir céder DeepMind",
                "fr",
                "Le Figaro",
                "https://www.lefigaro.fr/deepmind",
                origin="Google",
            ),
            source(
                "ti7",
                "Google Explores DeepMind Spinoff",
                "en",
                "The Information",
                "https://www.theinformation.com/dm",
                "2026-04-21T20:00:00+00:00",
                "The Information",
                anonymous=True,
            ),
        ),
        changes=(
            sentence(
                "Le statut passe de « rumeur » à « démenti ».",
                kind="composed",
                quote="Nous ne vendons pas DeepMind",
                source="Le Figaro",
                article="fi7",
                url="https://www.lefigaro.fr/deepmind",
            ),
        ),
        story="s-denial",
    )


def _incident() -> Item:
    return item(
        sentence(
            "Une panne a privé de ChatGPT une partie de l’Europe pendant trois heures mercredi matin.",
            source="Numerama",
            article="nu8",
            url="https://www.numerama.com/panne",
        ),
        sentence(
            "OpenAI’s status page blamed a faulty configuration change.",
            "en",
            source="The Verge",
            article="tv8",
            url="https://www.theverge.com/outage",
        ),
        sentence(
            "Panne mondiale de ChatGPT : OpenAI présente ses excuses",
            kind="title",
            source="Le Parisien",
            article="lp8",
            url="https://www.leparisien.fr/panne",
        ),
        title="Panne de ChatGPT en Europe",
        status="ended",
        n_articles=14,
        origins=("OpenAI", "Downdetector"),
        languages=("fr", "en", "es"),
        event_type="incident",
        sources=(
            source(
                "nu8", "Panne de ChatGPT en Europe", "fr", "Numerama", "https://www.numerama.com/panne", origin="OpenAI"
            ),
            source(
                "tv8",
                "ChatGPT is back after a three-hour outage",
                "en",
                "The Verge",
                "https://www.theverge.com/outage",
                origin="OpenAI",
            ),
            source(
                "lp8",
                "Panne mondiale de ChatGPT : OpenAI présente ses excuses",
                "fr",
                "Le Parisien",
                "https://www.leparisien.fr/panne",
                origin="OpenAI",
            ),
        ),
        story="s-incident",
    )
