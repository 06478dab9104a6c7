//! An event on its way to be signed: header and content, salts drawn, text written.
//!
//! Invariant: what is written here is what [`SignedEvent::parse`] accepts; it is parsed before it is given out.
//!
//! Spec: docs/spec/event.md, docs/spec/content.md.

use tingbok_tlog::base64;
use tingbok_tlog::key::SignerKey;

use super::{EventError, EventId, Header, SignedEvent, VERSION};
use crate::commitment::{Salt, commitment};
use crate::content::Leaf;

/// The text of an event, and what opens its commitments.
#[derive(Clone, Debug)]
pub struct UnsignedEvent {
    text: String,
    openings: Vec<Opening>,
}

/// What opens one commitment: the leaf and its salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Path and value.
    pub leaf: Leaf,
    /// 32 random bytes, of this leaf alone.
    pub salt: Salt,
}

impl UnsignedEvent {
    /// Writes the text of an event. `salt` is called once for each leaf and must be random.
    #[must_use]
    pub fn new(header: &Header<'_>, leaves: Vec<Leaf>, mut salt: impl FnMut() -> Salt) -> Self {
        let openings: Vec<Opening> = leaves
            .into_iter()
            .map(|leaf| Opening { leaf, salt: salt() })
            .collect();
        let mut text = String::new();
        write_header(header, &mut text);
        for opening in &openings {
            let path = &opening.leaf.path;
            push_line(&mut text, path, &base64::encode(&opening.commitment(header.id)));
        }
        Self { text, openings }
    }

    /// The text that is to be signed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Salts and values, in the order of the paths.
    #[must_use]
    pub fn openings(&self) -> &[Opening] {
        &self.openings
    }

    /// Signs the text with the keys of all who stand in `by`, in that order.
    ///
    /// # Errors
    /// [`EventError`] when header, content or keys do not make a valid event: what is signed is read first.
    pub fn sign(&self, keys: &[&SignerKey]) -> Result<Vec<u8>, EventError> {
        let mut event = self.text.clone();
        event.push('\n');
        for key in keys {
            let signature = key.sign(self.text.as_bytes());
            let key = key.verifier_key();
            let payload = [&key.id().0[..], &signature[..]].concat();
            event.push_str(&format!("— {} {}\n", key.name(), base64::encode(&payload)));
        }
        SignedEvent::parse(event.as_bytes())?;
        Ok(event.into_bytes())
    }
}

impl Opening {
    /// The commitment that this opens in the event with this id.
    #[must_use]
    pub fn commitment(&self, id: EventId) -> [u8; 32] {
        commitment(id, &self.salt, &self.leaf.path, &self.leaf.value)
    }
}

fn write_header(header: &Header<'_>, out: &mut String) {
    out.push_str(VERSION);
    out.push('\n');
    push_line(out, "log", header.log);
    push_line(out, "id", &header.id.to_string());
    push_line(out, "stream", header.stream);
    push_line(out, "seq", &header.seq.to_string());
    push_line(out, "kind", header.kind);
    push_line(out, "at", header.at);
    push_line(out, "by", &header.by.join(","));
    if let Some(basis) = &header.basis {
        push_line(out, "basis", &format!("{} {}", basis.index, basis.chain));
    }
    write_clear_lines(header, out);
}

fn write_clear_lines(header: &Header<'_>, out: &mut String) {
    let clear = &header.clear;
    if let Some(key) = clear.key {
        push_line(out, "key", key);
    }
    if !clear.roles.is_empty() {
        push_line(out, "roles", &clear.roles.join(","));
    }
    if let Some(until) = clear.until {
        push_line(out, "until", &until.to_string());
    }
    for (name, addresses) in [("erases", &clear.erases), ("lost", &clear.lost)] {
        for address in addresses {
            push_line(out, name, &format!("{} {}", address.index, address.path));
        }
    }
}

fn push_line(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push(' ');
    out.push_str(value);
    out.push('\n');
}
