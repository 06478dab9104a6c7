//! What is offered at the cursor.

use crate::lang::Lang;
use crate::room::Room;

fn offered(room: &Room, text: &str) -> Vec<String> {
    let completion = room.desk.complete(text, text.len(), Lang::Sv);
    let before = text.get(..completion.start).unwrap();
    completion
        .candidates
        .iter()
        .map(|candidate| format!("{before}{candidate}"))
        .collect()
}

#[test]
fn commands_words_people_and_names() {
    let mut room = Room::met();
    room.keep("yrkande Nordin ändring");
    assert_eq!(offered(&room, "yrk"), ["yrkande"]);
    assert_eq!(offered(&room, "kl 14.00 §57 yrk"), ["kl 14.00 §57 yrkande"]);
    assert_eq!(offered(&room, "hjälp vot"), ["hjälp votering"]);
    assert_eq!(offered(&room, "yrkande Nor"), ["yrkande Klara Nordin"]);
    assert_eq!(offered(&room, "röst Haddad,Nor"), ["röst Haddad,Klara Nordin"]);
    assert_eq!(
        offered(&room, "yrkande Nordin åter"),
        ["yrkande Nordin återremiss"]
    );
    // Those who serve come first: Myhrman is absent.
    assert_eq!(
        offered(&room, "instämmer Haddad m"),
        [
            "instämmer Haddad m1",
            "instämmer Haddad Mats Holmgren",
            "instämmer Haddad Tor Myhrman"
        ]
    );
    assert_eq!(offered(&room, "yttrande Nordin: Yr"), Vec::<String>::new());
    let english = room.desk.complete("mo", 2, Lang::En);
    assert_eq!(english.candidates, ["motion"]);
    // A place within a character is taken for the end.
    let within = room.desk.complete("å", 1, Lang::Sv).candidates;
    assert_eq!(within, ["återuppta", "återta", "ångra"]);
}
