//! Input that nobody should send: it is refused or kept, in time that grows with its length and no faster.

use std::time::{Duration, Instant};

use crate::reading::{assert_covered, options, read, repository};

/// Generous, for a debug build on a busy machine; quadratic reading of these would take hours.
const TIME_MAX: Duration = Duration::from_secs(120);

fn survives(name: &str, text: &str) {
    let mut options = options();
    options.meeting = Some("2026-03-11".parse().unwrap());
    options.derive_ballots = true;
    let begun = Instant::now();
    match read(text.as_bytes(), &options) {
        Ok(read) => assert_covered(text.as_bytes(), &read),
        Err(error) => println!("{name}: {error}"),
    }
    let taken = begun.elapsed();
    println!("{name}: {taken:?}");
    assert!(taken < TIME_MAX, "{name} took {taken:?}");
}

fn under(heading: &str, line: &str, times: usize) -> String {
    format!("§ 1\n\nRubrik\n\n{heading}\n{}", line.repeat(times))
}

#[test]
fn many_lines_of_every_kind() {
    let motion = "Anna Ek (S) yrkar avslag till samtliga av Anna Eks yrkanden samt bifall till förslaget.\n";
    let put = "Ordföranden ställer proposition på Anna Eks yrkande och finner att det avslås.\n";
    survives("motions", &under("Yrkanden", motion, 5_000));
    survives(
        "propositions",
        &format!(
            "{}Proposition\n{}",
            under("Yrkanden", motion, 200),
            put.repeat(5_000)
        ),
    );
    survives("persons", &under("Yrkanden", "Anna Ek (S),\n", 20_000));
    survives(
        "voters",
        &under("Voteringslista", "Anna Ek (S), Ledamot   X\n", 20_000),
    );
    survives("points", &under("Beslut", "1. a\n2. b\n", 20_000));
    survives(
        "reservations",
        &under("Reservationer", "Anna Ek (S) reserverar sig.\n", 20_000),
    );
    survives("summary", &under("Sammanfattning", "ord\n", 100_000));
    survives(
        "headings",
        &under("Beslut", "Beslut\nReservation\nYrkanden\n", 10_000),
    );
    let items: String = (1..10_000)
        .map(|number| format!("§ {number}\n\nRubrik\n\n"))
        .collect();
    survives("paragraphs", &items);
}

#[test]
fn long_lines_and_deep_quotations() {
    survives("quotes", &under("Yrkanden", "Anna Ek (S) yrkar \"”“»«", 20_000));
    survives(
        "one word",
        &under(
            "Yrkanden",
            &format!("Anna Ek (S) yrkar {}.", "x".repeat(900_000)),
            1,
        ),
    );
    survives("stops", &under("Proposition", &". ".repeat(100_000), 1));
    survives("blanks", &under("Proposition", &" ".repeat(900_000), 8));
    survives(
        "names",
        &under(
            "Yrkanden",
            &format!("Anna Ek (S) yrkar {}", "Anna Eks ".repeat(20_000)),
            1,
        ),
    );
    survives("ten megabytes", &format!("§ 1\n{}", "x".repeat(10 << 20)));
    survives(
        "letter",
        &format!("TJÄNSTESKRIVELSE\n{}RS/1/2026\n", "Anna Ek\n".repeat(20_000)),
    );
}

#[test]
fn what_is_no_protocol_is_refused_with_advice() {
    let refused = |bytes: &[u8]| read(bytes, &options()).unwrap_err().to_string();
    assert!(refused(b"Hello, world!\n").starts_with("neither minutes nor an official letter"));
    assert!(refused("§ 1\n\nBeslut\nJa.".as_bytes()).ends_with("use --meeting DATE"));
    assert!(
        refused("TJÄNSTESKRIVELSE\nEtt ärende".as_bytes()).starts_with("the letter names no case number")
    );
}

/// A protocol of two hundred pages: the paragraphs of the cases over and over, below the front page of one of them.
#[test]
fn two_hundred_pages() {
    let folder = repository().join("tests/cases/dialects");
    let file = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let whole = file("helt-protokoll-fullmaktige.txt");
    let (page, paragraphs) = whole.split_at(whole.find("§ 170 Val").unwrap());
    let numbers: Vec<u32> = (170..=176).collect();
    let mut text = page
        .replace("§§ 170–173", "t o m § 173")
        .replace("§§ 174–176", "fr o m § 174");
    for round in 0_u32.. {
        if text.lines().count() >= 200 * 45 {
            break;
        }
        let body = numbers.iter().fold(paragraphs.to_owned(), |body, number| {
            body.replace(&format!("§ {number} "), &format!("§ {} ", number + 7 * round))
        });
        text.push_str(&body);
    }
    let begun = Instant::now();
    let read = read(text.as_bytes(), &options()).unwrap();
    println!("two hundred pages: {:?}", begun.elapsed());
    assert!(begun.elapsed() < TIME_MAX);
    assert_covered(text.as_bytes(), &read);
    let rolls = read
        .events
        .iter()
        .filter(|event| event.kind().name() == "attendance.recorded/1");
    assert_eq!(rolls.count(), 1);
}
