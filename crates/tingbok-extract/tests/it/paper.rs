//! Small documents made for tests: PDF by ISO 32000-1 and DOCX by ECMA-376, no other people's files.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// Words at a place on a page: points from the left and from the top, size, text.
pub(crate) type Word<'a> = (f64, f64, f64, &'a str);

/// The letters of a simple font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Font {
    /// Helvetica by name, in Windows-1252.
    Named,
    /// A font of glyph numbers with a map to letters.
    Mapped,
    /// A font of glyph numbers without one.
    Unmapped,
}

/// A PDF with these pages, A4.
pub(crate) fn pdf(pages: &[Vec<Word<'_>>], font: Font) -> Vec<u8> {
    let contents: Vec<Vec<u8>> = pages.iter().map(|words| content(words, font)).collect();
    pdf_of(&contents, font, "")
}

/// A PDF with these streams of drawing instructions, and more entries in each page.
pub(crate) fn pdf_of(contents: &[Vec<u8>], font: Font, page_entries: &str) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let kids: Vec<String> = (0..contents.len())
        .map(|page| format!("{} 0 R", 8 + 2 * page))
        .collect();
    objects.push(b"<< /Type /Catalog /Pages 2 0 R >>".to_vec());
    let pages = format!(
        "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 595 842] >>",
        kids.len(),
        kids.join(" ")
    );
    objects.push(pages.into_bytes());
    objects.extend(font_objects(font));
    for (page, content) in contents.iter().enumerate() {
        let object = format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R {page_entries} /Resources << /Font << /F 3 0 R >> \
             /XObject << /I 7 0 R >> >> >>",
            9 + 2 * page
        );
        objects.push(object.into_bytes());
        objects.push(stream("/Filter /FlateDecode", &deflated(content)));
    }
    assemble(&objects)
}

/// Objects 3 to 7: the font with what belongs to it, and a picture of one black dot.
fn font_objects(font: Font) -> Vec<Vec<u8>> {
    let to_unicode = if font == Font::Mapped {
        "/ToUnicode 6 0 R"
    } else {
        ""
    };
    let first = match font {
        Font::Named => {
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned()
        }
        Font::Mapped | Font::Unmapped => format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] {to_unicode} >>"
        ),
    };
    let descendant = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>";
    let descriptor = "<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 \
         /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>";
    // Glyph n is the letter of Unicode n - 1: so nobody can take the numbers for letters.
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def \
         1 begincodespacerange <0000> <FFFF> endcodespacerange \
         2 beginbfrange <0021> <2FFF> <0020> <FB01> <FB07> <FB00> endbfrange endcmap end end";
    let picture =
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    vec![
        first.into_bytes(),
        descendant.as_bytes().to_vec(),
        descriptor.as_bytes().to_vec(),
        stream("", map.as_bytes()),
        stream(picture, b"\0"),
    ]
}

/// The instructions that set words.
pub(crate) fn content(words: &[Word<'_>], font: Font) -> Vec<u8> {
    let mut content = String::from("BT\n");
    for (left, top, size, text) in words {
        let y = 842.0 - top;
        writeln!(
            content,
            "/F {size} Tf 1 0 0 1 {left} {y} Tm <{}> Tj",
            shown(text, font)
        )
        .unwrap();
    }
    content.push_str("ET\n");
    content.into_bytes()
}

fn shown(text: &str, font: Font) -> String {
    let codes: Vec<u8> = match font {
        Font::Named => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        Font::Mapped | Font::Unmapped => text
            .chars()
            .flat_map(|c| (u16::try_from(u32::from(c)).unwrap() + 1).to_be_bytes())
            .collect(),
    };
    codes.iter().fold(String::new(), |mut hex, code| {
        write!(hex, "{code:02x}").unwrap();
        hex
    })
}

/// A stream object.
pub(crate) fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    object.extend_from_slice(bytes);
    object.extend_from_slice(b"\nendstream");
    object
}

/// Objects from 1 on as a file with its table.
pub(crate) fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        writeln!(end, "{place:010} 00000 n ").unwrap();
    }
    write!(
        end,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    file.extend(end.into_bytes());
    file
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 9)
}

/// A DOCX whose body is this XML, with other parts by their names.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let all = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("word/document.xml", document.as_str()),
    ];
    let parts: Vec<(&str, &[u8])> = all
        .iter()
        .chain(parts)
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zipped(&parts)
}

/// A zip of these files.
pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A part of `WordprocessingML` with this root.
pub(crate) fn part(root: &str, inner: &str) -> String {
    format!("{HEAD}<w:{root} {SPACES}>{inner}</w:{root}>")
}

/// A paragraph of plain text; `\t` is a tab.
pub(crate) fn paragraph(text: &str) -> String {
    styled("", text)
}

/// A paragraph with properties.
pub(crate) fn styled(properties: &str, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let runs = text.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{runs}</w:t></w:r></w:p>")
}

/// A table of plain cells.
pub(crate) fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
     xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
     xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\"";
