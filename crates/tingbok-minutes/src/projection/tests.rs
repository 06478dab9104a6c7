//! What is folded from the log is the same however often it is kept in between.

use proptest::prelude::*;

use super::{Logged, Projection, Unread, What};
use crate::fixture::{examples, year};
use crate::{Directory, Members, NoticeBoard};

fn fold<P: Projection>(mut state: P, entries: &[Logged]) -> P {
    entries.iter().for_each(|entry| state.take(entry));
    state
}

fn bytes<P: Projection>(state: &P) -> String {
    serde_json::to_string(state).unwrap()
}

/// Folded as a whole, twice, and as two parts with a snapshot between them.
fn check<P: Projection>(entries: &[Logged], split: usize) {
    let whole = bytes(&fold(P::default(), entries));
    assert_eq!(whole, bytes(&fold(P::default(), entries)), "{}", P::NAME);
    let (before, after) = entries.split_at(split.min(entries.len()));
    let kept: P = serde_json::from_str(&bytes(&fold(P::default(), before))).unwrap();
    assert_eq!(whole, bytes(&fold(kept, after)), "{} split at {split}", P::NAME);
}

fn check_all(entries: &[Logged], split: usize) {
    check::<Directory>(entries, split);
    check::<NoticeBoard>(entries, split);
    check::<Members>(entries, split);
}

#[test]
fn every_kind_folds_alike_from_every_split() {
    let entries = examples();
    for split in 0..=entries.len() {
        check_all(&entries, split);
    }
}

#[test]
fn a_half_year_folds_alike_from_every_split() {
    let entries = year();
    for split in 0..=entries.len() {
        check_all(&entries, split);
    }
}

proptest! {
    /// Any entries in any order, as a log of another program may have them: nothing is refused, nothing is lost.
    #[test]
    fn any_entries_fold_alike(picks in proptest::collection::vec((0_usize..70, 0_u8..8), 0..60), split in 0_usize..60) {
        let known = examples();
        let entry = |((pick, unread), index): ((usize, u8), u64)| {
            let mut entry = known[pick % known.len()].clone();
            entry.index = index;
            if unread == 0 {
                let stream = entry.event().map(|event| event.stream.to_string()).unwrap_or_default();
                entry.what = What::Unread { stream, kind: "motion.moved/2".to_owned(), why: "x".to_owned() };
            }
            if unread == 1 {
                entry.what = What::Ledger { kind: "field.erased/1".to_owned(), names: vec![index / 2] };
            }
            entry
        };
        let entries: Vec<Logged> = picks.into_iter().zip(0..).map(entry).collect();
        check_all(&entries, split);
    }
}

#[test]
fn a_later_kind_may_be_any() {
    let of = |kind: &str| Unread {
        index: 0,
        stream: String::new(),
        kind: kind.to_owned(),
        why: String::new(),
    };
    let needed = [tingbok_procedure::Kind::ItemOpened];
    assert!(of("item.opened/1").may_be_one_of(&needed));
    assert!(of("item.opened/2").may_be_one_of(&needed));
    assert!(!of("motion.moved/1").may_be_one_of(&needed));
}
