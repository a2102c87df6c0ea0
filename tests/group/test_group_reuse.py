"""Which texts repeat another's words, in scripts with and without spaces, among all the articles of a window."""

import random
from dataclasses import replace
from datetime import datetime

import pytest
from group_builders import read
from hypothesis import given
from hypothesis import strategies as st

from vigie.group.reuse import ENOUGH, Reuse, Wording, copies, reused, wording_of
from vigie.group.shingles import figures_of, own_shingles, shared, shingles_of, title_shingles
from vigie.ports.testing import article, at

LONG = {
    "fr": "Le barrage de Rivemont a été fermé lundi matin par la mairie après la crue qui a noyé trois cent quarante "
    "maisons de la vallée, et les habitants ont été conduits vers les écoles du plateau en attendant que les eaux se retirent.",
    "en": "The dam at Tarnbridge was closed on Monday morning by the mayor after the flood that drowned three hundred and "
    "forty houses of the valley, and the people were taken to the schools of the plateau until the waters go down again.",
    "zh": "塔恩布里奇的大坝周一上午被市长关闭，此前的洪水淹没了山谷里的三百四十座房屋，居民们被送往高原上的学校等待洪水退去。",
    "ja": "月曜日の朝、市長は谷の三百四十軒を水没させた洪水を受けてダムを閉鎖し、住民は水が引くまで高原の学校に避難している。",
    "ar": "أُغلق سد تارنبريدج صباح الاثنين بقرار من رئيس البلدية بعد الفيضان الذي أغرق ثلاثمئة وأربعين منزلا في الوادي ونُقل "
    "السكان إلى مدارس الهضبة في انتظار انحسار المياه عن بيوتهم وحقولهم وطرقهم القديمة.",
    "ru": "Плотину в Тарнбридже закрыли в понедельник утром по решению мэра после наводнения, затопившего триста сорок домов "
    "долины, а жителей отвезли в школы на плоскогорье, пока вода не уйдёт из домов, полей и старых дорог.",
    "ko": "타른브리지 댐은 계곡의 집 삼백사십 채를 잠기게 한 홍수 뒤 월요일 아침 시장의 결정으로 닫혔고 주민들은 "
    "물이 빠질 때까지 고원의 학교로 옮겨져 있으며 시장은 아무 말도 하지 않았다고 한다.",
    "vi": "Đập nước ở Tarnbridge đã bị đóng vào sáng thứ Hai theo quyết định của thị trưởng sau trận lũ nhấn chìm ba trăm bốn "
    "mươi ngôi nhà trong thung lũng, và người dân được đưa đến các trường học trên cao nguyên chờ nước rút.",
    "th": "เขื่อนที่ทาร์นบริดจ์ถูกปิดเมื่อเช้าวันจันทร์ตามคำสั่งของนายกเทศมนตรีหลังน้ำท่วมบ้านสามร้อยสี่สิบหลังในหุบเขา "
    "และชาวบ้านถูกพาไปยังโรงเรียนบนที่ราบสูงจนกว่าน้ำจะลด",
    "mixed": "OpenAI 周一在深圳关闭了 Rivemont 数据中心的 GPT-6 训练集群，此前洪水淹没了三百四十台 H200 服务器，"
    "工程师被送往 Tarnbridge 校园等待洪水退去，公司没有说明何时恢复训练。",
}
# One word changed or left out early on, another towards the end.
EDITED = {
    "fr": (("lundi", "mardi"), ("en attendant", "jusqu’à ce")),
    "en": (("Monday", "Tuesday"), ("again", "")),
    "zh": (("上午", "早上"), ("等待", "静候")),
    "ja": (("月曜日", "火曜日"), ("避難している", "避難中だ")),
    "ar": (("الاثنين", "الثلاثاء"), ("القديمة", "")),
    "ru": (("понедельник", "вторник"), ("старых", "")),
    "ko": (("월요일", "화요일"), ("한다", "했다")),
    "vi": (("thứ Hai", "thứ Ba"), ("chờ nước", "đợi nước")),
    "th": (("วันจันทร์", "วันอังคาร"), ("จนกว่า", "จน")),
    "mixed": (("周一", "周二"), ("没有说明", "未说明")),
}
# Something else, long enough to hold a brief: other words in each script.
AROUND = {
    "fr": "Le conseil régional votera jeudi un budget de reconstruction. Les assureurs comptent déjà leurs pertes, et "
    "plusieurs maires demandent que la digue du nord soit relevée avant l’automne prochain, malgré son prix. ",
    "en": "The county will vote on Thursday on a budget to rebuild. Insurers are counting their losses already, and several "
    "mayors ask that the northern levee be raised before next autumn, whatever it may cost the taxpayers of the plain. ",
    "zh": "省议会将于周四表决重建预算。保险公司已经在计算损失，"
    "多位市长要求在明年秋天之前加高北部堤坝，不论造价多少。农民担心收成，商会呼吁减税。",
    "ja": "県議会は木曜日に復興予算を採決する。保険会社はすでに損失を計算しており、"
    "複数の市長が来年の秋までに北の堤防を高くするよう求めている。",
    "ar": "سيصوت مجلس الإقليم يوم الخميس على ميزانية لإعادة الإعمار وتحصي شركات التأمين خسائرها منذ الآن ويطالب عدد من رؤساء "
    "البلديات برفع السد الشمالي قبل الخريف المقبل مهما كانت التكلفة على دافعي الضرائب في السهل. ",
    "ru": "Областное собрание проголосует в четверг за бюджет "
    "восстановления. Страховщики уже считают убытки, а несколько мэров "
    "просят поднять северную дамбу до будущей осени, сколько бы это ни стоило налогоплательщикам равнины. ",
    "ko": "도의회는 목요일에 복구 예산을 표결한다 보험사들은 이미 손실을 "
    "계산하고 있으며 여러 시장은 비용이 얼마가 들더라도 내년 가을 "
    "이전에 북쪽 제방을 높여 달라고 요구하고 있고 농민들은 수확을 걱정한다. ",
    "vi": "Hội đồng tỉnh sẽ bỏ phiếu hôm thứ Năm về ngân sách tái thiết. Các hãng bảo hiểm đang tính thiệt hại, và nhiều thị "
    "trưởng yêu cầu nâng con đê phía bắc trước mùa thu tới dù tốn kém đến đâu đối với người nộp thuế. ",
    "th": "สภาจังหวัดจะลงมติงบประมาณฟื้นฟูในวันพฤหัสบดี "
    "บริษัทประกันกำลังนับความเสียหาย และนายกเทศมนตรีหลายคนขอให้ยกคันกั้นน้ำทางเหนือก่อนฤดูใบไม้ร่วงหน้า ",
    "mixed": "微软与 Nvidia 将于周四公布第三季度财报。分析师预计 Azure 收入增长，AMD 股价盘前下跌，投资者等待 Fed 的利率决定。",
}


def wording(
    name: str,
    text: str,
    hour: int = 8,
    language: str = "fr",
    source: str = "",
    title: str = "",
    when: datetime | None = None,
) -> Wording:
    moment = when or at(hour)
    return Wording(name, source or name, language, moment, own_shingles(text), title_shingles(title), figures_of(title))


def pairs(*wordings: Wording) -> set[tuple[str, str]]:
    """(article, original) of the pairs found."""
    return {(one.article, one.original) for one in reused(wordings)}


def root_of(*wordings: Wording) -> dict[str, str]:
    """By copy, its original, when all are of one story."""
    told = copies(reused(wordings), {one.article: "s" for one in wordings}, {})
    return {name: root for name, (root, _) in told.items()}


# --- what is a copy


@pytest.mark.parametrize("language", LONG)
def test_a_copy_is_marked_with_the_earlier_article(language: str) -> None:
    text = LONG[language]
    first, copy = wording("first", text, 8, language), wording("copy", text + " Fin.", 9, language)

    assert root_of(first, copy) == root_of(copy, first) == {"copy": "first"}


@pytest.mark.parametrize("language", LONG)
def test_the_same_text_is_repeated_whole(language: str) -> None:
    first, copy = wording("first", LONG[language], 8, language), wording("copy", LONG[language], 9, language)

    assert reused([first, copy]) == (Reuse("copy", "first", 1.0, 1.0, 1.0),)


@pytest.mark.parametrize("language", LONG)
def test_a_light_edit_does_not_hide_a_copy(language: str) -> None:
    text = LONG[language]
    for old, new in EDITED[language]:
        assert old in text
        text = text.replace(old, new)

    assert root_of(wording("a", LONG[language], 8, language), wording("b", text, 9, language)) == {"b": "a"}


@pytest.mark.parametrize("language", LONG)
def test_a_text_cut_to_two_thirds_is_still_a_copy(language: str) -> None:
    text = LONG[language]

    assert root_of(wording("a", text, 8, language), wording("b", text[: len(text) * 2 // 3], 9, language)) == {"b": "a"}


@pytest.mark.parametrize("language", LONG)
def test_a_wire_under_another_title_is_still_a_copy(language: str) -> None:
    a = wording("a", LONG[language], 8, language, title="Le barrage de Rivemont fermé après la crue")
    b = wording(
        "b", LONG[language], 9, language, title="Inondations : trois cent quarante maisons sous les eaux du lac"
    )

    assert root_of(a, b) == {"b": "a"}


@pytest.mark.parametrize("language", LONG)
def test_a_brief_within_a_long_article_is_found_and_only_the_brief_can_be_a_copy(language: str) -> None:
    brief, long = LONG[language], AROUND[language] + LONG[language] + AROUND[language][::-1] * 3
    before, after = wording("before", brief, 6, language), wording("after", brief, 9, language)
    found = reused([before, wording("long", long, 8, language), after])
    by_pair = {(one.article, one.original): one for one in found}

    assert by_pair["long", "before"].containment > 0.8
    assert max(by_pair["long", "before"].jaccard, by_pair["long", "before"].copied) < 0.5
    assert by_pair["after", "long"].copied > 0.8
    assert root_of(wording("long", long, 8, language), after) == {"after": "long"}
    assert root_of(before, wording("long", long, 8, language)) == {}


def test_punctuation_case_and_spaces_do_not_hide_a_copy() -> None:
    text = LONG["fr"]
    dressed = text.upper().replace(",", " —").replace(" ", "\u00a0\n ")

    assert pairs(wording("a", text), wording("b", dressed, 9)) == {("b", "a")}


# --- what is not


@pytest.mark.parametrize("one", LONG)
@pytest.mark.parametrize("other", LONG)
def test_different_texts_are_no_copies(one: str, other: str) -> None:
    if one != other:
        assert pairs(wording("a", LONG[one]), wording("b", LONG[other], 9)) == set()


def test_a_shared_formula_is_no_copy() -> None:
    short = "La mairie a annoncé lundi matin que le barrage"

    assert pairs(wording("a", short + " rouvrira."), wording("b", short + " fermera.", 9)) == set()


def test_a_translation_is_no_copy() -> None:
    one = wording("a", LONG["fr"], 8, "fr")

    assert pairs(one, replace(one, article="b", language="en", published_at=at(9))) == set()


FOOTERS = {
    "fr": "Inscrivez-vous à notre newsletter pour recevoir chaque matin le meilleur de l’actualité de la vallée, et soutenez "
    "une presse libre : chaque abonnement compte pour nos journalistes, merci à vous de nous lire.",
    "en": "This article is for your information only and is not investment advice; past results are no promise of those to "
    "come, and the publisher may hold shares of the companies that are named in it on the day of printing.",
    "ru": "Подпишитесь на нашу рассылку, чтобы каждое утро получать главные новости долины, и поддержите независимую прессу: "
    "каждая подписка важна для наших журналистов, спасибо, что читаете нас каждый день.",
    "ar": "اشترك في نشرتنا البريدية لتصلك كل صباح أهم أخبار الوادي وادعم صحافة مستقلة فكل اشتراك مهم لصحفيينا شكرا لكم على "
    "قراءتنا كل يوم وعلى ثقتكم التي نعتز بها دائما وأبدا.",
    "zh": "本文仅供参考，不构成任何投资建议。投资有风险，入市需谨慎。"
    "未经许可不得转载，版权归河谷日报所有，如需合作请联系编辑部邮箱。",
    "th": "สมัครรับจดหมายข่าวของเราเพื่อรับข่าวสำคัญของหุบเขาทุกเช้า และสนับสนุนสื่ออิสระ ทุกการสมัครมีความหมายต่อนักข่าวของเรา ขอบคุณที่อ่าน",
}


@pytest.mark.parametrize("language", FOOTERS)
def test_what_an_outlet_puts_under_every_article_makes_no_copies(language: str) -> None:
    """Not even where it is longer than the news, nor in another outlet that carries them."""
    one, other = LONG[language], AROUND[language]
    texts = [one[: len(one) // 2], other[: len(other) // 2], other[len(other) // 2 :], one[len(one) // 2 :]]
    told = [
        wording(f"a{n}", f"{text}\n{FOOTERS[language]}", 8 + n, language, "Gazette" if n < 3 else "Partenaire")
        for n, text in enumerate(texts)
    ]

    assert pairs(*told) == set()


def test_a_text_that_an_outlet_runs_three_times_is_not_taken_for_a_footer() -> None:
    title = "The dam was closed after the great flood"
    runs = [wording(f"a{n}", LONG["en"] + " Updated." * n, 6 + n, "en", "Gazette", title) for n in range(3)]

    assert root_of(*runs, wording("b", LONG["en"], 12, "en")) == {"a1": "a0", "a2": "a0", "b": "a0"}


def test_a_columns_standing_lead_makes_no_copies() -> None:
    lead = LONG["fr"]
    titles = (
        "Robots : rêve ou réalité dans nos usines ?",
        "La bourse de Paris termine la semaine en baisse",
        "Faut-il encore acheter de l’or cette année ?",
    )

    assert pairs(*(wording(f"a{n}", lead, 8 + n, "fr", "Radio", title) for n, title in enumerate(titles))) == set()


def test_notices_on_one_pattern_are_no_copies_of_one_another() -> None:
    notice = LONG["zh"] + LONG["ja"]
    a, b = (
        wording(name, notice + f"系统{name}已更新", hour, "zh", "科技日报", f"河谷系统第{n}号测试版今天正式发布上线")
        for name, hour, n in (("a", 8, 25), ("b", 9, 26))
    )
    elsewhere = wording("c", notice, 10, "zh", "晚报")

    assert pairs(a, b) == set()
    assert pairs(a, elsewhere) == {("c", "a")}


QUOTED = {
    "fr": "« Nous avons fermé le barrage parce que la crue montait plus vite que tout ce que nous avions vu en trente ans »",
    "en": "“We closed the dam because the flood was rising faster than anything we had seen in thirty years of this work”",
    "de": "„Wir haben den Damm geschlossen, weil die Flut schneller stieg als alles, was wir in dreißig Jahren gesehen haben“",
    "zh": "“我们关闭大坝是因为洪水上涨的速度比我们三十年来见过的任何一次都要快，我们没有别的选择”",
    "ja": "「ダムを閉めたのは、三十年間見たことのない速さで水が増えていたからで、ほかに選択肢はなかった」",
    "ar": '"أغلقنا السد لأن الفيضان كان يرتفع أسرع من كل ما رأيناه خلال ثلاثين عاما من العمل في هذا الوادي"',
}
REPORTERS = {
    "fr": ("Le maire de Rivemont a parlé lundi devant la presse : ", "Au sortir du conseil, l’élu explique ainsi : "),
    "en": ("The mayor spoke to reporters on Monday morning: ", "Asked on his way out, the official explained it so: "),
    "de": ("Der Bürgermeister sprach am Montag vor der Presse: ", "Auf dem Weg aus dem Rat erklärte der Politiker es so: "),
    "zh": ("市长周一上午在新闻发布会上说：", "走出议会时被问及此事，他这样解释这一决定："),
    "ja": ("市長は月曜日の朝に記者会見でこう述べた。", "議会を出るところで尋ねられた市長は次のように説明している。"),
    "ar": ("تحدث رئيس البلدية إلى الصحافة صباح الاثنين قائلا: ", "وسئل المسؤول لدى خروجه من المجلس فشرح القرار هكذا: "),
}  # fmt: skip


@pytest.mark.parametrize("language", QUOTED)
def test_two_reporters_who_quote_one_speaker_are_no_copies(language: str) -> None:
    openings = REPORTERS[language]
    told = [wording(f"a{n}", opening + QUOTED[language], 8 + n, language) for n, opening in enumerate(openings)]

    assert shared(shingles_of(QUOTED[language]), shingles_of(REPORTERS[language][0] + QUOTED[language])) >= ENOUGH
    assert pairs(*told) == set()


# --- headlines


HEADLINES = {
    "fr": "Le barrage de Rivemont fermé après la crue de lundi",
    "en": "Tarnbridge dam closed after Monday’s flood drowns 340 houses",
    "ru": "Плотину в Тарнбридже закрыли после наводнения в понедельник",
    "ar": "إغلاق سد تارنبريدج بعد فيضان يوم الاثنين في الوادي",
    "zh": "塔恩布里奇大坝周一洪水后关闭三百四十座房屋被淹",
    "th": "ปิดเขื่อนทาร์นบริดจ์หลังน้ำท่วมบ้านสามร้อยหลัง",
    "vi": "Đóng đập Tarnbridge sau trận lũ hôm thứ Hai",
}


@pytest.mark.parametrize("language", HEADLINES)
def test_one_headline_without_a_text_is_a_copy(language: str) -> None:
    a, b = (wording(name, "", hour, language, title=HEADLINES[language]) for name, hour in (("a", 8), ("b", 9)))

    assert reused([a, b]) == (Reuse("b", "a", 1.0, 1.0, 1.0, headline=True),)


def test_headlines_that_differ_by_a_number_are_two() -> None:
    day = "Guerre en vallée de Rivemont : la liste des événements majeurs du jour {}, heure par heure, selon la mairie"

    assert pairs(wording("a", "", 8, title=day.format(459)), wording("b", "", 9, title=day.format(465))) == set()
    assert len(pairs(wording("a", "", 8, title=day.format(459)), wording("b", "", 9, title=day.format("459")))) == 1


def test_a_text_under_the_headline_of_another_was_not_seen_to_be_repeated() -> None:
    bare = wording("a", "", 8, "fr", title=HEADLINES["fr"])
    full = wording("b", LONG["fr"], 9, "fr", title=HEADLINES["fr"])

    assert [(one.article, one.copied) for one in reused([bare, full])] == [("b", 0.0)]
    assert root_of(bare, full) == {}
    assert root_of(full, replace(bare, published_at=at(10))) == {"a": "b"}


def test_two_texts_under_one_headline_are_compared_by_their_words() -> None:
    a = wording("a", LONG["fr"], 8, title=HEADLINES["fr"])
    b = wording("b", AROUND["fr"], 9, title=HEADLINES["fr"])
    short = wording("c", "Des dégâts considérables selon les premiers témoins sur place", 10, title=HEADLINES["fr"])

    assert pairs(a, b, short) == set()


@pytest.mark.parametrize(
    "name",
    [
        "Les titres de la presse de ce matin en bref",
        "What you need to know this morning in brief",
        "今天早上你需要知道的新闻要点汇总简报",
    ],
)
def test_a_columns_name_is_no_headline(name: str) -> None:
    often = [wording(f"a{n}", "", 6 + n, source="Gazette", title=name) for n in range(3)]
    texts = (LONG["fr"], AROUND["fr"])
    told = [wording(f"t{n}", text, 6 + n, source="Journal", title=name) for n, text in enumerate(texts)]
    elsewhere = wording("b", "", 12, title=name)

    assert pairs(*often, elsewhere) == set()
    assert pairs(*told, elsewhere) == set()


# --- originals


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    text = LONG["en"]
    found = root_of(wording("a", text, 6), wording("b", text + " More words at the end.", 7), wording("c", text, 8))

    assert found == {"b": "a", "c": "a"}


def test_a_copy_of_an_article_placed_before_goes_back_to_its_original() -> None:
    found = (Reuse("c", "b", 0.9, 1.0, 0.9),)

    assert copies(found, {"b": "s", "c": "s"}, {"b": "a"}) == {"c": ("a", 0.9)}


def test_what_is_repeated_in_another_story_is_no_copy() -> None:
    found = reused([wording("a", LONG["fr"]), wording("b", LONG["fr"], 9)])

    assert copies(found, {"a": "s", "b": "t"}, {}) == copies(found, {"b": "t"}, {}) == {}


def test_two_texts_of_one_moment_are_told_apart_by_length_then_by_name() -> None:
    text = LONG["fr"]

    assert root_of(wording("b", text), wording("a", text)) == {"b": "a"}
    assert root_of(wording("b", text), wording("a", text[: len(text) * 2 // 3])) == {"a": "b"}


def test_only_pairs_with_the_articles_asked_for_are_told() -> None:
    told = [wording(name, LONG["fr"], hour) for name, hour in (("a", 6), ("b", 7), ("c", 8))]

    assert {(one.article, one.original) for one in reused(told, among={"c"})} == {("c", "a"), ("c", "b")}


def test_captions_and_newsletter_lines_are_no_words_of_the_article() -> None:
    one = article("Gazette", LONG["fr"] + "\nPhoto : Jean Exemple / Agence de la vallée", language="fr")

    assert wording_of(read(one)).shingles.tolist() == shingles_of(LONG["fr"]).tolist()


# --- order


WORDS = (
    "barrage",
    "crue",
    "mairie",
    "lundi",
    "fermé",
    "vallée",
    "maisons",
    "eaux",
    "école",
    "plateau",
    "digue",
    "route",
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=0, max_size=60).map(" ".join)


@given(st.lists(TEXTS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(texts: list[str], order: random.Random) -> None:
    told = [wording(f"a{n}", text, n % 3, source=f"s{n % 2}", title=text[:60]) for n, text in enumerate(texts)]
    told += [replace(one, article=f"b{one.article}", source="other") for one in told[:3]]
    shuffled = list(told)
    order.shuffle(shuffled)

    assert reused(told) == reused(shuffled)


@given(st.lists(TEXTS, max_size=6))
def test_shares_are_shares_and_originals_are_earlier(texts: list[str]) -> None:
    told = {f"a{n}": wording(f"a{n}", text, n, title=text[:60]) for n, text in enumerate(texts)}

    for one in reused(told.values()):
        assert 0 <= one.jaccard <= one.containment <= 1
        assert 0 <= one.copied <= one.containment
        assert told[one.original].published_at < told[one.article].published_at


@given(st.text(max_size=300))
def test_every_text_repeats_itself_or_is_too_short_to_tell(text: str) -> None:
    a, b = wording("a", text, 8), wording("b", text, 9)

    assert pairs(a, b) == ({("b", "a")} if len(a.shingles) >= ENOUGH else set())
