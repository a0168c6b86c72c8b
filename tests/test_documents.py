"""Writers: each kind of block is written in every format and read back (HTML, Word, PDF, Markdown, terminal)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from made import record_console
from reading import READERS, misplaced, texts, words

from lovande_cli.assessment.scoring import STATUSES
from lovande_cli.documents import WRITERS, write_document
from lovande_cli.documents.blocks import (
    Article,
    Badge,
    Blank,
    Block,
    Card,
    Cards,
    Chain,
    Contents,
    Document,
    Fact,
    Facts,
    Head,
    Heading,
    Item,
    Items,
    Link,
    Note,
    PageBreak,
    Paragraph,
    QuestionBlock,
    SearchBox,
    Share,
    Table,
    Tile,
    TileColumn,
    Tiles,
    line,
    link,
    plain,
    quiet,
    replace,
    strong,
)
from lovande_cli.documents.writers.terminal import cell_len, write_terminal
from lovande_cli.documents.writers.word import TILE_GAP, TILE_HEIGHT

SIGNS = dict(zip(STATUSES, "●◐○?–", strict=True))
BADGES = [Badge(status=status, symbol=symbol, word=f"word for {status}") for status, symbol in SIGNS.items()]

SPECIMEN = Document(
    title="1. A document * with every block",
    language="sv",
    kicker="Kicker",
    footer="Footer",
    summary="What it is about",
    blocks=(
        Facts(facts=(Fact(label="Label", text="14. november & <tag>"), Fact(label="Two lines", text="one\ntwo"))),
        Note(title="Large", text=("Summary of it.", line("With ", strong("strong"), quiet(" and quiet"))), style="summary"),
        Note(text=("In a frame.",), style="frame"),
        Note(title="Advice", text=("Shaded.",)),
        Contents(title="Contents"),
        Heading(text="First heading", anchor="first"),
        Paragraph(text=line("A paragraph with ", link("a link", "https://example.org/a_b"), " and ", link("home", "#first"))),
        Paragraph(text="Led in.", style="lead", with_next=True),
        Paragraph(text="Quiet.", style="quiet"),
        Paragraph(text=line("Nowhere: ", link("dead", "#nowhere"), link("bad", "javascript:alert(1)"))),
        Items(items=(Item(text="Bullet", details=("Detail of it",)), Item(text="- 2 * 3"))),
        Items(items=(Item(text="Step"), Item(text=line(strong("Step two")), details=(line(quiet("Who")),))), ordered=True),
        Items(items=(Item(text="Again from one"),), ordered=True),
        Tiles(
            title="Picture",
            columns=(
                TileColumn(title="Column A", tiles=tuple(Tile(number=str(n), name="Tile", badge=b) for n, b in enumerate(BADGES))),
                TileColumn(title="Column B", tiles=(Tile(number="9", name="Lonely tile", badge=BADGES[0]),)),
            ),
        ),
        Table(
            caption="Table",
            heads=(Head(text="Nr", width=0.3, numeric=True), Head(text="Name"), Head(text="State", minor=True)),
            rows=(("1", "Row | pipe", BADGES[1]),),
            name_column=1,
        ),
        Table(
            caption="Grid",
            heads=(Head(text="Row", width=4), *(Head(text=f"Upright {b.symbol}", upright=True, rule=True) for b in BADGES)),
            rows=(("Grid row", *BADGES),),
            grid=True,
        ),
        PageBreak(),
        Heading(text="With a status", level=2, anchor="second", badge=BADGES[3]),
        Heading(text="Third level", level=3),
        QuestionBlock(number="1.1", ask="Answered?", marks=("mark",), answer="Yes", remarks=(Fact(label="Note", text="Why"),)),
        QuestionBlock(
            number="1.2",
            ask="To fill in?",
            hint="Yes if so.",
            blanks=(Blank(choices=("one", "two")), Blank(choices=("long one", "long two"), columns=True), Blank(label="Why")),
        ),
        Blank(label="Name"),
        Chain(links=(Link(title="First link", lines=("line",)), Link(title="Second link", lines=("line", "another")))),
        SearchBox(label="Search", filters={"place": "Place"}, any_word="all", found="{count} of {all}", none="none"),
        Article(blocks=(Heading(text="Entry A", anchor="a"), Paragraph(text="In it.")), keys={"place": ("North",)}),
        Article(blocks=(Heading(text="Entry B", anchor="b"),), keys={"place": ("South", "North")}),
        Cards(cards=(Card(front_label="Front", front_title="Card", front_text="Text", back=(Fact(label="Back", text="Ask"),)), Card())),
    ),
)  # fmt: skip
"""A document with every kind of block, and what is hard in each."""


def test_the_specimen_has_every_kind_of_block() -> None:
    """A new kind of block is tested in every format as soon as it is here: a writer without it fails on the specimen."""

    def kinds(blocks: tuple[Block, ...]) -> set[type]:
        return {kind for b in blocks for kind in (type(b), *(kinds(b.blocks) if isinstance(b, Article) else ()))}

    assert kinds(SPECIMEN.blocks) == set(get_args(Block))


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_text_is_shown(suffix: str) -> None:
    """Every text of every block stands in its place; what only serves a search on a page stands on the page alone."""
    kept = [b for b in SPECIMEN.blocks if not isinstance(b, SearchBox)]
    if suffix in (".docx", ".pdf"):  # a grid on paper has the signs alone; in PDF the word is what a sign is read as
        kept = [b for b in kept if not (isinstance(b, Table) and b.grid)]
    shown = replace(SPECIMEN, blocks=tuple(kept))
    assert misplaced(shown, READERS[suffix](write_document(SPECIMEN, suffix))) == []


@pytest.mark.parametrize("width", [120, 80, 60, 40, 24])
def test_every_text_is_shown_on_a_screen(width: int) -> None:
    """Every text of every block that a terminal can show stands there, endless words too, in lines that fit."""
    long = replace(SPECIMEN, blocks=(*SPECIMEN.blocks, Paragraph(text="långt" * 60), *tables_to_list("ord" * 40)))
    console = record_console(width)
    write_terminal(long, console)
    shown = console.file.getvalue()
    unseen = (SearchBox, PageBreak, Contents, Chain, Tiles, Cards)  # nothing, or in an order of their own
    texts_there = [text for block in long.blocks if not isinstance(block, unseen) for text in block_texts(block)]
    assert [text for text in texts_there if words(text) not in words(shown)] == []
    assert max(map(cell_len, shown.splitlines())) <= width


def tables_to_list(word: str) -> list[Block]:
    """A table that has a row over others, a share, shortened heads, and a word that no column can hold."""
    heads = (
        Head(text="number", numeric=True),
        Head(text="name"),
        Head(text="a long head", short="h"),
        Head(text="share"),
    )
    share = (Share(text="0.5–1", low=0.5, high=1.0, look="unclear"),)
    rows = (("over the rows",), ("1", word, BADGES[0], share), ("2", "short", BADGES[1], "–"))
    return [Table(caption="", heads=heads, rows=rows, name_column=1)]


def block_texts(block: Block) -> list[str]:
    """The texts of a block, a table's cells alone: its heads may be shortened, and a grid's words are its signs."""
    if isinstance(block, Table):
        return [plain(cell) for row in block.rows for cell in row if not isinstance(cell, Badge) and plain(cell) != "–"]
    return list(texts(block))


def test_markdown_is_as_expected(golden: Callable[[str, str], None]) -> None:
    """Every block as Markdown, letter for letter: people read it as it stands."""
    golden("document.md", write_document(SPECIMEN, ".md").decode("utf-8"))


def test_dead_and_dangerous_links_are_text() -> None:
    """A link to a heading that is not there, or to anything but the web, is no link in any format."""
    page = write_document(SPECIMEN, ".html").decode("utf-8")
    assert set(re.findall(r'href="([^"]*)"', page)) == {
        "#main",
        "#first",
        "#a",
        "#b",
        "https://example.org/a_b",
    }
    assert b"javascript" not in write_document(SPECIMEN, ".docx")
    assert b"javascript" not in write_document(SPECIMEN, ".pdf")
    assert "](<javascript" not in write_document(SPECIMEN, ".md").decode("utf-8")


@pytest.mark.parametrize("suffix", WRITERS)
def test_odd_signs_anywhere_are_no_trouble(suffix: str) -> None:
    """Emoji, control characters, right-to-left marks, no-width joiners and very long words can stand in any text (C11, C5)."""
    odd = "👩‍👩‍👧 \x00\x1b[31m \u202e \ud800 " + "\u200d" * 50_000 + "x" * 3_000
    names = tuple(Tile(number="1", name=odd, badge=badge) for badge in BADGES)
    document = Document(
        title=odd,
        language="da",
        footer=odd,
        blocks=(
            Heading(text=odd, anchor="odd"),
            Paragraph(text=odd),
            Tiles(title=odd, columns=(TileColumn(title=odd, tiles=names),)),
            Table(caption=odd, heads=(Head(text=odd),), rows=((odd,),)),
            QuestionBlock(number="1", ask=odd, answer=odd),
        ),
    )
    read = READERS[suffix](write_document(document, suffix))
    assert "xxx" in read
    assert not re.search("[\x00\x1b\u202e\ud800]", read)


@pytest.mark.parametrize("landscape", [False, True])
def test_tables_in_word_fill_the_page_in_their_shares(landscape: bool, tmp_path: Path) -> None:
    """Every table is as wide as the text, its columns by their heads' widths; upright heads, cards and boxes their height."""
    import docx

    file = tmp_path / "widths.docx"
    file.write_bytes(write_document(replace(SPECIMEN, landscape=landscape), ".docx"))
    word = docx.Document(str(file))
    section = word.sections[0]
    text_width = (section.page_width - section.left_margin - section.right_margin) / 36_000
    wide = {round(sum(column.width for column in table.columns) / 36_000) for table in word.tables}
    assert wide == {round(text_width)}
    by_head = {table.cell(0, 0).text: table for table in word.tables}
    numbered = [column.width / 36_000 for column in by_head["Nr"].columns]
    assert numbered == pytest.approx([text_width * share / 2.3 for share in (0.3, 1, 1)], abs=0.1)
    assert [cell.width for cell in by_head["Nr"].rows[1].cells] == [column.width for column in by_head["Nr"].columns]
    assert round(by_head["Row"].rows[0].height.mm) == 45
    heights = {round(row.height.mm) for table in word.tables for row in table.rows if row.height}
    assert heights == {45, 127, TILE_GAP, TILE_HEIGHT}


def test_landscape_and_compact_pages(tmp_path: Path) -> None:
    """A wide document turns the page in PDF and Word; a compact one is black."""
    import docx

    wide = replace(SPECIMEN, landscape=True)
    file = tmp_path / "wide.docx"
    file.write_bytes(write_document(wide, ".docx"))
    section = docx.Document(str(file)).sections[0]
    assert section.page_width.mm > section.page_height.mm
    assert b"841.8" in write_document(wide, ".pdf")
    small = docx.Document(str(file)).styles["Heading 1"].font.color.rgb
    file.write_bytes(write_document(replace(SPECIMEN, compact=True), ".docx"))
    assert str(docx.Document(str(file)).styles["Heading 1"].font.color.rgb) == "000000" != str(small)


def test_a_word_file_is_ours_and_of_today(tmp_path: Path) -> None:
    """Nothing of python-docx's template is left: no other program's name, no picture of it, no Compatibility Mode."""
    (tmp_path / "d.docx").write_bytes(write_document(SPECIMEN, ".docx"))
    with zipfile.ZipFile(tmp_path / "d.docx") as opened:
        inside = {name: opened.read(name) for name in opened.namelist()}
    assert [name for name in inside if "thumbnail" in name] == []
    assert b"<Application>lovande</Application>" in inside["docProps/app.xml"]
    assert not any(b"Macintosh" in content for content in inside.values())
    assert (
        b'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in inside["word/settings.xml"]
    )


@pytest.mark.parametrize(("language", "told"), [("sv", "I Word och på webbsidan"), ("da", "ses i Word og på websiden")])
def test_a_sign_that_no_font_has_is_boxed_and_explained(language: str, told: str) -> None:
    """A PDF says what its boxes stand for and where the sign can be read; one without boxes says nothing of them."""
    for text, is_told in (("Bra \U0010fffd!", True), ("Bra!", False)):
        document = Document(title="Titel", language=language, blocks=(Paragraph(text=text),))
        assert (told in " ".join(READERS[".pdf"](write_document(document, ".pdf")).split())) == is_told
