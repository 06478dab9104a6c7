//! Truncated, altered and hostile files: text or an error, never a panic, and never without end.
//!
//! The reader of PDF is not ours. The command line runs it in a process of its own; these tests run it here, so that
//! a release of it that panics is seen.

use std::panic::catch_unwind;

use tingbok_extract::{ExtractError, Limits};

use crate::paper::{Font, assemble, deflated, docx, paragraph, pdf, pdf_of, stream, styled, table, zipped};
use crate::refused;

/// Numbers that only look random: Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below).unwrap()).unwrap()
    }
}

fn files() -> [Vec<u8>; 4] {
    let words = vec![
        (70.0, 100.0, 11.0, "Ledamot"),
        (350.0, 100.0, 11.0, "Ja"),
        (70.0, 113.0, 11.0, "Åsa Öberg"),
    ];
    let numbering = crate::paper::part("numbering", "<w:num w:numId=\"1\"/>");
    let body = [
        styled("<w:numPr><w:numId w:val=\"1\"/></w:numPr>", "Planen"),
        table(&[&["Ledamot", "Ja"], &["Åsa", "X"]]),
    ];
    [
        pdf(&[words.clone(), words.clone()], Font::Named),
        pdf(&[words], Font::Mapped),
        docx(&body.concat(), &[("word/numbering.xml", &numbering)]),
        "§ 57 Åsa Öberg – ja\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ]
}

/// Whether it was read; a panic says which bytes made it.
fn survives(bytes: &[u8]) -> bool {
    let read = catch_unwind(|| tingbok_extract::extract(bytes, &Limits::default()).is_ok());
    read.unwrap_or_else(|_| panic!("{:?}", String::from_utf8_lossy(bytes)))
}

#[test]
fn files_cut_anywhere_are_refused() {
    for (number, file) in files().into_iter().enumerate() {
        assert!(survives(&file));
        for length in 0..file.len() {
            let is_read = survives(&file[..length]);
            // A few bytes may be the beginning of anything, and the first of UTF-16 is a `§` in Windows-1252. A PDF is whole but for its last line end; UTF-16 shows
            // only half a character, and lines that are missing at the end of a text cannot be seen.
            let may = match number {
                0 | 1 => length < 5 || length == file.len() - 1,
                2 => length < 4,
                _ => length == 1 || length.is_multiple_of(2),
            };
            assert!(!is_read || may, "file {number} cut to {length} bytes is read");
        }
    }
}

#[test]
fn altered_files_are_read_or_refused() {
    let mut dice = Dice(57);
    for file in files() {
        for _ in 0..600 {
            let mut altered = file.clone();
            for _ in 0..=dice.roll(8) {
                let place = dice.roll(altered.len());
                altered[place] = match dice.roll(4) {
                    0 => 0,
                    1 => 0xff,
                    2 => b'0' + u8::try_from(dice.roll(10)).unwrap(),
                    _ => altered[place] ^ (1 << dice.roll(8)),
                };
            }
            survives(&altered);
        }
    }
}

#[test]
fn instructions_of_a_page_may_be_nonsense() {
    let mut dice = Dice(194);
    let words = [
        "BT", "ET", "Tj", "Tf", "/F", "Do", "/I", "q", "Q", "cm", "[", "]", "(", ")", "<<", ">>", "TJ",
        "1e38",
    ];
    let numbers = ["-1", "0", "1", "99999999999", "0.00001", "842"];
    for _ in 0..300 {
        let mut page = String::new();
        for _ in 0..60 {
            let all = if dice.roll(2) == 0 {
                &words[..]
            } else {
                &numbers[..]
            };
            page.push_str(all[dice.roll(all.len())]);
            page.push(' ');
        }
        survives(&pdf_of(&[page.into_bytes()], Font::Named, ""));
    }
}

#[test]
fn a_bomb_in_a_zip_is_not_unpacked() {
    let bomb = vec![b' '; 80 << 20];
    let file = zipped(&[("word/document.xml", &bomb)]);
    assert!(file.len() < 1 << 20);
    let said = refused(&file).to_string();
    assert!(said.contains("in its part `word/document.xml`"), "{said}");
    let bomb = vec![b' '; 3 << 20];
    let said = refused(&docx(
        "",
        &[("word/styles.xml", &String::from_utf8(bomb).unwrap())],
    ))
    .to_string();
    assert!(
        said.contains("in its part `word/styles.xml`, compressed to"),
        "{said}"
    );
}

#[test]
fn too_many_entries_or_levels_are_refused() {
    let names: Vec<String> = (0..5000).map(|number| format!("word/{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(refused(&zipped(&parts)).to_string().contains("5000 entries"));
    let deep = format!(
        "{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(5000),
        "</w:tc></w:tr></w:tbl>".repeat(5000)
    );
    assert!(
        refused(&docx(&deep, &[]))
            .to_string()
            .contains("levels of nested elements")
    );
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    let file = zipped(&[("word/document.xml", bomb.as_bytes())]);
    assert!(refused(&file).to_string().contains("declares a document type"));
    assert!(
        refused(&docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", &[]))
            .to_string()
            .contains("entity `b`")
    );
}

#[test]
fn wide_tables_and_lines_stay_within_limits() {
    let cells = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr></w:tc>".repeat(1000);
    let wide = format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>{}", paragraph("slut"));
    assert!(survives(&docx(&wide, &[])));
    let mut dice = Dice(5);
    let long: String = (0..10 << 20)
        .map(|_| char::from(b'a' + u8::try_from(dice.roll(26)).unwrap()))
        .collect();
    assert!(survives(&docx(&paragraph(&long), &[])));
    assert_eq!(
        refused(&vec![b'a'; 17 << 20]),
        ExtractError::Limit {
            what: "bytes of text".to_owned(),
            found: 17 << 20,
            max: 16 << 20
        }
    );
}

#[test]
fn pages_and_forms_in_circles_come_to_an_end() {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /I 4 0 R >> >> >>";
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I 4 0 R >> >>",
        b"/I Do /I Do",
    );
    let tree = "<< /Type /Pages /Count 99999999 /Kids [3 0 R 2 0 R] /MediaBox [0 0 595 842] >>";
    let file = assemble(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        tree.as_bytes().to_vec(),
        page.as_bytes().to_vec(),
        stream("", b"q"),
    ]);
    survives(&file);
    let file = assemble(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>".to_vec(),
        page.replace("/I 4 0 R", "/J 5 0 R").into_bytes(),
        form,
    ]);
    let _ = (survives(&file), deflated(b""));
}
