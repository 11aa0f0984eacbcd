"""The Markdown dialect: each construct as HTML, and that nothing an author types becomes a script."""

import pytest

from course.glossary import Term
from course.markdown import ALERTS, TASK_ID, Context, inline, marked_hanzi, mentions, parse, plain, render

TERMS = {
    "levain": Term(id="levain", english="sourdough & starter", category="dough", note="x"),
    "noodle": Term(
        id="noodle",
        english="noodle",
        category="dough",
        note="x",
        hanzi="面条",
        pinyin="miàntiáo",
        pinyin_numbers="mian4 tiao2",
    ),
}
NOODLE = (
    '<a class="term" href="glossary?t=noodle"><span class="zh" lang="zh-Hans">面条</span>, '
    '<em class="pinyin" lang="zh-Latn-pinyin">miàntiáo</em></a>'
)
STARTER = '<a class="term" href="glossary?t=levain">starter</a>'
ONE = '<a class="cite" href="#source-1" aria-label="Source 1">[1]</a>'
TWO = '<a class="cite" href="#source-2" aria-label="Source 2">[2]</a>'


def html(text: str) -> str:
    return render(parse(text), Context(TERMS, "dough"))


def callout(kind: str, title: str, body: str = "") -> str:
    return f'<div class="callout {kind}" role="note"><p class="callout-title">{title}</p>\n{body}</div>\n'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[noodle]]", NOODLE),
        ("[[levain]]", '<a class="term" href="glossary?t=levain">sourdough &amp; starter</a>'),
        ("[[levain|starter]]", STARTER),
        ("[[ levain | starter ]]", STARTER),
        ("[[levain|a <b>]]", '<a class="term" href="glossary?t=levain">a &lt;b&gt;</a>'),
        (
            "[[levain|酵头]]",
            '<a class="term" href="glossary?t=levain"><span class="zh" lang="zh-Hans">酵头</span></a>',
        ),
        ("*[[levain|starter]]*", f"<em>{STARTER}</em>"),
        ("**[[levain|starter]]**.", f"<strong>{STARTER}</strong>."),
        ("a[[levain|starter]]b", f"a{STARTER}b"),
        ("([[levain|starter]])", f"({STARTER})"),
        ("`[[levain]]`", "<code>[[levain]]</code>"),
        (r"\[[levain]]", "[[levain]]"),
    ],
)
def test_a_glossary_link(text: str, shown: str) -> None:
    assert html(text) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[@a]", ONE),
        ("[@a] at the start of a line", f"{ONE} at the start of a line"),
        ("word [@a].", f"word {ONE}."),
        ("[@a; @b]", ONE + TWO),
        ("[@a][@b]", ONE + TWO),
        ("[@a] [@a]", f"{ONE} {ONE}"),
        ("[@a; @b] [@a]", f"{ONE}{TWO} {ONE}"),
        ("[@a, art. 12]", '<a class="cite" href="#source-1" aria-label="Source 1, art. 12">[1, art. 12]</a>'),
        (
            "[@a, p. 3; @b]",
            f'<a class="cite" href="#source-1" aria-label="Source 1, p. 3">[1, p. 3]</a>{TWO}',
        ),
        (
            '[@a, "x" & <y>]',
            '<a class="cite" href="#source-1" aria-label="Source 1, &quot;x&quot; &amp; &lt;y&gt;">'
            "[1, &quot;x&quot; &amp; &lt;y&gt;]</a>",
        ),
        ("*[@a]*", f"<em>{ONE}</em>"),
        ("`[@a]`", "<code>[@a]</code>"),
        ("mail ada@example.org", "mail ada@example.org"),
    ],
)
def test_a_citation(text: str, shown: str) -> None:
    assert html(text) == f"<p>{shown}</p>\n"


def test_sources_are_numbered_by_their_first_citation() -> None:
    context = Context(TERMS, "dough")
    render(parse("[@b] and [@a; @b]"), context)
    assert context.sources == ["b", "a"]


def test_terms_are_noted_once_in_the_order_of_their_first_use() -> None:
    context = Context(TERMS, "dough")
    render(parse("[[noodle]] [[levain]] [[noodle|again]]"), context)
    assert context.met == ["noodle", "levain"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("> [!LAW] France · 2021\n> Text.", callout("law", "Law · France · 2021", "<p>Text.</p>\n")),
        ("> [!law] France\n> Text.", callout("law", "Law · France", "<p>Text.</p>\n")),
        ("> [!NOTE]\n> Text.", callout("note", "Note", "<p>Text.</p>\n")),
        ("> [!NOTE]\n>\n> Text.", callout("note", "Note", "\n<p>Text.</p>\n")),
        ("> [!WARNING] Only a title", callout("warning", "Take care · Only a title")),
        ("> [!CASE]", callout("case", "Case")),
        ("> [!CASE] *Who* [@a]\n> Text.", callout("case", f"Case · <em>Who</em> {ONE}", "<p>Text.</p>\n")),
        ("> [!NOTE] One\n> Two\n>\n> Three", callout("note", "Note · One", "<p>Two</p>\n<p>Three</p>\n")),
        (
            "> [!NOTE] One\n>\n> - a\n> - b",
            callout("note", "Note · One", "\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ),
        ("> Said [!NOTE] late", "<blockquote>\n<p>Said [!NOTE] late</p>\n</blockquote>\n"),
        ("> plain", "<blockquote>\n<p>plain</p>\n</blockquote>\n"),
    ],
)
def test_an_alert(text: str, shown: str) -> None:
    assert html(text) == shown


def test_an_alert_inside_a_quotation_and_a_quotation_inside_an_alert() -> None:
    inner = callout("note", "Note · In", "<p>x</p>\n")
    assert html("> Out\n>\n> > [!NOTE] In\n> > x") == f"<blockquote>\n<p>Out</p>\n{inner}</blockquote>\n"
    quoted = "\n<blockquote>\n<p>In</p>\n</blockquote>\n"
    assert html("> [!NOTE] Out\n>\n> > In") == callout("note", "Note · Out", quoted)


def test_an_alert_inside_a_list() -> None:
    inner = callout("note", "Note · In", "<p>x</p>\n")
    assert html("- a\n\n  > [!NOTE] In\n  > x") == f"<ul>\n<li>\n<p>a</p>\n{inner}</li>\n</ul>\n"


@pytest.mark.parametrize("kind", ["LAW", "PRACTICE", "ASSESSMENT", "NOTE", "WARNING", "CASE"])
def test_every_kind_of_alert_has_a_name(kind: str) -> None:
    assert html(f"> [!{kind}] T\n> x") == callout(kind.lower(), f"{ALERTS[kind.lower()]} · T", "<p>x</p>\n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("> [!TIP] x", "TIP"),
        ("> [!LAW-UK] x", "LAW-UK"),
        ("> [! note ]", "NOTE"),
        ("> [!]", ""),
        ("> [!7]", "7"),
    ],
)
def test_every_alert_is_mentioned_so_that_an_unknown_one_is_told(text: str, kind: str) -> None:
    assert [(m.kind, m.name) for m in mentions(parse(text))] == [("alert", kind)]


A, B = 'class="task" data-task="ca978112ca1b"', 'class="task" data-task="3e23e8160039"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "- [ ] a\n- [x] b",
            f'<ul class="checklist">\n<li {A}>a</li>\n<li {B}>b</li>\n</ul>\n',
        ),
        ("- [ ] a\n- b", f'<ul class="checklist">\n<li {A}>a</li>\n<li>b</li>\n</ul>\n'),
        ("1. [ ] a", f'<ol class="checklist">\n<li {A}>a</li>\n</ol>\n'),
        (
            "- [ ] [[levain|starter]]",
            f'<ul class="checklist">\n<li class="task" data-task="cc763b5fd55b">{STARTER}</li>\n</ul>\n',
        ),
        (
            "- a\n  - [ ] b\n- c",
            f'<ul>\n<li>a\n<ul class="checklist">\n<li {B}>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n',
        ),
        (
            "- [ ] a\n  - b",
            f'<ul class="checklist">\n<li {A}>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n',
        ),
        ("- [x]a", "<ul>\n<li>[x]a</li>\n</ul>\n"),
        ("[ ] a", "<p>[ ] a</p>\n"),
    ],
)
def test_a_checklist(text: str, shown: str) -> None:
    assert html(text) == shown


def test_a_line_of_a_checklist_is_known_by_its_words_wherever_it_breaks() -> None:
    def tasks(text: str) -> list[str]:
        return TASK_ID.findall(html(text))

    assert tasks("- [ ] Weigh the\n  flour [@a].") == tasks("1. [x] Weigh the flour [@a].")
    assert tasks("- [ ] Weigh it.") != tasks("- [ ] Weigh it")


def test_a_table_can_be_scrolled_by_keyboard_and_holds_links_and_citations() -> None:
    assert html("| A | B |\n| - | -: |\n| [[levain\\|starter]] | 5 [@a] |") == (
        '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table class="tbl">\n'
        '<thead>\n<tr>\n<th>A</th>\n<th style="text-align:right">B</th>\n</tr>\n</thead>\n'
        f'<tbody>\n<tr>\n<td>{STARTER}</td>\n<td style="text-align:right">5 {ONE}</td>\n</tr>\n</tbody>\n'
        "</table></div>\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![A loaf](loaf.svg)", '<img src="figures/dough/loaf.svg" alt="A loaf">'),
        (
            '![A loaf](loaf.svg "Fresh 面包")',
            '<img src="figures/dough/loaf.svg" alt="A loaf"><span class="caption">Fresh '
            '<span class="zh" lang="zh-Hans">面包</span></span>',
        ),
        ("![*A* `loaf`](loaf.svg)", '<img src="figures/dough/loaf.svg" alt="A loaf">'),
        (
            '![A "loaf" & <b>](loaf.svg)',
            '<img src="figures/dough/loaf.svg" alt="A &quot;loaf&quot; &amp; &lt;b&gt;">',
        ),
        ("![x](<a b.svg>)", '<img src="figures/dough/a%20b.svg" alt="x">'),
        ("![x](面.svg)", '<img src="figures/dough/%E9%9D%A2.svg" alt="x">'),
    ],
)
def test_an_image(text: str, shown: str) -> None:
    assert html(text) == f'<p><span class="figure">{shown}</span></p>\n'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("出口", '<span class="zh" lang="zh-Hans">出口</span>'),
        ("the word出口here", 'the word<span class="zh" lang="zh-Hans">出口</span>here'),
        ("(出口)", '(<span class="zh" lang="zh-Hans">出口</span>)'),
        (
            "出口, 进口",
            '<span class="zh" lang="zh-Hans">出口</span>, <span class="zh" lang="zh-Hans">进口</span>',
        ),
        ("出口，进口。", '<span class="zh" lang="zh-Hans">出口，进口。</span>'),
        ("《出口管制法》", '<span class="zh" lang="zh-Hans">《出口管制法》</span>'),
        ("李·约翰", '<span class="zh" lang="zh-Hans">李·约翰</span>'),
        ("二〇二一", '<span class="zh" lang="zh-Hans">二〇二一</span>'),
        ("𠮷", '<span class="zh" lang="zh-Hans">𠮷</span>'),
        ("France · 2021", "France · 2021"),
        ("·", "·"),
        ("，", "，"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_hanzi_are_marked_with_their_language_and_nothing_else_is(text: str, shown: str) -> None:
    assert marked_hanzi(text) == shown
    assert html(text) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize("text", ["chūkǒu", "guānxi wǎng", "Xī’ān", "lǜshī", "ér", "Shěn Kuò"])
def test_pinyin_in_emphasis_is_marked_with_its_language(text: str) -> None:
    assert html(f"*{text}*") == f'<p><em class="pinyin" lang="zh-Latn-pinyin">{text}</em></p>\n'


@pytest.mark.parametrize("text", ["levain", "crème", "café", "pâte", "für", "Zürich", "any", "naïve"])
def test_other_words_in_emphasis_are_not_taken_for_pinyin(text: str) -> None:
    assert html(f"*{text}*") == f"<p><em>{text}</em></p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "<!-- hidden -->",
        "<a href='javascript:x'>",
        "[[levain|<script>]]",
        "[@a, <script>]",
        "> [!NOTE] <script>\n> <script>",
        "> [!<script>]\n> x",
        "## <script>",
        "| <script> |\n| - |\n| <script> |",
        "![<script>](loaf.svg '<script>')",
        "`<script>`",
        "    <script>",
        "```<script>\n<script>\n```",
    ],
)
def test_raw_html_is_escaped(text: str) -> None:
    shown = html(text)
    assert "&lt;" in shown
    for dangerous in ("<script", "<img src=x", "<b onclick", "<!--", "<a href='j"):
        assert dangerous not in shown


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "![x](javascript:alert(1))",
    ],
)
def test_a_link_that_runs_something_is_no_link(text: str) -> None:
    shown = html(text)
    assert "href" not in shown
    assert "src" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x](https://example.org/a?b=c&d)", '<p><a href="https://example.org/a?b=c&amp;d">x</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
        ("## Two", '<h2 id="at-two">Two</h2>\n'),
        ("### Three", '<h3 id="at-three">Three</h3>\n'),
        ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
        ("a  \nb", "<p>a<br />\nb</p>\n"),
        ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>\n"),
        ("~~a~~", "<p>~~a~~</p>\n"),
    ],
)
def test_what_is_common_markdown(text: str, shown: str) -> None:
    assert html(text) == shown


def test_every_name_has_the_line_on_which_it_stands() -> None:
    text = (
        "[[a]] x\ny [[b]]  \n[@c]\n\n> [!LAW] [[d]]\n> [@e]\n> [[f]]\n\n"
        "| A |\n| - |\n| [[g]] |\n\n- x\n- [[h]]\n\n## [[i]]\n\n![x](j.svg)"
    )
    found = {mention.name: mention.line + 1 for mention in mentions(parse(text))}
    assert found == {
        "a": 1,
        "b": 2,
        "c": 3,
        "LAW": 5,
        "d": 5,
        "e": 6,
        "f": 7,
        "g": 11,
        "h": 14,
        "i": 16,
        "j.svg": 18,
    }


@pytest.mark.parametrize(
    "text",
    [
        "[mail](mailto:a@b.org)",
        "a @ b",
        "a < b > c",
        "x[0] y",
        "[a] [b]",
        "5 <6",
        "a@b.org [x]",
        "<https://x.y>",
    ],
)
def test_ordinary_text_is_no_fault(text: str) -> None:
    assert [mention for mention in mentions(parse(text)) if mention.kind == "fault"] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A *chūkǒu* and 出口", "A *chūkǒu* and 出口"),
        ("**Not** `x`", "<strong>Not</strong> <code>x</code>"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("[[levain]] [@a]", "[[levain]] [@a]"),
        ("# no heading", "# no heading"),
        ("- no list", "- no list"),
        ("![x](javascript:y)", "![x](javascript:y)"),
        ("[x](https://example.org)", '<a href="https://example.org">x</a>'),
    ],
)
def test_one_line_of_text_has_emphasis_and_hanzi_only(text: str, shown: str) -> None:
    shown = shown.replace("*chūkǒu*", '<em class="pinyin" lang="zh-Latn-pinyin">chūkǒu</em>')
    shown = shown.replace("出口", '<span class="zh" lang="zh-Hans">出口</span>')
    assert inline(text) == shown


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("**Not** the *chūkǒu* of `x`", "Not the chūkǒu of x"),
        ("[link](https://example.org) & <b>", "link & <b>"),
        ("one\ntwo  \nthree", "one two three"),
        ("[[levain]] [@a]", "[[levain]] [@a]"),
        ("", ""),
    ],
)
def test_one_line_of_text_can_be_had_as_letters_only(text: str, letters: str) -> None:
    assert plain(text) == letters


def test_no_image_stands_in_one_line_of_text() -> None:
    assert "<img" not in inline("![x](loaf.svg)")
