"""The points that a story gets for each sign that it belongs in the brief, in one table, with the reason for each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weight:
    """`points` for one step of a sign, at most `most` steps."""

    points: float
    most: float
    because: str


# Chosen by reading the recorded days: see docs/why/why-these-weights.md. A story of one outlet in one language that is
# squarely on the subject has about 2 points; one that four outlets of three countries trace to two origins, about 8.
WEIGHTS: dict[str, Weight] = {
    "voices": Weight(2.0, 3, "each doubling of the independent origins: what a rewrite cannot add"),
    "outlets": Weight(0.8, 3, "each doubling of the houses that took it up: editors chose it, one after another"),
    "languages": Weight(0.6, 4, "each further language: it left home"),
    "countries": Weight(0.4, 4, "each further country of the outlets: it matters to more than one public"),
    "authority": Weight(1.6, 1, "a court, a regulator or a government acts: consequences, and a record that stays"),
    "own_act": Weight(1.0, 1, "the company itself acts (buys, sues, dismisses, launches): a fact, and not a forecast"),
    "stakes": Weight(0.5, 3, "each power of ten from a hundred million dollars on in title or lead: what is at stake"),
    "reversal": Weight(1.2, 1, "the roles of a followed matter are exchanged: what a reader would regret to miss"),
    "moved": Weight(1.0, 1, "a status or a step of a followed storyline changed"),
    "figure": Weight(0.6, 1, "a figure of a followed storyline was replaced"),
    "followed": Weight(0.3, 1, "it continues a storyline"),
    "weight": Weight(0.5, 1, "how often the archive's last month spoke of its most spoken-of name"),
    "fit": Weight(0.9, 2, "each sure sign of the subject in title and lead, so that passing mentions come last"),
    "axis": Weight(1.5, 2, "the reader's own axis, times the weight that he gave it"),
    "reader_language": Weight(1.0, 1, "told in the reader's language: it can be quoted word for word"),
    "fresh": Weight(0.3, 1, "the later in the day the newer; weak, since recency alone starves corroborated stories"),
}

# About how many units of a currency make a dollar, where it is not near one: for the stakes only, so rough will do.
A_DOLLAR = {"JPY": 150, "KRW": 1400, "VND": 26000, "INR": 90, "RUB": 90, "CNY": 7, "HKD": 8, "TWD": 32, "BRL": 5}

# What a story keeps of its points where its pages are no news, or no new news.
KEPT: dict[str, Weight] = {
    "notice": Weight(0.35, 1, "a press release, an opinion or a round-up: a sender's word, or an event told elsewhere"),
    "genre": Weight(0.25, 1, "an offer, a review, advice, a maker's own work, a list: useful, and no news"),
    "market": Weight(0.5, 1, "a day on the exchange: the event that moved it is told by its own story"),
    "one_house": Weight(0.6, 1, "told by the company's own pages alone: nobody else thought it worth a line"),
    "told": Weight(0.6, 1, "an earlier brief told it"),
}
