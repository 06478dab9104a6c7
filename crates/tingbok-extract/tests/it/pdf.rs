//! PDF: letters, columns, pages, and what is refused.

use tingbok_extract::{ExtractError, Form, Limits};

use crate::paper::{Font, Word, content, pdf, pdf_of};
use crate::{read, refused, remarks};

/// A voting list as Word and LibreOffice set it: the marks in the middle of their columns.
const LIST: &[Word<'_>] = &[
    (70.0, 100.0, 11.0, "Ledamot"),
    (350.0, 100.0, 11.0, "Ja"),
    (400.0, 100.0, 11.0, "Nej"),
    (450.0, 100.0, 11.0, "Avstår"),
    (70.0, 114.0, 11.0, "Åsa Öberg (S), ordförande"),
    (405.5, 114.0, 11.0, "X"),
    (70.0, 128.0, 11.0, "Rut Ek (M)"),
    (351.5, 128.0, 11.0, "X"),
    (70.0, 142.0, 11.0, "Ib Lo (V), tjänstgörande ersättare"),
    (463.0, 142.0, 11.0, "X"),
];

/// For each line with an X, the word of the first line that it stands under.
fn columns(text: &str) -> Vec<&str> {
    let head = text.lines().next().unwrap();
    let under = |line: &str| {
        let at = line.chars().position(|c| c == 'X')?;
        ["Ja", "Nej", "Avstår"].into_iter().find(|word| {
            let start = head.split(word).next().unwrap().chars().count();
            (start..start + word.chars().count()).contains(&at)
        })
    };
    text.lines().skip(1).filter_map(under).collect()
}

#[test]
fn marks_stand_under_their_columns_in_every_font() {
    for font in [Font::Named, Font::Mapped] {
        let extracted = read(&pdf(&[LIST.to_vec()], font));
        assert_eq!(
            columns(&extracted.text),
            ["Nej", "Ja", "Avstår"],
            "{}",
            extracted.text
        );
        assert!(
            extracted.text.contains("\nÅsa Öberg (S), ordförande  "),
            "{}",
            extracted.text
        );
        assert_eq!(extracted.form, Form::Pdf { pages: 1 });
        assert_eq!(remarks(&extracted), [""; 0]);
    }
}

#[test]
fn lines_paragraphs_and_pages_are_kept() {
    let first = vec![
        (70.0, 100.0, 11.0, "Beslut"),
        (70.0, 124.0, 11.0, "Nämnden beslutar att anta planen, och"),
        (70.0, 137.0, 11.0, "att uppdra åt direktören"),
    ];
    let second = vec![
        // Out of order, and one line in two pieces that touch.
        (70.0, 113.0, 11.0, "den 3 mars."),
        (70.0, 100.0, 11.0, "att åter"),
        (104.24, 100.0, 11.0, "komma"),
    ];
    let extracted = read(&pdf(&[first, second], Font::Named));
    assert_eq!(
        extracted.text,
        "Beslut\n\nNämnden beslutar att anta planen, och\natt uppdra åt direktören\n\u{c}\natt återkomma\nden 3 mars.\n"
    );
}

#[test]
fn letters_in_parts_become_whole() {
    let words = vec![
        (70.0, 100.0, 10.0, "Ra\u{30a}det a\u{308}r o\u{fb03}ciellt"),
        // An accent that is drawn over its letter, as old TeX does.
        (70.0, 120.0, 10.0, "o"),
        (70.0, 120.0, 10.0, "\u{a8}"),
        (75.0, 120.0, 10.0, "ver"),
    ];
    let extracted = read(&pdf(&[words], Font::Mapped));
    assert_eq!(extracted.text, "Rådet är officiellt\növer\n");
}

#[test]
fn bold_that_is_drawn_twice_is_read_once() {
    let words = vec![(70.0, 100.0, 10.0, "Beslut"), (70.3, 100.0, 10.0, "Beslut")];
    assert_eq!(read(&pdf(&[words], Font::Mapped)).text, "Beslut\n");
}

#[test]
fn what_nobody_reads_is_left_out_and_told() {
    let mut page = content(&[(70.0, 100.0, 10.0, "Paragraf 57")], Font::Named);
    page.extend(b"BT /F 10 Tf 0 1 -1 0 20 300 Tm (stamp) Tj ET\n");
    page.extend(b"BT /F 10 Tf 1 0 0 1 900 300 Tm (off) Tj ET\n");
    let extracted = read(&pdf_of(&[page], Font::Named, ""));
    assert_eq!(extracted.text, "Paragraf 57\n");
    assert_eq!(
        remarks(&extracted),
        [
            "5 glyphs of text set at an angle are left out",
            "3 glyphs outside of the pages are left out"
        ]
    );
}

#[test]
fn a_page_on_its_side_is_read_as_it_is_turned() {
    let page = b"BT /F 10 Tf 0 1 -1 0 100 70 Tm (Ledamot) Tj 0 1 -1 0 114 70 Tm (Rut Ek) Tj ET".to_vec();
    for entries in ["", "/Rotate 90", "/Rotate 180", "/Rotate 270"] {
        let extracted = read(&pdf_of(std::slice::from_ref(&page), Font::Named, entries));
        assert_eq!(extracted.text, "Ledamot\nRut Ek\n", "{entries}");
    }
}

const PICTURE: &[u8] = b"q 595 0 0 842 0 0 cm /I Do Q\n";

#[test]
fn a_scan_is_refused_and_told_what_to_do() {
    let bare = pdf_of(&[PICTURE.to_vec(), PICTURE.to_vec()], Font::Named, "");
    assert_eq!(
        refused(&bare).to_string(),
        "a scan without text: its 2 pages hold pictures and no letters; run OCR on it first"
    );
    // A stamp that was printed on a scan does not make it text.
    let mut stamped = PICTURE.to_vec();
    stamped.extend(content(&[(70.0, 30.0, 8.0, "Dnr 2026-118")], Font::Named));
    assert!(matches!(
        refused(&pdf_of(&[stamped], Font::Named, "")),
        ExtractError::Scan { pages: 1 }
    ));
    let text = content(&[(70.0, 30.0, 8.0, "Protokoll")], Font::Named);
    let mixed = read(&pdf_of(&[text, PICTURE.to_vec()], Font::Named, ""));
    assert_eq!(remarks(&mixed), ["pages that are pictures without text: 2"]);
    assert_eq!(refused(&pdf(&[vec![]], Font::Named)), ExtractError::NoText);
}

#[test]
fn text_behind_a_scan_is_read() {
    let mut page = PICTURE.to_vec();
    let line = "Regionstyrelsen beslutar enligt förslaget från ordföranden.";
    let words: Vec<_> = [100.0, 113.0, 126.0].map(|top| (70.0, top, 11.0, line)).to_vec();
    page.extend(b"3 Tr\n");
    page.extend(content(&words, Font::Named));
    let extracted = read(&pdf_of(&[page], Font::Named, ""));
    assert_eq!(extracted.text, format!("{line}\n{line}\n{line}\n"));
}

#[test]
fn glyphs_without_letters_are_refused() {
    let error = refused(&pdf(&[LIST.to_vec()], Font::Unmapped)).to_string();
    assert!(error.starts_with("of 90 glyphs 90 cannot be told"), "{error}");
}

#[test]
fn limits_are_named() {
    let file = pdf(&vec![LIST.to_vec(); 3], Font::Named);
    let said = |limits: &Limits| tingbok_extract::extract(&file, limits).unwrap_err().to_string();
    let usual = Limits::default;
    assert_eq!(
        said(&Limits { pages: 2, ..usual() }),
        "the document has 3 pages; at most 2 are read"
    );
    assert!(
        said(&Limits {
            page_glyphs: 50,
            ..usual()
        })
        .ends_with("glyphs on a page; at most 50 are read")
    );
    assert!(
        said(&Limits {
            objects: 5,
            ..usual()
        })
        .contains("objects; at most 5")
    );
    assert!(
        said(&Limits {
            text_bytes: 100,
            ..usual()
        })
        .contains("bytes of text; at most 100")
    );
    assert!(
        said(&Limits {
            file_bytes: 100,
            ..usual()
        })
        .contains("bytes; at most 100")
    );
}

#[test]
fn a_wide_page_does_not_make_endless_lines() {
    let words = vec![(1.0, 100.0, 1.0, "i"), (590.0, 100.0, 1.0, "i")];
    let text = read(&pdf(&[words], Font::Named)).text;
    assert!(text.len() < 600, "{}", text.len());
}
