//! A session: undone, mended, and gone on with when the log has grown.

use serde_json::{Value, json};
use tingbok_procedure::content::ParagraphNo;
use tingbok_procedure::{Event, Open};

use super::*;
use crate::lang::Lang;
use crate::room::{DAY, Room, event, id};
use crate::saying;

/// The same room with its lines signed: the log has them.
fn signed(mut room: Room) -> Room {
    let events: Vec<Event> = room.desk.drafts().map(|draft| draft.event().unwrap()).collect();
    let heard = room.desk.hear(events);
    assert!(room.desk.lines().is_empty() && heard.others.is_empty());
    room
}

/// What another registrar has recorded.
fn other(number: u32, kind: &str, content: Value) -> Event {
    Event {
        id: id(9000 + number),
        ..event("meeting/2026-03-11", kind, content)
    }
}

fn motion_of_another() -> Event {
    let mover = json!({"name": "Klara Nordin", "party": "M", "member": "klara-nordin"});
    other(
        1,
        "motion.moved/1",
        json!({"item": 57, "motion": "m1", "mover": mover, "form": "reject"}),
    )
}

fn open(room: &Room) -> Vec<String> {
    room.desk
        .open()
        .iter()
        .map(|open| saying::open(open, Lang::Sv))
        .collect()
}

#[test]
fn what_is_undone_has_not_happened() {
    let mut room = Room::met();
    room.keep("yrkande Nordin avslag");
    let before = room.desk.lines().to_vec();
    room.keep("yrkande Haddad bifall");
    assert_eq!(room.desk.line(6).unwrap().said, "yrkande Haddad bifall");
    assert_eq!(room.desk.strike(6).unwrap(), Vec::<u32>::new());
    assert_eq!(room.desk.lines(), before);
    assert_eq!(room.gives("yrkande Haddad bifall")[0].1["motion"], "m2");
    assert_eq!(
        room.desk.strike(6).unwrap_err().say(Lang::Sv),
        "ingen rad 6 väntar"
    );
}

#[test]
fn what_follows_a_struck_line_is_named_and_kept() {
    let mut room = Room::met();
    room.keep("yrkande Nordin avslag");
    room.keep("yrkande Haddad bifall");
    room.keep("prop m1 avslås");
    assert_eq!(room.desk.strike(5).unwrap(), [7]);
    let fallen = room.desk.line(7).unwrap().fallen.clone().unwrap();
    assert!(fallen.say(Lang::En).contains("`m1` is not known"), "{fallen}");
    let refused = room.desk.to_sign().unwrap_err();
    assert_eq!(refused.say(Lang::Sv), "rad 7 håller inte längre: inget signeras");
    assert_eq!(refused.advice(Lang::Sv), Some("`rätta 7 NY RAD` eller `stryk 7`"));

    let mended = room.record("rätta 7 prop m2 avslås");
    assert!(mended.mends && mended.line.number == 7);
    room.desk.accept(mended);
    assert_eq!(room.desk.to_sign().unwrap().len(), 7);
    let drafts: Vec<&str> = room.desk.lines().iter().map(|line| line.said.as_str()).collect();
    assert_eq!(drafts.last(), Some(&"prop m2 avslås"));
}

#[test]
fn a_line_is_mended_in_its_place() {
    let mut room = Room::met();
    room.keep("yrkande Nordin avslag");
    room.keep("prop m1 avslås");
    let mended = room.record("rätta 5 yrkande Haddad återremiss");
    assert_eq!(mended.line.drafts[0].content["motion"], "m1");
    assert_eq!(room.desk.accept(mended), Vec::<u32>::new());
    let order: Vec<u32> = room.desk.lines().iter().map(|line| line.number).collect();
    assert_eq!(order, [1, 2, 3, 4, 5, 6]);
    assert_eq!(room.refuses("rätta 5"), "den nya raden saknas");
    assert_eq!(room.refuses("rätta 5 kvar"), "den nya raden saknas");
    assert_eq!(room.refuses("rätta 9 avsluta"), "ingen rad 9 väntar");
    // What is read in the fifth line's place knows nothing of the sixth.
    assert!(
        room.refuses("rätta 5 votering begärd Nordin")
            .starts_with("ingen proposition är ställd")
    );
}

#[test]
fn lines_that_are_recorded_wait_no_longer() {
    let room = signed(Room::met());
    assert_eq!(
        room.desk.to_sign().unwrap_err().say(Lang::En),
        "nothing waits to be signed"
    );
    assert_eq!(room.desk.floor().current(), Some(ParagraphNo(57)));
}

#[test]
fn a_session_goes_on_after_a_crash() {
    let mut room = Room::met();
    room.keep("yrkande Nordin avslag");
    let lines = room.desk.lines().to_vec();
    let mut after = Room::new();
    assert_eq!(after.desk.resume(lines.clone()), Heard::default());
    assert_eq!(after.desk.lines(), lines);
    assert_eq!(after.gives("prop m1 avslås"), room.gives("prop m1 avslås"));

    // The crash came after they were recorded, and before the file was emptied.
    let mut after = signed(room);
    let heard = after.desk.resume(lines);
    assert_eq!(heard.recorded, [1, 2, 3, 4, 5]);
    assert!(after.desk.lines().is_empty());
}

#[test]
fn another_registrars_events_are_told_and_the_lines_judged_anew() {
    let mut room = signed(Room::met());
    room.keep("yttrande Haddad");
    let speech = other(
        2,
        "speech.made/1",
        json!({"item": 57, "speaker": {"name": "Klara Nordin"}}),
    );
    let heard = room.desk.hear([speech.clone()]);
    assert_eq!((heard.others, heard.fallen), (vec![speech], vec![]));
    assert_eq!(room.desk.lines().len(), 1);
}

#[test]
fn a_name_that_another_took_fells_what_refers_to_it() {
    let mut room = signed(Room::met());
    room.keep("yrkande Haddad ändring: Yrkar något.");
    room.keep("yttrande Falk");
    room.keep("prop m1 avslås");
    room.keep("votering begärd Haddad ja=avslag");
    let heard = room.desk.hear([motion_of_another()]);
    // The question would now be about Nordin's motion: it falls, though every rule admits it. The speech stays.
    assert_eq!(heard.fallen, [1, 3, 4]);
    let why = |number: u32| {
        room.desk
            .line(number)
            .unwrap()
            .fallen
            .clone()
            .unwrap()
            .say(Lang::Sv)
    };
    assert!(why(1).starts_with("avvisas av regeln `name-once`"), "{}", why(1));
    assert_eq!(why(3), "gäller `m1`, som rad 1 skulle ha gett");
    assert!(room.desk.line(2).unwrap().fallen.is_none());
    // They stay fallen when the session begins again.
    let lines = room.desk.lines().to_vec();
    assert_eq!(room.desk.resume(lines).fallen, [1, 3, 4]);

    for line in [
        "rätta 1 yrkande Haddad ändring: Yrkar något.",
        "rätta 3 prop m2 avslås",
        "rätta 4 votering begärd Haddad ja=avslag",
    ] {
        let record = room.record(line);
        room.desk.accept(record);
    }
    let drafts = room.desk.to_sign().unwrap();
    assert_eq!(drafts[0].content["motion"], "m2");
}

#[test]
fn an_item_that_another_opened_fells_all_of_it() {
    let mut room = Room::after(&["öppna ordförande Sandvall"]);
    room.keep("ärende 58: Vår");
    room.keep("yttrande Nordin");
    let heard = room.desk.hear([
        other(
            1,
            "meeting.opened/1",
            json!({"chair": {"name": "Ingrid Sandvall"}}),
        ),
        other(2, "item.opened/1", json!({"item": 58, "title": ["Deras"]})),
    ]);
    assert_eq!(heard.fallen, [1, 2, 3]);
    let why = room.desk.line(3).unwrap().fallen.clone().unwrap();
    assert_eq!(
        why.say(Lang::En),
        "is about `§ 58`, which line 2 should have given".replace('`', "")
    );
}

/// Both have the same agenda: what the second typed of the item goes to the one that is open.
#[test]
fn an_item_that_another_opened_in_the_same_words_is_gone_on_with() {
    let mut room = signed(Room::after(&["öppna ordförande Sandvall"]));
    room.keep("ärende 58: Vår");
    room.keep("yttrande Nordin");
    let theirs = other(2, "item.opened/1", json!({"item": 58, "title": ["Vår"]}));
    let heard = room.desk.hear([theirs]);
    assert_eq!(heard.fallen, Vec::<u32>::new());
    let said: Vec<&str> = heard.opened.iter().map(|line| line.said.as_str()).collect();
    assert_eq!(said, ["ärende 58: Vår"]);
    let drafts = room.desk.to_sign().unwrap();
    assert_eq!((drafts.len(), &drafts[0].content["item"]), (1, &json!(58)));
    // Typed again, it opens nothing; in other words it is refused.
    assert_eq!(room.read("ärende 58: Vår"), Ok(Command::Opened(ParagraphNo(58))));
    assert!(
        room.refuses("ärende 58: Annat")
            .starts_with("avvisas av regeln `item-opened-once`")
    );
}

#[test]
fn a_number_of_another_meeting_is_not_used_again() {
    let mut room = Room::after(&["öppna ordförande Sandvall"]);
    room.desk.hear([event(
        "meeting/2026-02-11",
        "item.opened/1",
        json!({"item": 12, "title": ["Förr"]}),
    )]);
    assert_eq!(room.gives("ärende: Nu")[0].1["item"], 13);
    assert!(
        room.refuses("ärende 12: Nu")
            .starts_with("avvisas av regeln `item-opened-once`")
    );
}

#[test]
fn what_is_open_follows_the_meeting() {
    let mut room = Room::new();
    assert_eq!(room.desk.open(), Vec::<Open>::new());
    room = Room::met();
    assert_eq!(
        open(&room),
        [
            "§ 57 inget är beslutat",
            "§ 57 är inte avslutad",
            "ingen justerare är utsedd"
        ]
    );
    room.keep("justerare Nordin");
    room.keep("yrkande Haddad ändring");
    assert_eq!(
        open(&room),
        ["§ 57 yrkandet m1 är inte prövat", "§ 57 är inte avslutad"]
    );
    room.keep("proposition m1");
    assert_eq!(
        open(&room),
        [
            "§ 57 proposition q1: vad ordföranden finner är inte antecknat",
            "§ 57 är inte avslutad"
        ]
    );
    room.keep("finner avslås");
    room.keep("votering begärd Haddad");
    assert_eq!(
        open(&room),
        ["§ 57 omröstningen v1 är inte räknad", "§ 57 är inte avslutad"]
    );
    room.keep("votering ja=avslag 4 3");
    assert_eq!(
        open(&room),
        [
            "§ 57 proposition q1 är avgjord utan antecknat beslut",
            "§ 57 är inte avslutad"
        ]
    );
    room.keep("beslut enligt p1");
    assert_eq!(open(&room), ["§ 57 är inte avslutad"]);
    room.keep("avsluta");
    assert_eq!(open(&room), Vec::<String>::new());
    room.keep("ajournera");
    assert_eq!(open(&room), ["sammanträdet är ajournerat"]);
}

#[test]
fn a_meeting_with_something_open_is_closed_only_where_that_is_meant() {
    let mut room = Room::met();
    room.keep("justerare Nordin");
    let left = ["§ 57 inget är beslutat", "§ 57 är inte avslutad"];
    let problem = room.read("stäng mötet").unwrap_err();
    assert_eq!(
        problem.say(Lang::Sv),
        format!("ännu är öppet: {}; {}", left[0], left[1])
    );
    assert!(problem.advice(Lang::Sv).unwrap().contains("`stäng mötet ändå`"));
    room.keep("stäng mötet 16:00 ändå");
    assert!(room.desk.floor().is_closed());
    assert_eq!(open(&room), left);

    let mut room = Room::after(&["öppna ordförande Sandvall", "justerare Nordin"]);
    room.keep("stäng mötet");
    assert_eq!(open(&room), Vec::<String>::new());
}

#[test]
fn the_paragraph_so_far_has_the_lines_that_wait() {
    let mut room = signed(Room::met());
    room.keep("yrkande Haddad avslag");
    let text = room.desk.paragraph(ParagraphNo(57)).unwrap();
    assert!(text.starts_with("§57\n"), "{text}");
    assert!(
        text.contains("\nSamira Haddad (MP) yrkar avslag på trafikdirektörens förslag.\n"),
        "{text}"
    );
    assert_eq!(
        room.read("visa"),
        Ok(Command::Show(Show::Paragraph(ParagraphNo(57))))
    );
    assert_eq!(room.refuses("visa 9"), "§ 9 är inte öppnad i mötet");
    assert_eq!(room.read("visa utkast"), Ok(Command::Show(Show::Drafts)));
}

#[test]
fn the_prompts_own_commands_change_nothing() {
    let mut room = Room::met();
    let read = |room: &mut Room, line: &str| room.read(line).unwrap();
    assert_eq!(read(&mut room, ""), Command::Nothing);
    assert_eq!(read(&mut room, "ångra"), Command::Undo);
    assert_eq!(read(&mut room, "strike 3"), Command::Strike(3));
    assert_eq!(read(&mut room, "kvar"), Command::Left);
    assert_eq!(read(&mut room, "hjälp yrk"), Command::Help(Some(Verb::Motion)));
    assert_eq!(read(&mut room, "?"), Command::Help(None));
    assert_eq!(read(&mut room, "signera"), Command::Sign);
    assert_eq!(read(&mut room, "quit"), Command::Quit);
    assert_eq!(room.refuses("ångra allt"), "`allt` är inte väntat här");
    assert_eq!(room.refuses("kl 14.00"), "raden har inget kommando");
    assert_eq!(room.desk.floor().date, DAY);
}
