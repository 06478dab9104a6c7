//! Values that a person names to be kept back, shown again or erased: with their copies, and what else holds them.
//!
//! Invariant: a copy is an equal value in the same paragraph or case. Words inside longer values are told, and taken
//! only when the person says so.
//!
//! Section: docs/spec/keys.md, "Copies of an erased value".

use std::collections::BTreeSet;

use tingbok_ledger::copies::{copies, leaves_at};
use tingbok_ledger::masks::WORDS_CHARS_MIN;
use tingbok_record::json::Value;

use crate::error::CommandError;
use crate::minute_book::MinuteBook;
use crate::reading;
use crate::view;

/// The arguments that name values.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct LeafArgs {
    /// The index of the entry.
    #[arg(value_name = "INDEX")]
    pub(crate) index: u64,
    /// The leaf, as `tingbok show INDEX` prints it, or a part of the content with all leaves below it.
    #[arg(value_name = "PATH")]
    pub(crate) path: String,
    /// These leaves alone, and no copies of their values in the same paragraph or case.
    #[arg(long, conflicts_with = "containing")]
    pub(crate) only: bool,
    /// Longer values that hold the same words too, whole.
    #[arg(long)]
    pub(crate) containing: bool,
}

/// A leaf by its entry and path.
pub(crate) type Leaf = (u64, String);

/// The leaves that are meant.
pub(crate) struct Leaves {
    /// Those that were named, their copies, and what holds their words when that is asked for.
    pub(crate) chosen: BTreeSet<Leaf>,
    /// Longer values with the same words, which are not chosen.
    pub(crate) containing: BTreeSet<Leaf>,
    /// The words among the values that were named that are long enough to be looked for elsewhere.
    pub(crate) texts: BTreeSet<String>,
}

impl LeafArgs {
    /// What is said of other values is not kept back itself: it says what is.
    fn check_stream(&self, book: &MinuteBook<'_>) -> Result<(), CommandError> {
        let record = book.log().record(self.index).map_err(reading::not_read)?;
        let entry = view::entry(self.index, &record).map_err(reading::not_read)?;
        let event = view::event(&entry).map_err(reading::not_read)?;
        if event.header().stream == "publication" {
            return Err(CommandError::refused(format!(
                "entry {} says what is withheld or erased, and stays as it is",
                self.index
            )));
        }
        Ok(())
    }

    /// Finds what is meant.
    pub(crate) fn find(&self, book: &MinuteBook<'_>) -> Result<Leaves, CommandError> {
        let log = book.log();
        self.check_stream(book)?;
        let mut named = leaves_at(log, self.index, &self.path).map_err(reading::not_read)?;
        let all = named.len();
        named.retain(|(path, _)| !is_structure(path));
        if named.is_empty() && all > 0 {
            return Err(CommandError::refused(format!(
                "entry {} {} says which event this belongs to, and nothing of a person",
                self.index, self.path
            ))
            .hint("name the leaf with the name or the words that are to go"));
        }
        if named.is_empty() {
            return Err(
                CommandError::refused(format!("entry {} has no leaf `{}`", self.index, self.path))
                    .hint(format!("`tingbok show {}` lists its leaves", self.index)),
            );
        }
        let mut leaves = Leaves {
            chosen: named.iter().map(|(path, _)| (self.index, path.clone())).collect(),
            containing: BTreeSet::new(),
            texts: named
                .into_iter()
                .filter(|(path, _)| is_of_a_person(path))
                .filter_map(|(_, value)| text(value?))
                .collect(),
        };
        if self.only {
            return Ok(leaves);
        }
        let beside = book.directory().beside(self.index);
        for words in &leaves.texts {
            for copy in copies(log, beside.iter().copied(), words).map_err(reading::not_read)? {
                let leaf = (copy.index, copy.path);
                if copy.is_whole || self.containing {
                    leaves.chosen.insert(leaf);
                } else {
                    leaves.containing.insert(leaf);
                }
            }
        }
        let members: Vec<Leaf> = leaves.chosen.iter().filter_map(member_beside).collect();
        for (index, path) in members {
            let member = leaves_at(log, index, &path).map_err(reading::not_read)?;
            leaves
                .chosen
                .extend(member.into_iter().map(|(path, _)| (index, path)));
        }
        leaves.containing = leaves.containing.difference(&leaves.chosen).cloned().collect();
        Ok(leaves)
    }
}

/// The leaf that names for programs whom this one names.
fn member_beside((index, path): &Leaf) -> Option<Leaf> {
    let person = path.strip_suffix("/name")?;
    Some((*index, format!("{person}/member")))
}

/// Whether a leaf says who, or in which words: what stands elsewhere for the same. A party, a role or a document stands
/// there for others too.
fn is_of_a_person(path: &str) -> bool {
    const SAYS: [&str; 10] = [
        "name", "text", "title", "quote", "case", "number", "new", "old", "reason", "words",
    ];
    let mut parts = path.rsplit('/');
    let key = parts.find(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    key.is_some_and(|key| SAYS.contains(&key))
}

/// Whether a leaf holds events together: without it, nobody can tell what they are about.
fn is_structure(path: &str) -> bool {
    const HOLDS: [&str; 14] = [
        "item",
        "meeting",
        "motion",
        "motions",
        "proposal",
        "proposition",
        "vote",
        "decision",
        "from",
        "to",
        "renderer",
        "id",
        "sha256",
        "follows",
    ];
    let mut parts = path.rsplit('/');
    let key = parts.find(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    key.is_some_and(|key| HOLDS.contains(&key))
}

/// A text that is looked for elsewhere: a short one, such as a party, stands there for others too.
fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) if text.trim().chars().count() >= WORDS_CHARS_MIN => Some(text),
        _ => None,
    }
}

/// A leaf as people name it.
pub(crate) fn named((index, path): &Leaf) -> String {
    format!("entry {index} {path}")
}
