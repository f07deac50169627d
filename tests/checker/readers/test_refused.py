"""Files that cannot be read get a sentence that says what to do: broken, hostile, encrypted, of other formats."""

import io
import struct
import zipfile

import msoffcrypto
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from tests.checker.readers.files import odt, p, pdf, word, zipped
from tochuc.checker.readers import Unreadable, read_bytes
from tochuc.checker.readers.archive import LARGEST_PART, MOST_PARTS

SOUND = word(p("Kết nạp 05 đảng viên."))
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def refusal(content: bytes, name: str = "a.docx") -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(content, name)
    say = refused.value.say
    assert str(refused.value) == say.vi
    assert say.vi.endswith(".")
    assert say.en.endswith(".")
    return say.vi


def with_part(name: str, content: str | bytes) -> bytes:
    """The sound file with one part replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"\xef\xbb\xbf \r\n", "rỗng"),
        (b"{\\rtf1\\ansi Ban", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ảnh"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh"),
        (b"Rar!\x1a\x07\x00", "tệp nén"),
        (b"<!DOCTYPE html><html>", "trang web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "Office cũ"),
        (b"%PDF-1.7\nbroken", "hỏng"),
        (bytes(range(256)) * 9, "không phải là văn bản"),
        ("Ban".encode("utf-16") + b"\x00\xd8", "không phải là văn bản"),
        (zipped({"xl/workbook.xml": "<a/>"}), "bảng tính"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "trình chiếu"),
        (zipped({"anh.txt": "a"}), "tệp nén"),
        (zipped({"word/styles.xml": "<a/>"}), "hỏng"),
        (odt("", manifest="<manifest><encryption-data/></manifest>"), "mật khẩu"),
    ],
)
def test_what_is_no_document_of_ours(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_an_encrypted_word_file() -> None:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(SOUND)).encrypt("mat-khau", stream)
    assert msoffcrypto.OfficeFile(io.BytesIO(stream.getvalue())).is_encrypted()
    assert "bỏ mật khẩu" in refusal(stream.getvalue())


def test_a_zip_whose_parts_are_encrypted() -> None:
    content = bytearray(SOUND)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        content[start + at : start + at + 2] = struct.pack("<H", 1)
    assert "mật khẩu" in refusal(bytes(content))


def test_zip_bombs() -> None:
    assert "giải nén" in refusal(with_part("word/document.xml", DOCUMENT.format(" " * (20 << 20))))
    assert "phần" in refusal(zipped({f"word/{number}.xml": "" for number in range(MOST_PARTS + 1)}))
    assert LARGEST_PART < 1 << 28


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
        '<!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_resolved(declared: str, encoding: str) -> None:
    xml = f"<!DOCTYPE w [{declared}]>" + DOCUMENT.format(p("&c;"))
    assert "DTD" in refusal(with_part("word/document.xml", xml.encode(encoding))) or declared.startswith(
        "<!ENTITY %"
    )


def test_a_document_nested_without_end() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + p("a") + "</w:tc></w:tr></w:tbl>" * 2000
    assert "hỏng" in refusal(word(deep))


def test_tables_nested_as_deep_as_xml_may_be() -> None:
    depth = 60
    bordered = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    row = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    nested = (
        f"<w:tbl>{bordered}{row}<w:tr><w:tc>" * depth
        + p("trong cùng")
        + f"</w:tc></w:tr>{row}</w:tbl>" * depth
    )
    found = read_bytes(word(nested), "a.docx")
    assert len(found.tables) == depth
    assert "trong cùng" in [block.text for block in found.blocks]


def test_a_table_that_claims_to_be_endless() -> None:
    repeated = 'table:number-columns-repeated="999999" table:number-rows-spanned="999999"'
    row = f'<table:table-row table:number-rows-repeated="999999"><table:table-cell {repeated}/></table:table-row>'
    found = read_bytes(odt(f"<table:table>{row * 40}</table:table>"), "a.odt")
    assert len(found.blocks) < 500_000


def test_a_pdf_without_a_text_layer() -> None:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(200, 200)
    stream = io.BytesIO()
    pdf.save(stream)
    assert "chỉ có ảnh" in refusal(stream.getvalue(), "a.pdf")


@settings(max_examples=60)
@given(at=st.integers(0, len(SOUND) - 1), length=st.integers(0, 40), byte=st.integers(0, 255))
def test_a_damaged_word_file_is_read_or_refused(at: int, length: int, byte: int) -> None:
    for content in (SOUND[:at], SOUND[:at] + bytes([byte]) * length + SOUND[at + length :]):
        try:
            found = read_bytes(content, "a.docx")
        except Unreadable:
            continue
        assert found.name == "a.docx"


def test_an_encrypted_pdf() -> None:
    keys = f"/O <{'00' * 32}> /U <{'11' * 32}> /ID [<00> <00>]"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >> /ID [<00> <00>]"
    assert read_bytes(pdf("Ban To chuc"), "a.pdf").blocks[0].text == "Ban To chuc"
    assert "mật khẩu" in refusal(pdf("Ban To chuc", trailer=locked), "a.pdf")


def test_a_text_may_speak_of_pdf() -> None:
    assert read_bytes(b"Tep %PDF-1.7 la gi?", "a.txt").blocks[0].text == "Tep %PDF-1.7 la gi?"


@settings(max_examples=60)
@given(at=st.integers(0, 900), replaced=st.binary(max_size=30))
def test_a_damaged_pdf_is_read_or_refused(at: int, replaced: bytes) -> None:
    sound = pdf("Ban To chuc 05", "12/12/2023")
    content = sound[:at] + replaced + sound[at + len(replaced) :]
    try:
        found = read_bytes(content, "a.pdf")
    except Unreadable:
        return
    assert found.name == "a.pdf"
