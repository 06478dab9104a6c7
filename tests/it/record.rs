//! The prompt of the meeting room, driven through a terminal and through a pipe.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use rexpect::process::{Signal, WaitStatus};
use rexpect::session::{Options, PtySession};
use rexpect::spawn_with_options;
use serde_json::Value;

use crate::guide::{Step, prints, steps, words};
use crate::office::{INIT, Office, Ran, case, run, run_with_input};

const MEETING: &str = "2026-03-11";

/// An office whose board is in the roster, with two registrars.
fn office() -> Office {
    let office = Office::empty();
    office.run(INIT.into_iter().chain(["--adjusters", "1"])).done();
    let table = case("record/ledamoter.csv");
    run(office
        .program()
        .args(["roster", "import"])
        .arg(table)
        .args(["--key", "registrar-1"]))
    .done();
    office.enrol("registrar-2", "registrar", None);
    office
}

/// The lines of the example meeting.
fn lines() -> Vec<String> {
    let text = fs::read_to_string(case("record/rader.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn waiting(office: &Office, key: &str) -> PathBuf {
    office.ledger().join(format!("drafts/{MEETING}.{key}.jsonl"))
}

/// What the log says happened in the meeting: kinds, times, contents.
fn happened(office: &Office) -> Vec<(Value, Value, Value)> {
    let all = office.run(["replay", "--stream", "meeting"]).done().json_lines();
    all.into_iter()
        .map(|entry| {
            (
                entry["kind"].clone(),
                entry["at"].clone(),
                entry["content"].clone(),
            )
        })
        .collect()
}

/// The prompt with lines from a pipe.
fn piped(office: &Office, key: &str, input: impl AsRef<[u8]>) -> Ran {
    run_with_input(
        office.program().args(["record", MEETING, "--key", key]),
        input.as_ref(),
    )
}

/// The prompt at a terminal.
struct Terminal {
    session: PtySession,
}

impl Terminal {
    fn open(office: &Office, key: &str) -> Self {
        let args = ["record", MEETING, "--key", key, "--lang", "sv"].map(str::to_owned);
        let mut terminal = Self::open_with(office, &args);
        terminal.shows("visar kommandona");
        terminal.shows("> ");
        terminal
    }

    fn open_with(office: &Office, args: &[String]) -> Self {
        let mut program = office.program();
        program.args(args).env("TERM", "xterm").stdin(Stdio::inherit());
        let options = Options::new()
            .timeout_ms(Some(20_000))
            .strip_ansi_escape_codes(true);
        Self {
            session: spawn_with_options(program, options).unwrap(),
        }
    }

    /// Types a line; what it prints has these words, and the prompt comes back.
    #[track_caller]
    fn types(&mut self, line: &str, words: &str) {
        self.session.send_line(line).unwrap();
        self.shows(words);
        self.shows("> ");
    }

    /// Waits for words. A terminal gives bytes: each is read as a letter.
    #[track_caller]
    fn shows(&mut self, words: &str) -> String {
        let bytes: String = words.bytes().map(char::from).collect();
        let before = self
            .session
            .exp_string(&bytes)
            .unwrap_or_else(|error| panic!("`{words}`: {error}"));
        let before: Vec<u8> = before
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect();
        String::from_utf8_lossy(&before).into_owned()
    }

    fn kill(mut self) {
        let ended = self.session.process_mut().kill(Signal::SIGKILL).unwrap();
        assert!(
            matches!(ended, WaitStatus::Signaled(_, Signal::SIGKILL, _)),
            "{ended:?}"
        );
    }

    fn quits(mut self) {
        self.session.send_line("sluta").unwrap();
        self.session.exp_eof().unwrap();
        let ended = self.session.process().wait().unwrap();
        assert!(matches!(ended, WaitStatus::Exited(_, 0)), "{ended:?}");
    }
}

#[test]
fn the_example_meeting_is_typed_with_mistakes_and_a_crash() {
    let office = office();
    let lines = lines();
    let mut room = Terminal::open(&office, "registrar-1");
    for (number, line) in lines.iter().take(14).enumerate() {
        room.types(line, &format!("{:>3}  ", number + 1));
    }
    // Mistakes: a name that is spelled wrongly, a vote that nobody demanded, a motion that was not made, one undone.
    room.types("yrkande Nordinn bifall", "nära ligger: Klara Nordin (M)");
    room.types("räkning 6 4 1", "ingen omröstning pågår i § 57");
    room.types(
        "prop m9 avslås",
        "avvisas av regeln `reference-resolves`: yrkandet `m9` finns inte i § 57; kända är m1 till m5",
    );
    room.types(
        "yrkande Viklund återremiss",
        "m6: Ronja Viklund (SD) yrkar återremiss",
    );
    room.types("ångra", "rad 15 är borttagen: yrkande Viklund återremiss");
    // Two are called Lindahl.
    room.session.send_line("yttrande Lindahl").unwrap();
    room.shows("1  Petra Lindahl (V), ledamot, petra-lindahl");
    room.shows("2  Tora Lindahl (V), ersättare, tora-lindahl");
    room.shows("ingen: ");
    room.types("2", "Tora Lindahl (V) yttrar sig");
    room.types("stryk 15", "rad 15 är borttagen");
    room.types("kvar", "§ 57 yrkandet m3 är inte prövat");
    // Tab fills in what is begun.
    room.session.send("yttr\t Sandv\t").unwrap();
    room.types("", "Ingrid Sandvall (S) yttrar sig");
    room.types("ångra", "rad 15 är borttagen: yttrande Ingrid Sandvall");

    // In the middle of a line the machine stops.
    room.types(&lines[14], " 15  10.35 § 57 sammanträdet ajourneras");
    room.session.send("återupp").unwrap();
    room.session.flush().unwrap();
    room.kill();
    assert_eq!(happened(&office), []);

    let mut room = Terminal::open(&office, "registrar-1");
    for (number, line) in lines.iter().enumerate().skip(15) {
        room.types(line, &format!("{:>3}  ", number + 1));
    }
    room.types("visa", "Resultat                6    4       1");
    room.types("signera", "45 händelser är signerade och antecknade");
    room.types("signera", "inget väntar på underskrift");
    room.types("rader", "Inget väntar på underskrift.");
    room.quits();
    assert_eq!(fs::read(waiting(&office, "registrar-1")).unwrap(), b"");
    office.run(["verify"]).done();

    // A file of drafts says the same.
    let other = self::office();
    other.append(&case("record/handelser.jsonl")).done();
    assert_eq!(happened(&office), happened(&other));
    let minutes = office.run(["minutes", "57/2026"]).done().out;
    assert_eq!(minutes, other.run(["minutes", "57/2026"]).done().out);
}

#[test]
fn two_prompts_on_one_ledger() {
    let office = office();
    let (mut first, mut second) = (
        Terminal::open(&office, "registrar-1"),
        Terminal::open(&office, "registrar-2"),
    );
    first.types("öppna ordförande Sandvall", "sammanträdet öppnas");
    first.types("ärende 57: Plan", "§ 57 öppnas: Plan");
    first.types("signera", "2 händelser är signerade");

    // The second has typed nothing yet, and is told before its first line.
    second
        .session
        .send_line("yrkande Haddad ändring: Yrkar något.")
        .unwrap();
    second.shows("Under tiden har antecknats:");
    second.shows("sammanträdet öppnas");
    second.shows("(av registrar-1)");
    second.shows("m1: Samira Haddad (MP) yrkar");
    second.shows("> ");
    second.types("prop m1 avslås", "q1: ordföranden finner avslag på m1");

    first.types(
        "yrkande Nordin återremiss",
        "m1: Klara Nordin (M) yrkar återremiss",
    );
    first.types("signera", "En händelse är signerad och antecknad.");

    // Their m1 is another motion: both lines fall, and are mended.
    second.session.send_line("signera").unwrap();
    second.shows("m1: Klara Nordin (M) yrkar återremiss (av registrar-1)");
    second.shows("rad 1 `yrkande Haddad ändring: Yrkar något.`: avvisas av regeln `name-once`: yrkandet `m1` finns redan i § 57");
    second.shows("rad 2 `prop m1 avslås`: gäller `m1`, som rad 1 skulle ha gett");
    second.shows("rad 1 håller inte längre: inget signeras");
    second.shows("> ");
    second.types(
        "rätta 1 yrkande Haddad ändring: Yrkar något.",
        "m2: Samira Haddad (MP) yrkar",
    );
    second.types("rätta 2 prop m2 avslås", "q1: ordföranden finner avslag på m2");
    second.types("signera", "3 händelser är signerade");
    first.quits();
    second.quits();
    office.run(["verify"]).done();
    let kinds: Vec<Value> = happened(&office).into_iter().map(|(kind, _, _)| kind).collect();
    assert_eq!(kinds.len(), 6);
}

/// Both open the agenda's next item: the second is told that it is open, and what they typed in it goes there.
#[test]
fn two_prompts_open_one_item() {
    let office = office();
    piped(&office, "registrar-1", "öppna ordförande Sandvall\nsignera\n").done();
    let mut second = Terminal::open(&office, "registrar-2");
    second.types("ärende 57: Plan", "§ 57 öppnas: Plan");
    second.types("yttrande Haddad", "Samira Haddad (MP) yttrar sig");
    piped(&office, "registrar-1", "ärende 57: Plan\nsignera\n").done();
    second.session.send_line("ärende 57: Plan").unwrap();
    second.shows("§ 57 öppnas: Plan (av registrar-1)");
    second.shows("rad 1 `ärende 57: Plan` behövs inte: ärendet är redan öppnat");
    second.shows("§ 57 är redan öppnad: det som följer antecknas i den");
    second.shows("> ");
    second.types("yttrande Nordin", "Klara Nordin (M) yttrar sig");
    second.types("signera", "2 händelser är signerade");
    second.quits();
    let kinds: Vec<Value> = happened(&office).into_iter().map(|(kind, _, _)| kind).collect();
    assert_eq!(
        kinds,
        [
            "meeting.opened/1",
            "item.opened/1",
            "speech.made/1",
            "speech.made/1"
        ]
    );
}

/// A meeting that is closed appoints nobody: whoever is to adjust its minutes is told what is left to do.
#[test]
fn a_meeting_closed_without_adjusters_says_what_is_left() {
    let office = office();
    let lines = "öppna ordförande Sandvall\närende 57: Plan\nförslag: Planen antas.\nbeslut enligt p1\navsluta\nstäng mötet \
                 ändå\nsignera\n";
    piped(&office, "registrar-1", lines).done();
    let hint = "hint: nobody is appointed to adjust § 57/2026: while the meeting goes on, record `adjusters.appointed/1`; \
                once it is closed, record as `adjustment.recorded/1` how the minutes were adjusted on paper\n";
    let compiled = office
        .run(["compile", "57/2026", "--key", "registrar-1", "--on", MEETING])
        .done();
    assert!(compiled.err.contains(hint), "{compiled:?}");
    let due = office.run(["due", "--on", "2026-03-20"]).done();
    assert!(due.err.contains(hint), "{due:?}");
    office.enrol("adjuster-1", "adjuster", Some("Klara Nordin"));
    let adjust = ["adjust", "57/2026", "--yes", "--on", MEETING, "--key"];
    let refused = office.run(adjust.into_iter().chain(["adjuster-1"]));
    assert!(refused.code == 1 && refused.err.contains(hint), "{refused:?}");
    // The chair may sign, and learns that it is not enough.
    office.enrol("chair-1", "chair", Some("Ingrid Sandvall"));
    let signed = office.run(adjust.into_iter().chain(["chair-1"])).done();
    assert!(signed.err.contains(hint), "{signed:?}");
}

#[test]
fn one_file_of_lines_is_one_prompts() {
    let office = office();
    let room = Terminal::open(&office, "registrar-1");
    let refused = piped(&office, "registrar-1", "kvar\n");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(
        refused
            .err
            .contains("nej: en annan prompt har raderna som väntar i "),
        "{refused:?}"
    );
    assert!(refused.err.contains("\nråd: fortsätt där, eller "), "{refused:?}");
    piped(&office, "registrar-2", "kvar\n").done();
    room.quits();
}

#[test]
fn without_a_terminal_the_first_refusal_ends_it() {
    let office = office();
    let ran = piped(
        &office,
        "registrar-1",
        "öppna ordförande Sandvall\nyttrande Lindahl\nstäng\n",
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(
        ran.err.contains("nej: inmatningen, rad 2: inget ärende är öppet"),
        "{ran:?}"
    );
    // What was kept before it waits.
    let ran = piped(&office, "registrar-1", "ärende: Plan\nyttrande Lindahl\n");
    assert!(
        ran.err
            .contains("En rad väntar på underskrift:\n  1  öppna ordförande Sandvall\n"),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("nej: inmatningen, rad 2: `Lindahl` kan vara flera\nråd: Petra Lindahl (V), ledamot, petra-lindahl\n"),
        "{ran:?}"
    );
    let ran = piped(&office, "registrar-1", "visa utkast\nsluta\nstäng\n").done();
    assert_eq!(ran.json_lines().len(), 2);
    let drafts = office.file("drafts.jsonl", &ran.out);
    office.append(&drafts).done();
    // They are recorded, by their ids: the prompt finds that out.
    let ran = piped(&office, "registrar-1", "rader\n").done();
    assert!(ran.err.contains("Redan signerat: rad 1, 2."), "{ran:?}");
    assert!(ran.err.contains("Inget väntar på underskrift."), "{ran:?}");
    assert_eq!(fs::read(waiting(&office, "registrar-1")).unwrap(), b"");
}

#[test]
fn bad_lines_are_refused_by_their_place() {
    let office = office();
    // From a file: a program that stops reading breaks no pipe.
    let refused = |input: &[u8], words: &str| {
        let path = office.file("lines.txt", input);
        let mut program = office.program();
        program.args(["record", MEETING, "--key", "registrar-1"]);
        let ran = run(program.stdin(fs::File::open(path).unwrap()));
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains(words), "expected `{words}` in {ran:?}");
    };
    refused(
        b"kvar\n\x1b[2J\n",
        "inmatningen, rad 2: ett styrtecken (`\\u{1b}`) står i kolumn 1",
    );
    refused(
        "yttrande Bo\u{202e}\n".as_bytes(),
        "ett tecken som vänder läsriktningen (`\\u{202e}`) står i kolumn 12",
    );
    refused(b"r\xf6st ja\n", "nej: inmatningen, rad 1: inte UTF-8 vid byte 1");
    refused(
        &vec![b'a'; 10 << 20],
        "nej: inmatningen, rad 1: raden är längre än 65536 byte",
    );
    refused(b"frobnicera\n", "`frobnicera` är inget kommando");
    assert!(!office.ledger().join("drafts").join("x").exists());
    assert_eq!(fs::read(waiting(&office, "registrar-1")).unwrap(), b"");
}

/// The prompt refused with these words, printed no data, and spoke Swedish.
#[track_caller]
fn refused_in_swedish(ran: &Ran, words: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.starts_with("nej: ") && ran.err.contains(words), "{ran:?}");
}

#[test]
fn what_is_irregular_is_said_in_swedish_when_it_is_signed() {
    let office = office();
    let lines =
        "öppna ordförande Sandvall\närende 57 dnr RS/9/2026: Plan\nyrkande Haddad avslag\navsluta\nsignera\n";
    let signed = piped(&office, "registrar-1", lines).done();
    let said = |words: &str| assert!(signed.err.contains(words), "expected `{words}` in {signed:?}");
    said("anmärkning: post 22, formell: Yrkanden som inte prövats: § 57 avslutas, och `m1` har inte ställts");
    said("obs: post 20: hänvisar till `RS/9/2026`, som inte finns i den här liggaren\n");
    for english in ["finding: ", "note: ", "entry "] {
        assert!(!signed.err.contains(english), "{signed:?}");
    }
}

#[test]
fn a_vote_that_nobody_counted_is_told_when_it_is_signed() {
    let office = office();
    let told = "obs: § 57 omröstningen v1 är inte räknad\n";
    let hint = "råd: `§57 räkning 9 4 1`\n";
    let lines = "öppna ordförande Sandvall\närende 57: Plan\nyrkande Haddad ändring: Sex turer.\nprop m1 avslås\n\
                 votering begärd Haddad ja=avslag\nsignera\n";
    let signed = piped(&office, "registrar-1", lines).done();
    assert!(signed.err.contains(&format!("{told}{hint}")), "{signed:?}");
    // Closed over it there is nothing to type, and after that it is told no more.
    let signed = piped(&office, "registrar-1", "avsluta\nsignera\n").done();
    assert!(
        signed.err.contains(told) && !signed.err.contains(hint),
        "{signed:?}"
    );
    let signed = piped(&office, "registrar-1", "ärende 58: Val\nsignera\n").done();
    assert!(!signed.err.contains(told), "{signed:?}");
}

#[test]
fn a_file_of_lines_that_is_damaged_is_not_used() {
    let office = office();
    piped(&office, "registrar-1", "öppna ordförande Sandvall\nagenda\n").done();
    let file = waiting(&office, "registrar-1");
    let whole = fs::read_to_string(&file).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);

    // A line that was being written when the power went.
    fs::File::options()
        .append(true)
        .open(&file)
        .unwrap()
        .set_len(u64::try_from(whole.len() - 7).unwrap())
        .unwrap();
    let ran = piped(&office, "registrar-1", "rader\n").done();
    assert!(
        ran.err
            .contains("obs: en rad som inte hann skrivas färdigt är utelämnad"),
        "{ran:?}"
    );
    assert!(ran.err.contains("En rad väntar"), "{ran:?}");

    let path = office.file("damaged.jsonl", whole.replace("\"said\"", "\"sade\""));
    let mut program = office.program();
    let ran = run(program
        .args(["record", MEETING, "--key", "registrar-1", "--waiting"])
        .arg(&path));
    refused_in_swedish(&ran, "raderna som väntar i");
    let mut program = office.program();
    let other = program
        .args(["record", "2026-04-15", "--key", "registrar-1", "--waiting"])
        .arg(&file);
    refused_in_swedish(&run(other), "raderna är för sammanträdet 2026-03-11");
}

#[test]
fn the_prompt_speaks_english_where_it_is_asked_to() {
    let office = office();
    let mut program = office.program();
    let asked = program
        .args(["record", MEETING, "--key", "registrar-1"])
        .env("LANG", "en_GB.UTF-8");
    let ran = run_with_input(
        asked,
        b"open chair Sandvall\nitem: Plan\nleft\nhelp motion\nhelp\n",
    )
    .done();
    assert!(
        ran.err
            .contains("  1  the meeting is opened: chair Ingrid Sandvall (S)\n"),
        "{ran:?}"
    );
    assert!(ran.out.contains("§ 1 nothing is decided\n"), "{ran:?}");
    assert!(ran.out.contains("motion NAME approval | rejection"), "{ran:?}");
    office
        .run(["record", MEETING, "--key", "registrar-9"])
        .refused(1, "no key `registrar-9` is enrolled in this ledger");
}

#[test]
fn a_roster_is_imported_once() {
    let office = Office::with_ledger();
    let table = case("record/ledamoter.csv");
    let import = |args: &[&str]| run(office.program().args(["roster", "import"]).arg(&table).args(args));
    let shown = import(&[]).done();
    assert!(
        shown.out.starts_with("ingrid-sandvall    Ingrid Sandvall (S)"),
        "{shown:?}"
    );
    assert!(
        shown.err.contains("hint: record them with `--key HANDLE`"),
        "{shown:?}"
    );
    assert_eq!(office.run(["roster", "--on", MEETING]).done().out, "");
    let drafts = office.path("drafts.jsonl");
    import(&["--out", drafts.to_str().unwrap()]).done();
    import(&["--out", drafts.to_str().unwrap()]).code_is(1);
    office.append(&drafts).done();
    let again = import(&["--key", "registrar-1"]).done();
    assert!(again.err.contains("everybody is in the roster"), "{again:?}");
    let listed = office.run(["roster", "--on", MEETING]).done().out;
    assert_eq!(listed.lines().count(), 14);
    assert!(
        listed.contains("per-anders-asling  Per-Anders Åsling (C)  ersättare 1"),
        "{listed}"
    );
    assert_eq!(office.run(["roster", "--on", "2027-01-01"]).done().out, "");
    assert_eq!(
        office.run(["roster", "--on", MEETING, "--json"]).done().json()[0]["member"],
        "ingrid-sandvall"
    );

    let changed = "namn,uppdrag,parti\nIngrid Sandvall,ledamot,S\nNy Person,ersättare,S\n";
    let latin: Vec<u8> = changed
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let path = office.file("changed.csv", latin);
    let shown = run(office.program().args(["roster", "import"]).arg(&path)).done();
    assert!(shown.err.contains("was read as Latin-1"), "{shown:?}");
    assert!(
        shown
            .err
            .contains("line 2: `ingrid-sandvall` is left as it is: office is `ordförande`"),
        "{shown:?}"
    );
    assert!(
        shown
            .err
            .contains("in the roster, and not in the table: `mats-holmgren`"),
        "{shown:?}"
    );
    let twice = office.file("twice.csv", "namn;uppdrag\nA B;ledamot\nA B;ledamot\n");
    run(office.program().args(["roster", "import"]).arg(&twice)).refused(1, "lines 2 and 3 are both `A B`");
}

/// A session of the guide: the prompts it shows are the program's, and so is each line under what is typed. Where no `…`
/// stands, nothing more is printed.
fn typed_as_shown(office: &Office, step: &Step) {
    let mut room = Terminal::open_with(office, &words(&step.command));
    // Right after a line is typed the terminal shows it again.
    let mut anything = false;
    for line in step.shown.iter().filter(|line| !line.is_empty()) {
        if line.trim() == "…" {
            anything = true;
            continue;
        }
        let prompt = line.starts_with(MEETING).then(|| line.split_once("> ")).flatten();
        let question = line
            .split_once("för ingen: ")
            .map(|(question, answer)| (format!("{question}för ingen: "), answer));
        let asked = prompt
            .map(|(prompt, typed)| (format!("{prompt}> "), typed))
            .or(question);
        let words = asked.as_ref().map_or(line.as_str(), |(asked, _)| asked.as_str());
        let before = room.shows(words);
        assert!(
            anything || before.trim().is_empty(),
            "before `{words}`: `{before}`"
        );
        anything = asked.is_some();
        if let Some((_, typed)) = asked {
            room.session.send_line(typed).unwrap();
        }
    }
    room.session.exp_eof().unwrap();
}

#[test]
fn the_guide_of_the_meeting_room_does_what_it_says() {
    let office = Office::empty();
    office.file("ledamoter.csv", fs::read(case("record/ledamoter.csv")).unwrap());
    let steps = steps("registrator-vid-motet.md");
    assert_eq!(steps.len(), 4);
    for step in &steps {
        if step.command.starts_with("record ") {
            typed_as_shown(&office, step);
        } else {
            let ran = run(office.program().args(words(&step.command))).done();
            prints(step, &format!("{}{}", ran.out, ran.err));
        }
    }
    assert_eq!(happened(&office).len(), 29);
    office.run(["verify"]).done();
}
