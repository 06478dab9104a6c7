//! Documents into ballots: a protocol as PDF, as DOCX and in old encodings, through the program to drafts.

use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::office::{Office, Ran, case, run};
use crate::paper::{self, Font, Word};

/// The example's paragraph, before and in its voting list.
fn example() -> (String, Vec<[String; 4]>) {
    let text = std::fs::read_to_string(case("example/paragraf.txt")).unwrap();
    let (before, list) = text.split_once("Ledamot   ").unwrap();
    let list = format!("Ledamot   {list}");
    let head = list.lines().next().unwrap();
    let starts: Vec<usize> = ["Ja", "Nej", "Avstår"]
        .iter()
        .map(|word| head.split(word).next().unwrap().chars().count())
        .collect();
    let row = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        let part = |from: usize, to: usize| {
            let to = to.min(chars.len());
            chars
                .get(from..to)
                .unwrap_or_default()
                .iter()
                .collect::<String>()
                .trim()
                .to_owned()
        };
        [
            part(0, starts[0]),
            part(starts[0], starts[1]),
            part(starts[1], starts[2]),
            part(starts[2], usize::MAX),
        ]
    };
    (before.to_owned(), list.lines().map(row).collect())
}

/// The example as a program for minutes would print it: cells set in the middle of their columns.
fn as_pdf(before: &str, rows: &[[String; 4]]) -> Vec<u8> {
    let mut pages: Vec<Vec<Word<'_>>> = vec![Vec::new()];
    let mut top = 60.0;
    for line in before.lines() {
        if top > 760.0 {
            pages.push(Vec::new());
            top = 60.0;
        }
        if !line.trim().is_empty() {
            pages.last_mut().unwrap().push((60.0, top, 9.0, line.trim_end()));
        }
        top += 12.0;
    }
    pages.push(Vec::new());
    top = 60.0;
    for row in rows {
        let page = pages.last_mut().unwrap();
        page.push((60.0, top, 9.0, &row[0]));
        for (cell, middle) in row[1..].iter().zip([330.0, 390.0, 450.0]) {
            let width = 4.6 * f64::from(u32::try_from(cell.chars().count()).unwrap());
            if !cell.is_empty() {
                page.push((middle - width / 2.0, top, 9.0, cell));
            }
        }
        top += 16.0;
    }
    paper::pdf(&pages, Font::Named)
}

fn as_docx(before: &str, rows: &[[String; 4]]) -> Vec<u8> {
    let paragraphs: String = before
        .lines()
        .map(|line| paper::paragraph(line.trim_end()))
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    paper::docx(&(paragraphs + &paper::table(&rows)), &[])
}

/// The ballots of drafts: names by their choice.
fn ballots(ran: &Ran) -> Vec<(String, String)> {
    let drafts = ran.json_lines();
    let cast = drafts
        .iter()
        .filter(|draft| draft["kind"] == json!("ballot.cast/1"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    cast.map(|draft| {
        let content = &draft["content"];
        assert_eq!(content["source"], json!("read"));
        (text(&content["voter"]["name"]), text(&content["choice"]))
    })
    .collect()
}

fn transcribe(office: &Office, file: &Path) -> Ran {
    run(office.program().arg("transcribe").arg(file)).done()
}

#[test]
fn a_voting_list_becomes_ballots_from_every_kind_of_file() {
    let office = Office::empty();
    let (before, rows) = example();
    let plain = transcribe(&office, &case("example/paragraf.txt"));
    let wanted = ballots(&plain);
    let chose = |choice: &str| wanted.iter().filter(|(_, other)| other == choice).count();
    assert_eq!((chose("yes"), chose("no"), chose("abstain")), (6, 4, 1));
    let text = std::fs::read_to_string(case("example/paragraf.txt")).unwrap();
    let files = [
        ("a.pdf", as_pdf(&before, &rows), "read: PDF, "),
        ("a.docx", as_docx(&before, &rows), "read: DOCX"),
        (
            "latin.txt",
            encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            "read: text in Windows-1252",
        ),
        (
            "wide.txt",
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "read: text in UTF-16",
        ),
    ];
    for (name, bytes, said) in files {
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let ran = transcribe(&office, &office.file(name, &bytes));
        assert_eq!(ballots(&ran), wanted, "{name}: {}", ran.err);
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
        // What events name is the file as it is, not the text that was read from it.
        for draft in ran.json_lines() {
            assert_eq!(draft["content"]["document"], json!(digest), "{name}");
        }
    }
}

#[test]
fn a_document_is_kept_as_it_is_and_quoted_as_it_is_read() {
    let office = Office::with_ledger();
    let (before, rows) = example();
    let file = office.file("a.pdf", as_pdf(&before, &rows));
    let text = run(office.program().arg("extract").arg(&file)).done();
    let drafts = office.path("drafts.jsonl");
    run(office
        .program()
        .arg("transcribe")
        .arg(&file)
        .arg("--out")
        .arg(&drafts))
    .done();
    let attach = ["--key", "registrar-1", "--attach"];
    run(office
        .program()
        .arg("append")
        .arg(&drafts)
        .args(attach)
        .arg(&file))
    .done();
    let source = office.run(["source", "57"]).done().out;
    let filled = |text: &str| -> Vec<String> {
        let lines = text.split('\n').filter(|line| !line.trim().is_empty());
        lines.map(ToOwned::to_owned).collect()
    };
    assert_eq!(filled(&source), filled(&text.out));
    office.run(["verify"]).done();
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let office = Office::empty();
    let picture = b"q 595 0 0 842 0 0 cm /I Do Q\n".to_vec();
    let scan = paper::pdf_of(std::slice::from_ref(&picture), Font::Named, "");
    let whole = paper::pdf(&[vec![(60.0, 60.0, 9.0, "Protokoll")]], Font::Named);
    let bomb = paper::zipped(&[("word/document.xml", &vec![b' '; 70 << 20])]);
    let cases: [(&str, &[u8], &str); 7] = [
        (
            "scan.pdf",
            &scan,
            "its 1 pages hold pictures and no letters; run OCR on it first",
        ),
        ("cut.pdf", &whole[..whole.len() / 2], "it is truncated"),
        (
            "bomb.docx",
            &bomb,
            "bytes or more in its part `word/document.xml`",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "save it as DOCX or PDF",
        ),
        (
            "dos.txt",
            b"\xf5 57\nN\x84mnden",
            "no text in UTF-8, UTF-16 or Windows-1252 (Latin-1): at byte 6",
        ),
        ("nul.txt", b"\xc2\xa7 57\n\0", "stands NUL"),
        (
            "archive.zip",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            "an archive (zip)",
        ),
    ];
    for (name, bytes, words) in cases {
        let file = office.file(name, bytes);
        for command in ["transcribe", "extract"] {
            let ran = run(office.program().arg(command).arg(&file)).refused(1, words);
            assert_eq!(ran.out, "", "{name}");
        }
    }
}

/// A PDF with one page that draws these streams, each by the number of its object.
fn with_streams(page: &str, streams: &[Vec<u8>]) -> Vec<u8> {
    let fixed = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>",
    ];
    let mut objects: Vec<Vec<u8>> = fixed.iter().map(|object| object.as_bytes().to_vec()).collect();
    objects.push(format!("<< /Type /Page /Parent 2 0 R {page} >>").into_bytes());
    objects.extend_from_slice(streams);
    paper::assemble(&objects)
}

/// A stream that is a thousand times larger than it looks, forty times: the worker runs out of memory, and we do not.
#[test]
fn a_worker_without_memory_is_an_error_and_no_more() {
    let office = Office::empty();
    let mut content = paper::content(&[(60.0, 60.0, 9.0, "Protokoll")], Font::Named);
    content.resize(32 << 20, b' ');
    let bomb = paper::stream("/Filter /FlateDecode", &paper::deflated(&content));
    let contents = format!("/Contents [{}]", "4 0 R ".repeat(40));
    let file = office.file("bomb.pdf", with_streams(&contents, &[bomb]));
    let words = "it broke the program that reads it, or needed too much memory";
    let ran = run(office.program().arg("extract").arg(file)).refused(1, words);
    assert_eq!(ran.out, "");
}

/// Forms that each draw the next one twice: forty of them are a million million drawings.
#[test]
fn a_worker_that_does_not_end_is_ended() {
    let office = Office::empty();
    let form = |next: usize| {
        let entries = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /I {next} 0 R >> >>"
        );
        paper::stream(&entries, b"/I Do /I Do")
    };
    let mut streams = vec![paper::stream("", b"/I Do")];
    streams.extend((6..46).map(form));
    let page = "/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>";
    let file = office.file("forms.pdf", with_streams(page, &streams));
    let ran = run(office.program().arg("extract").arg(file)).refused(1, "it took longer than");
    assert_eq!(ran.out, "");
}
