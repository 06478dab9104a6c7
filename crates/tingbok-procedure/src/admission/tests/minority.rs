//! A minority that remits or tables: in an assembly, by what the vote does, and once in each matter.

use serde_json::{Value, json};

use super::book::{Book, person, roll};
use crate::admission::{Need, needs};

/// A vote of 40 who serve on whether § `item` is decided today (Ja) or put off (Nej).
struct Remitting {
    meeting: &'static str,
    item: u32,
    case: Option<&'static str>,
    matter: Option<&'static str>,
    rule: &'static str,
    /// What Nej means, of the motion to remit.
    no: &'static str,
}

const FIRST: Remitting = Remitting {
    meeting: "meeting/2026-03-11",
    item: 41,
    case: None,
    matter: None,
    rule: "simple",
    no: "remit",
};

/// The same matter a month later.
const LATER: Remitting = Remitting {
    meeting: "meeting/2026-04-15",
    item: 42,
    ..FIRST
};

impl Remitting {
    /// Holds the vote up to its count, and says what is found then.
    fn held(&self, book: &mut Book, sums: [u32; 3], declared: &str) -> String {
        self.asked(book, sums);
        let [yes, no, abstain] = sums;
        let declared = json!({"effect": declared, "motions": ["m1"]});
        self.says(
            book,
            "vote.counted",
            json!({"vote": "v1", "yes": yes, "no": no, "abstain": abstain, "declared": declared}),
        )
    }

    fn asked(&self, book: &mut Book, sums: [u32; 3]) {
        let names: Vec<String> = (1..=40).map(|number| format!("Ledamot {number}")).collect();
        let day = self.meeting.trim_start_matches("meeting/");
        if day > book.at.as_str() || self.item == 41 {
            book.on(day);
            book.takes(
                self.meeting,
                "meeting.opened",
                json!({"chair": person("Ledamot 40")}),
            );
            let all: Vec<&str> = names.iter().map(String::as_str).collect();
            book.takes(self.meeting, "attendance.recorded", roll(&all));
        }
        let mut tell = |kind: &str, content: Value| assert_eq!(self.says(book, kind, content), "", "{kind}");
        tell(
            "item.opened",
            json!({"title": [], "case": self.case, "matter": self.matter}),
        );
        let mover = person("Ledamot 1");
        tell(
            "motion.moved",
            json!({"motion": "m1", "mover": mover, "form": "remit"}),
        );
        tell(
            "proposition.put",
            json!({"proposition": "q1", "kind": "remit", "motions": ["m1"]}),
        );
        let now = json!({"effect": "decide_today", "motions": ["m1"]});
        tell("proposition.found", json!({"proposition": "q1", "carried": now}));
        tell("vote.demanded", json!({"vote": "v1", "proposition": "q1"}));
        let later = json!({"effect": self.no, "motions": ["m1"]});
        tell(
            "vote.ordered",
            json!({
                "vote": "v1", "form": "open", "rule": self.rule, "yes": {"means": now}, "no": {"means": later},
            }),
        );
        let choices = ["yes", "no", "abstain"].into_iter().zip(sums);
        let choices = choices.flat_map(|(choice, count)| vec![choice; count.try_into().unwrap()]);
        for (name, choice) in names.iter().zip(choices.chain(std::iter::repeat("absent"))) {
            let ballot = json!({"vote": "v1", "voter": person(name), "choice": choice, "source": "read"});
            tell("ballot.cast", ballot);
        }
    }

    fn says(&self, book: &mut Book, kind: &str, mut content: Value) -> String {
        content["item"] = json!(self.item);
        if let Some(fields) = content.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        book.says(self.meeting, kind, content)
    }
}

fn assembly() -> Book {
    Book::of("assembly", 41)
}

#[test]
fn a_third_of_those_present_remits_in_an_assembly() {
    for rule in ["one_third_present", "simple"] {
        let vote = Remitting { rule, ..FIRST };
        assert_eq!(vote.held(&mut assembly(), [24, 14, 2], "remit"), "");
        let said = vote.held(&mut assembly(), [24, 14, 2], "decide_today");
        assert!(said.contains("14 of 40 present"), "{said}");
        assert!(said.contains("14 of 38 who voted"), "{said}");
        assert!(
            said.contains("expected `remit m1` (rule `minority-remit`, 5:50)"),
            "{said}"
        );
        // 13 of 39 who voted are a third; of the 40 present they are not.
        let said = vote.held(&mut assembly(), [26, 13, 0], "remit");
        assert!(
            said.contains("expected `decide today m1` (rule `minority-remit`, 5:50)"),
            "{said}"
        );
    }
    // To approve the motion that remits is to remit, and is taken for that.
    let approves = Remitting {
        no: "approve",
        ..FIRST
    };
    assert_eq!(approves.held(&mut assembly(), [24, 14, 2], "approve"), "");
    assert_eq!(approves.held(&mut assembly(), [24, 14, 2], "remit"), "");
    // An election is put off by most of the ballots cast (5:50).
    let election = Remitting {
        matter: Some("election"),
        ..FIRST
    };
    assert_eq!(election.held(&mut assembly(), [24, 14, 2], "decide_today"), "");
}

#[test]
fn a_third_decides_nothing_in_a_board() {
    let mut board = Book::of("board", 41);
    let typed = Remitting {
        rule: "one_third_present",
        ..FIRST
    };
    assert_eq!(
        typed.held(&mut board, [24, 14, 2], "decide_today"),
        "vote `v1`: a third can remit or table in an assembly, and this is a board (rule `minority-remit`, 6:33)"
    );
    let mut board = Book::of("board", 41);
    assert_eq!(FIRST.held(&mut board, [24, 14, 2], "decide_today"), "");
}

/// What a minority has put off once is put off again by most of the ballots, in the same case also at a later meeting.
#[test]
fn a_minority_puts_a_matter_off_once() {
    let (first, later) = (
        Remitting {
            case: Some("RF/1/2026"),
            ..FIRST
        },
        Remitting {
            case: Some("RF/1/2026"),
            ..LATER
        },
    );
    let again = |first: &Remitting, sums: [u32; 3], later: &Remitting| {
        let mut book = assembly();
        assert_eq!(first.held(&mut book, sums, "remit"), "");
        later.held(&mut book, [24, 14, 2], "decide_today")
    };
    assert_eq!(again(&first, [24, 14, 2], &later), "");
    let remits = "expected `remit m1` (rule `minority-remit`, 5:50)";
    // Most of the ballots remitted it before, or it is another matter, or nothing says that it is the same.
    assert!(again(&first, [14, 24, 2], &later).ends_with(remits));
    let other = Remitting {
        case: Some("RF/2/2026"),
        ..LATER
    };
    assert!(again(&first, [24, 14, 2], &other).ends_with(remits));
    assert!(again(&FIRST, [24, 14, 2], &LATER).ends_with(remits));
    // A majority remits it again, in a vote that was ordered by the third's rule: that is lawful.
    let mut book = assembly();
    assert_eq!(first.held(&mut book, [24, 14, 2], "remit"), "");
    let third = Remitting {
        rule: "one_third_present",
        ..later
    };
    assert_eq!(third.held(&mut book, [14, 24, 2], "remit"), "");
    // It is put off a second time all the same: a third was not enough.
    let mut book = assembly();
    assert_eq!(first.held(&mut book, [24, 14, 2], "remit"), "");
    let said = later.held(&mut book, [24, 14, 2], "remit");
    assert!(
        said.contains("24 > 14, yes carries `decide today m1`; declared is `remit m1`"),
        "{said}"
    );
    assert!(said.ends_with("(rule `simple-majority`, 5:55)"), "{said}");
}

/// The meetings of a case are asked for when they matter: a vote that may put it off, in what may be an assembly.
#[test]
fn the_meetings_of_the_case_are_needed_for_such_a_vote() {
    let vote = Remitting {
        case: Some("RF/1/2026"),
        ..FIRST
    };
    let further = |mut book: Book, vote: &Remitting| {
        vote.asked(&mut book, [24, 14, 2]);
        let declared = json!({"effect": "remit", "motions": ["m1"]});
        let count =
            json!({"item": 41, "vote": "v1", "yes": 24, "no": 14, "abstain": 2, "declared": declared});
        let event = book.event(vote.meeting, "vote.counted", &count, &[]);
        assert!(!needs(&event).contains(&Need::Case("RF/1/2026".to_owned())));
        book.state.needs_further(&event)
    };
    assert_eq!(
        further(assembly(), &vote),
        Some(Need::Case("RF/1/2026".to_owned()))
    );
    assert_eq!(further(Book::of("board", 41), &vote), None);
    assert_eq!(further(assembly(), &FIRST), None);
    let material = Remitting { no: "reject", ..vote };
    assert_eq!(further(assembly(), &material), None);
}
