"""The small words of a page in each language of the newsroom: menus, bylines, cookie line.

None of them is ever an article's text; they are here so that taking them away is a real task.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's page words; `byline` and `day` hold a `{}` for names and for the date and hour."""

    menu: tuple[str, ...]
    byline: str
    day: str
    related: str
    cookies: str
    footer: str


WORDS = {
    "fr": Words(
        ("Accueil", "À la une", "Sciences", "Économie", "Abonnement"),
        "Par {}",
        "Publié le {}",
        "À lire aussi",
        "Ce site utilise des cookies pour mesurer son audience. Accepter | Refuser",
        "Mentions légales · Contact · Tous droits réservés",
    ),
    "en": Words(
        ("Home", "Latest", "Science", "Business", "Subscribe"),
        "By {}",
        "Published {}",
        "Read more",
        "We use cookies to understand how you use this site. Accept all | Reject",
        "Terms · Privacy · Contact · All rights reserved",
    ),
    "de": Words(
        ("Startseite", "Aktuell", "Wissen", "Wirtschaft", "Abo"),
        "Von {}",
        "Veröffentlicht am {}",
        "Lesen Sie auch",
        "Wir verwenden Cookies zur Reichweitenmessung. Zustimmen | Ablehnen",
        "Impressum · Datenschutz · Kontakt",
    ),
    "es": Words(
        ("Portada", "Última hora", "Ciencia", "Economía", "Suscríbete"),
        "Por {}",
        "Publicado el {}",
        "Lea también",
        "Utilizamos cookies propias para medir la audiencia. Aceptar | Rechazar",
        "Aviso legal · Privacidad · Contacto",
    ),
    "pt": Words(
        ("Início", "Últimas", "Ciência", "Economia", "Assinar"),
        "Por {}",
        "Publicado em {}",
        "Leia também",
        "Este site usa cookies para medir a audiência. Aceitar | Recusar",
        "Ficha técnica · Privacidade · Contactos",
    ),
    "vi": Words(
        ("Trang chủ", "Mới nhất", "Khoa học", "Kinh tế", "Đăng ký"),
        "{}",
        "Đăng lúc {}",
        "Xem thêm",
        "Trang này dùng cookie để đo lượng truy cập. Đồng ý | Từ chối",
        "Giới thiệu · Liên hệ · Quảng cáo",
    ),
    "zh": Words(
        ("首页", "最新", "科技", "财经", "订阅"),
        "记者：{}",
        "发布时间：{}",
        "相关阅读",
        "本站使用Cookie统计访问量。接受 | 拒绝",
        "关于我们 · 联系方式 · 版权声明",
    ),
    "ja": Words(
        ("ホーム", "新着", "科学", "経済", "購読"),
        "文・{}",
        "公開日時 {}",
        "関連記事",
        "当サイトは閲覧数の計測にクッキーを使用しています。同意する | 拒否する",
        "会社案内 · お問い合わせ · 著作権",
    ),
    "ko": Words(
        ("홈", "최신", "과학", "경제", "구독"),
        "{} 기자",
        "입력 {}",
        "관련 기사",
        "이 사이트는 방문자 수 측정을 위해 쿠키를 사용합니다. 동의 | 거부",
        "회사 소개 · 문의 · 저작권 안내",
    ),
    "ar": Words(
        ("الرئيسية", "الأحدث", "علوم", "اقتصاد", "اشتراك"),
        "بقلم {}",
        "نُشر في {}",
        "اقرأ أيضا",
        "يستخدم هذا الموقع ملفات تعريف الارتباط لقياس الزيارات. قبول | رفض",
        "من نحن · اتصل بنا · شروط الاستخدام",
    ),
    "ru": Words(
        ("Главная", "Новости", "Наука", "Экономика", "Подписка"),
        "Автор: {}",
        "Опубликовано {}",
        "Читайте также",
        "Сайт использует файлы cookie для подсчёта посещений. Принять | Отклонить",
        "О редакции · Контакты · Правила",
    ),
}
