//! Front pages of whole protocols: who serves in which paragraph, who leads and adjusts, when the meeting begins and ends.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use tingbok_procedure::Content;
use tingbok_procedure::content::{Person, Serving};
use tingbok_transcribe::Transcription;

use crate::reading::{
    assert_admissible, assert_covered, each, findings, of_kind, options, order, read, repository,
};

fn minutes(text: &str) -> Transcription {
    let mut options = options();
    options.meeting = Some("2026-03-11".parse().unwrap());
    let read = read(text.as_bytes(), &options).unwrap();
    assert_covered(text.as_bytes(), &read);
    assert_admissible(&read);
    read
}

/// Three paragraphs without anything that a front page must agree with.
fn paragraphs() -> String {
    (10..=12).fold(String::new(), |mut text, number| {
        write!(text, "§ {number}\n\nÄrende\n\nBeslut\nDet blir så.\n\n").unwrap();
        text
    })
}

fn front(page: &str) -> Transcription {
    let read = minutes(&format!("{page}\n\n{}", paragraphs()));
    assert_eq!(findings(&read), Vec::<String>::new(), "{page}");
    read
}

/// Who serves in which paragraphs, by walking through the events: `Anna Ek (S): 10 12 for Bo Al (S)`.
fn serving(read: &Transcription) -> Vec<(Serving, Vec<u32>)> {
    let mut now: Vec<Serving> = Vec::new();
    let mut all: Vec<(Serving, Vec<u32>)> = Vec::new();
    let mut item = None;
    let mut close = |item: Option<u32>, now: &[Serving]| {
        for serving in now.iter().filter(|_| item.is_some()) {
            match all.iter_mut().find(|(known, _)| known == serving) {
                Some((_, paragraphs)) => paragraphs.extend(item),
                None => all.push((serving.clone(), item.into_iter().collect())),
            }
        }
    };
    for event in &read.events {
        match &event.content {
            Content::ItemOpened(opened) => {
                close(item, &now);
                item = Some(opened.item.0);
            }
            Content::AttendanceRecorded(roll) => now.clone_from(&roll.serving),
            Content::ServiceStarted(started) => now.push(Serving {
                person: started.person.clone(),
                in_place_of: started.in_place_of.clone(),
            }),
            Content::ServiceEnded(ended) => now.retain(|one| one.person != ended.person),
            _ => {}
        }
    }
    close(item, &now);
    all
}

fn served(read: &Transcription) -> Vec<String> {
    let shown = serving(read).into_iter().map(|(serving, paragraphs)| {
        let numbers: Vec<String> = paragraphs.iter().map(u32::to_string).collect();
        let place = serving.in_place_of.map(|member| format!(" for {member}"));
        format!(
            "{}: {}{}",
            serving.person,
            numbers.join(" "),
            place.unwrap_or_default()
        )
    });
    shown.collect()
}

fn clock(read: &Transcription, kind: &str) -> Option<String> {
    let event = read
        .events
        .iter()
        .find(|event| event.kind().name() == format!("{kind}/1"))?;
    let (hour, minute) = event.at.clock()?;
    Some(format!("{hour:02}:{minute:02}"))
}

fn names(value: &Value) -> Vec<&str> {
    let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .map(|person| person["name"].as_str().unwrap())
        .collect()
}

fn notes(read: &Transcription) -> String {
    let texts: Vec<_> = read.notes.iter().map(|note| note.text.as_str()).collect();
    texts.join("; ")
}

/// What the reading has, in the form of `front` in the cases.
fn told(read: &Transcription) -> Value {
    let opened = &of_kind(read, "meeting.opened")[0];
    let roll = &of_kind(read, "attendance.recorded")[0];
    let adjusters = &of_kind(read, "adjusters.appointed")[0];
    let name = |person: Person| person.name;
    let mut served: BTreeMap<String, Value> = BTreeMap::new();
    for (serving, paragraphs) in serving(read) {
        let place = serving.in_place_of.map(name);
        let entry = json!({"name": serving.person.name, "for": place, "paragraphs": paragraphs});
        served.insert(serving.person.name, entry);
    }
    json!({
        "begins": clock(read, "meeting.opened"), "ends": clock(read, "meeting.closed"),
        "place": opened["place"], "chair": opened["chair"]["name"], "secretary": opened["secretary"]["name"],
        "serving": served.into_values().collect::<Vec<_>>(),
        "substitutes": names(&roll["substitutes"]), "others": names(&roll["others"]),
        "adjusters": names(&adjusters["adjusters"]), "adjusted_on": adjusters["on"],
    })
}

#[test]
fn whole_protocols() {
    for name in ["litet-ks", "namnd-2007", "fullmaktige"] {
        let path = repository().join(format!("tests/cases/dialects/helt-protokoll-{name}"));
        let source = std::fs::read(path.with_extension("txt")).unwrap();
        let wanted: Value =
            serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let mut wanted = wanted["front"].clone();
        let rows = wanted["serving"].as_array_mut().unwrap();
        rows.sort_by_key(|row| row["name"].as_str().unwrap().to_owned());
        let read = read(&source, &options()).unwrap();
        assert_covered(&source, &read);
        assert_admissible(&read);
        assert_eq!(told(&read), wanted, "{name}");
        assert_eq!(findings(&read), Vec::<String>::new(), "{name}");
        let last = read
            .events
            .iter()
            .rposition(|event| !matches!(event.content, Content::PassageKept(_)));
        assert!(
            matches!(read.events[last.unwrap()].content, Content::MeetingClosed(_)),
            "{name}"
        );
    }
}

/// A page in columns: every way to say in which paragraphs somebody serves.
const COLUMNS: &str = "Plats och tid      Kommunhuset, Stora salen, kl. 18.00–22.30\n\
         \x20                  Ajournering 20.00–20.15\n\n\
         Beslutande         Ledamöter\n\
         \x20                  Anna Ek (S), ordförande\n\
         \x20                  Bo Al (M), 1:e vice ordf., t.o.m. § 11\n\
         \x20                  Ci Ny (V)               ej § 11\n\
         \x20                  Eva Po (S) (§§ 10, 12)\n\
         \x20                  Gun Sten      C      ledamot\n\n\
         Tjänstgörande      Dan Öst (S) ersätter Eva Po (S) § 11\n\
         ersättare          Fia By (M) för Bo Al (M)\n\
         \x20                  fr o m § 12\n\
         Ersättare          Hans Lo (V)\n\
         Frånvarande        Ove Ek (KD)\n\
         Övriga             Kommunchef Per Ås\n\
         \x20                  Kim Ask, nämndsekreterare\n\
         Diarium            KS 2026\n\
         Utses att justera  Bo Al\n\
         Justeringens plats Kansliet, 2026-03-16\n\
         och tid\n\
         Underskrifter      Sekreterare  ..............  Paragrafer §§ 10–12\n\
         \x20                               Kim Ask\n\
         \x20                  Ordförande   ..............\n\
         \x20                               Anna Ek";

#[test]
fn a_page_in_columns() {
    let read = front(COLUMNS);
    assert_eq!(
        served(&read),
        [
            "Anna Ek (S): 10 11 12",
            "Bo Al (M): 10 11",
            "Ci Ny (V): 10 12",
            "Eva Po (S): 10 12",
            "Gun Sten (C): 10 11 12",
            "Dan Öst (S): 11 for Eva Po (S)",
            "Fia By (M): 12 for Bo Al (M)",
        ]
    );
    assert_eq!(each(&read, "service.ended", "/item"), ["11", "11", "12", "12"]);
    assert_eq!(each(&read, "service.started", "/item"), ["11", "12", "12", "12"]);
}

#[test]
fn who_leads_and_adjusts_beside_columns() {
    let read = front(COLUMNS);
    let kinds = order(&read);
    let written: Vec<_> = kinds.iter().filter(|kind| *kind != "passage.kept").collect();
    assert_eq!(
        written[..4],
        [
            "meeting.opened",
            "attendance.recorded",
            "adjusters.appointed",
            "item.opened"
        ]
    );
    let kept: Vec<_> = read
        .events
        .iter()
        .filter(|event| event.kind().name() == "passage.kept/1")
        .collect();
    let kept: Vec<&str> = kept
        .iter()
        .flat_map(|event| &event.source.quote)
        .map(|line| line.trim())
        .collect();
    assert_eq!(kept, ["Ajournering 20.00–20.15", "Diarium            KS 2026"]);
    let times = ["meeting.opened", "meeting.closed"].map(|kind| {
        let event = read
            .events
            .iter()
            .find(|event| event.kind().name() == format!("{kind}/1"));
        event.unwrap().at.to_string()
    });
    assert_eq!(times, ["2026-03-11T18:00:00+01:00", "2026-03-11T22:30:00+01:00"]);
    assert_eq!(each(&read, "meeting.opened", "/secretary/name"), ["Kim Ask"]);
    let roll = &of_kind(&read, "attendance.recorded")[0];
    assert_eq!(
        [
            names(&roll["substitutes"]),
            names(&roll["absent"]),
            names(&roll["others"])
        ],
        [vec!["Hans Lo"], vec!["Ove Ek"], vec!["Per Ås", "Kim Ask"]]
    );
    let adjusters = &of_kind(&read, "adjusters.appointed")[0];
    assert_eq!(
        (&adjusters["adjusters"], &adjusters["on"]),
        (&json!([{"name": "Bo Al", "party": "M"}]), &json!("2026-03-16"))
    );
    assert_eq!(
        notes(&read),
        "the front page tells of a pause, and no paragraph does"
    );
}

/// The same people with labels on lines of their own, over a page break.
#[test]
fn a_page_in_lines() {
    let read = front(
        "Tid\n18.00–20.40\nPlats\nAulan\n\nBeslutande\nOrdförande\nAnna Ek (S)\n\
         Bo Al (M)      Ci Ny (V)\n\nSida 1(2)\n\nEva Po (S) ersätter\nOve Ek (S)\n\n\
         Tjänstgörande ersättare:\nDan Öst (C), för Gun Sten (C), §§ 11–12\n\n\
         Justerare\nBo Al (M) och Ci Ny (V)\n\nSekreterare\nKim Ask\n\nBEVIS OM ANSLAG\n\
         Underskrift\nKim Ask",
    );
    assert_eq!(
        served(&read),
        [
            "Anna Ek (S): 10 11 12",
            "Bo Al (M): 10 11 12",
            "Ci Ny (V): 10 11 12",
            "Eva Po (S): 10 11 12 for Ove Ek (S)",
            "Dan Öst (C): 11 12 for Gun Sten (C)",
        ]
    );
    assert_eq!(each(&read, "meeting.opened", "/chair/name"), ["Anna Ek"]);
    assert_eq!(each(&read, "meeting.opened", "/place"), ["Aulan"]);
    assert_eq!(clock(&read, "meeting.closed").as_deref(), Some("20:40"));
    let adjusters = &of_kind(&read, "adjusters.appointed")[0];
    assert_eq!(names(&adjusters["adjusters"]), ["Bo Al", "Ci Ny"]);
}

#[test]
fn a_member_makes_way_where_somebody_else_is_said_to_serve() {
    let read = front("Beslutande\nAnna Ek (S)\nBo Al (M)\nCi Ny (M) ersätter Bo Al (M) § 11");
    assert_eq!(
        served(&read),
        [
            "Anna Ek (S): 10 11 12",
            "Bo Al (M): 10 12",
            "Ci Ny (M): 11 for Bo Al (M)"
        ]
    );
    // No chair is told: the meeting is neither opened nor closed.
    assert!(of_kind(&read, "meeting.opened").is_empty());
}

/// Never half a roll: each of these leaves a doubt about who serves.
#[test]
fn a_roll_that_is_not_whole_is_none() {
    let list = "Beslutande\nAnna Ek (S), ordförande\nBo Al (M)\n";
    for (more, note) in [
        (
            "Ci Ny (V) avviker efter rasten",
            "`Ci Ny (V) avviker efter rasten` is not understood",
        ),
        (
            "Ci Ny (V) kl. 18.00–19.10",
            "`Ci Ny (V) kl. 18.00–19.10` is not understood",
        ),
        (
            "Ci Ny (V) del av § 11",
            "`Ci Ny (V) del av § 11` is not understood",
        ),
        ("Ci Ny (V) §§ 12–10", "`Ci Ny (V) §§ 12–10` is not understood"),
        ("Ci Ny", "of some who serve the party is given, and of others not"),
        (
            "Anna Ek (S) ersätter Ci Ny (V)",
            "Anna Ek (S) serves twice in one paragraph",
        ),
        (
            "Ci Ny (M) ersätter Bo Al (M)",
            "the place of Bo Al (M) is filled by two in one paragraph",
        ),
        (
            "Ci Ny (V) ersätter Eva Po (V) §§ 10–11\nDan Öst (V) ersätter Eva Po (V) §§ 11–12",
            "the place of Eva Po (V) is filled by two in one paragraph",
        ),
        (
            "Ersättare\nCi Ny (V) §§ 10–11",
            "it is not said whether Ci Ny (V) serves",
        ),
        (
            "Ledamöter och ersättare\nCi Ny (V)",
            "members and substitutes stand in one list",
        ),
        (
            "Utses att justera\nDan Öst (C)",
            "Dan Öst (C) adjusts and is not among those present: no roll is written",
        ),
        (
            "Sekreterare\nKim Ask\nOrdförande\nDan Öst (C)",
            "Dan Öst (C) signs as chair, and the list of those who serve has another",
        ),
    ] {
        let read = front(&format!("{list}{more}"));
        let roll = of_kind(&read, "attendance.recorded").len();
        assert_eq!(roll, usize::from(more.starts_with("Sekr")), "{more}");
        assert!(of_kind(&read, "service.started").is_empty(), "{more}");
        assert_eq!(notes(&read), note, "{more}");
    }
}

#[test]
fn what_a_page_leaves_open_is_not_written() {
    // Two sittings: which end is the meeting's is not said. The list stands elsewhere.
    let read = front(
        "Plats och tid\nAulan, kl. 9–12 och 13–15\n\nBeslutande\nEnligt närvarolista, sidan 2\n\n\
         Justerare\nBo Al (M), eller Ci Ny (V)\n\nParagrafer\n9–12\n\nOrdförande\nAnna Ek (S)",
    );
    assert_eq!(order(&read)[0], "meeting.opened");
    assert_eq!(clock(&read, "meeting.opened"), None);
    for kind in ["meeting.closed", "attendance.recorded", "adjusters.appointed"] {
        assert!(of_kind(&read, kind).is_empty(), "{kind}");
    }
    assert_eq!(
        notes(&read),
        "those who adjust are not told without doubt; the front page tells of other paragraphs than were found"
    );
}

#[test]
fn a_pause_before_the_beginning_or_after_the_end_gives_no_time() {
    let page = |time: &str| {
        format!(
            "Plats och tid   Aulan, kl. {time}\n\nOrdförande   Anna Ek (S)\n\n\
             § 10\n\nÄrende\n\nAjournering\nMötet ajourneras kl. 14.00–14.10."
        )
    };
    for (time, begins, ends) in [
        ("13.00–15.00", Some("13:00"), Some("15:00")),
        ("14.05–15.00", None, Some("15:00")),
        ("13.00–14.05", Some("13:00"), None),
    ] {
        let read = minutes(&page(time));
        assert_eq!(findings(&read), Vec::<String>::new(), "{time}");
        assert_eq!(clock(&read, "meeting.opened").as_deref(), begins, "{time}");
        assert_eq!(clock(&read, "meeting.closed").as_deref(), ends, "{time}");
    }
}

#[test]
fn a_meeting_over_midnight_ends_on_the_next_day() {
    let read = minutes("Tid   18.00–00.30\n\nOrdförande   Anna Ek (S)\n\n§ 10\n\nÄrende\n");
    let last = read.events.last().unwrap();
    assert_eq!(
        (last.kind().name(), last.at.to_string().as_str()),
        ("meeting.closed/1", "2026-03-12T00:30:00+01:00")
    );
}

/// The chair of the front page moves what *Ordföranden* moves.
#[test]
fn the_chair_is_known_in_every_paragraph() {
    let text = "Ordförande   Anna Ek (S)\n\n§ 10\n\nÄrende\n\nYrkanden\nOrdföranden yrkar avslag.";
    assert_eq!(each(&minutes(text), "motion.moved", "/mover/name"), ["Anna Ek"]);
}

#[test]
fn hostile_pages() {
    let many = "Anna Ek (S) ersätter Bo Al (S) §§ 1, 2, 3\n".repeat(20_000);
    let names: String = (0..5_000)
        .map(|n| format!("Anna E{} (S)\n", "k".repeat(n % 40 + 1)))
        .collect();
    let whole: String = (0..240).fold(String::new(), |mut text, n| {
        let name: String = format!("{n:03}")
            .bytes()
            .map(|b| char::from(b - b'0' + b'a'))
            .collect();
        writeln!(text, "Anna E{name} (S), ordförande ersätter Bo E{name} (S)").unwrap();
        text
    });
    for page in [
        format!("Beslutande\n{many}"),
        format!("Beslutande\n{names}"),
        format!("Beslutande\n{whole}"),
        format!("Plats och tid {}", "kl 9–12 ".repeat(40_000)),
        "Beslutande\n".repeat(20_000),
        format!("Beslutande {}", "§ ".repeat(50_000)),
        format!("Utses att justera\n{}", "Anna Ek och\n".repeat(10_000)),
        "Ordförande".to_owned(),
        "Beslutande".to_owned(),
        "Tjänstgörande\nersättare\nersättare\nersättare".to_owned(),
        "Underskrifter   Sekreterare   Ordförande   Justerare   Paragrafer".to_owned(),
    ] {
        let items: String = (10..200).map(|n| format!("§ {n}\n\nÄrende\n\n")).collect();
        let read = minutes(&format!("{page}\n\n{items}"));
        let start: String = page.chars().take(40).collect();
        assert_eq!(findings(&read), Vec::<String>::new(), "{start}");
        assert!(of_kind(&read, "attendance.recorded").is_empty(), "{start}");
    }
}
