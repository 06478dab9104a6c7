//! What reading minutes costs, in time and in memory: as ratios within one run, since machines differ.
//!
//! A fictional paragraph is repeated under running numbers. Each size is read in a process of its own, whose peak of
//! memory is its own. Where the cost is linear in the text, the time for a paragraph is the same at every size.

use std::io;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::civil::date;
use tingbok_procedure::State;
use tingbok_transcribe::{Options, transcribe};

use crate::error::ChoreError;

/// Reads at each size in a process of its own, and puts what that took into a table.
pub(crate) fn measure() -> Result<String, ChoreError> {
    let mut table = String::from("paragraphs   text kB   µs a paragraph   peak memory, of the text\n");
    let mut each = Vec::new();
    for paragraphs in SIZES {
        let cost = Cost::of_child(paragraphs)?;
        let micros = cost.micros / f64::from(paragraphs);
        let memory = cost
            .memory
            .map_or_else(|| "not known here".to_owned(), |times| format!("× {times:.1}"));
        let kilobytes = cost.text_bytes / 1000;
        let row = format!("{paragraphs:>10} {kilobytes:>9} {micros:>16.1}   {memory}\n");
        table.push_str(&row);
        each.push(micros);
    }
    if let [first, .., last] = each.as_slice() {
        let ratio = last / first;
        let [least, .., most] = SIZES;
        table.push_str(&format!(
            "a paragraph among {most} takes × {ratio:.2} of one among {least}"
        ));
    }
    Ok(table)
}

/// Reads so many paragraphs in this process, and says what that took, on one line.
pub(crate) fn measure_one(paragraphs: u32) -> Result<String, ChoreError> {
    let text = minutes(paragraphs);
    let before = resident("VmRSS:");
    let began = Instant::now();
    read(text.as_bytes())?;
    let taken = began.elapsed();
    let held = resident("VmHWM:").zip(before);
    let held = held.map(|(peak, before)| peak.saturating_sub(before));
    Ok(Cost::line(taken, text.len(), held))
}

/// What `tingbok transcribe` does with a text: events, drafts, and the rules.
fn read(text: &[u8]) -> Result<(), ChoreError> {
    let mut count = 0_u64;
    let mut ids = || {
        count += 1;
        format!("7d5c9e1e-6f5b-4b7e-9a39-{count:012x}")
    };
    let options = Options::new(date(2026, 3, 12));
    let read = transcribe(text, &options, &mut ids).map_err(|error| failed(error.to_string()))?;
    for draft in read.drafts() {
        serde_json::to_writer(io::sink(), &draft).map_err(|error| failed(error.to_string()))?;
    }
    let mut state = State::new();
    for event in &read.events {
        state.admit(event).map_err(|error| failed(error.to_string()))?;
        state.apply(event);
    }
    Ok(())
}

/// Minutes of so many paragraphs.
fn minutes(paragraphs: u32) -> String {
    let mut text = FRONT.to_owned();
    for number in 1..=paragraphs {
        text.push_str(&PARAGRAPH.replace("{n}", &number.to_string()));
    }
    text
}

/// What one size took.
struct Cost {
    micros: f64,
    text_bytes: u64,
    /// The most memory that was held while reading, the text included, as a multiple of the text.
    memory: Option<f64>,
}

impl Cost {
    fn line(taken: Duration, text_bytes: usize, held: Option<u64>) -> String {
        let held = held.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        format!("{} {text_bytes} {held}", taken.as_micros())
    }

    fn of_child(paragraphs: u32) -> Result<Self, ChoreError> {
        let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
        let child = Command::new(program)
            .args(["reading", "--paragraphs", &paragraphs.to_string()])
            .output()
            .map_err(|error| failed(error.to_string()))?;
        let line = String::from_utf8_lossy(&child.stdout);
        Self::of_line(&line).ok_or_else(|| failed(String::from_utf8_lossy(&child.stderr).into_owned()))
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let micros = words.next()?.parse().ok()?;
        let text_bytes: u64 = words.next()?.parse().ok()?;
        let held: Option<f64> = words.next()?.parse().ok();
        let text: f64 = text_bytes.to_string().parse().ok()?;
        Some(Self {
            micros,
            text_bytes,
            memory: held.map(|held| held / text + 1.0),
        })
    }
}

/// A line of what the kernel tells of this process's memory, in bytes; `None` where it tells nothing.
fn resident(label: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(label))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn failed(why: String) -> ChoreError {
    ChoreError::Reading { why }
}

/// How many paragraphs are read: a long meeting's, and what no meeting has.
const SIZES: [u32; 3] = [1_000, 4_000, 16_000];

const FRONT: &str = "Protokoll\nRegionstyrelsen 2026-03-11\n\n";

const PARAGRAPH: &str = "\
§ {n}

Turtätheten på linje {n} (RS/{n}/2026)

Sammanfattning
Trafikdirektören har lämnat ett förslag om linje {n}. Kostnaden beräknas till {n} 000 kronor om året, och trafiken
börjar när vägen är plogad.

Förslag till beslut
1. Planen för linje {n} fastställs.

Yrkanden
Klara Nordin (M) yrkar bifall till förslaget.
Gunnar Frisk (KD) yrkar avslag på förslaget.

Proposition
Ordföranden ställer proposition på bifall och avslag och finner att förslaget bifalls.

Omröstning
Gunnar Frisk (KD) begär omröstning. Följande propositionsordning fastställs:
Den som bifaller förslaget röstar Ja.
Den som avslår förslaget röstar Nej.

Med 6 ja-röster och 4 nej-röster finner ordföranden att förslaget bifalls.

Beslut
Planen för linje {n} fastställs.

Reservationer
Gunnar Frisk (KD) reserverar sig mot beslutet.

";
