//! Random numbers of the operating system: ids, salts and the seeds of keys.
//!
//! Invariants: nothing is derived from anything else; when the operating system has no random numbers, nothing that
//! was made with them is used.
//!
//! Section: docs/spec/content.md, "Commitments"; RFC 9562, version 4.

use tingbok_record::commitment::Salt;
use tingbok_record::event::EventId;
use zeroize::Zeroizing;

use crate::error::CommandError;

/// A source of random bytes.
pub(crate) struct Entropy {
    fill: fn(&mut [u8]) -> Result<(), getrandom::Error>,
    failed: Option<getrandom::Error>,
}

impl Entropy {
    /// The operating system's.
    pub(crate) fn system() -> Self {
        Self {
            fill: getrandom::fill,
            failed: None,
        }
    }

    /// Makes something with random bytes, and gives it out only when every one of them was random.
    pub(crate) fn draw<T>(&mut self, make: impl FnOnce(&mut Draw<'_>) -> T) -> Result<T, CommandError> {
        let made = make(&mut Draw { entropy: self });
        self.checked(made)
    }

    /// The id of one event.
    pub(crate) fn id(&mut self) -> Result<EventId, CommandError> {
        let id = Draw { entropy: self }.id();
        self.checked(id)
    }

    /// Any bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], CommandError> {
        let bytes = Draw { entropy: self }.bytes();
        self.checked(bytes)
    }

    fn checked<T>(&mut self, made: T) -> Result<T, CommandError> {
        match self.failed.take() {
            None => Ok(made),
            Some(error) => {
                Err(CommandError::store("the operating system has no random numbers").because(error))
            }
        }
    }
}

/// Draws that cannot fail one by one: [`Entropy::draw`] fails for all of them.
pub(crate) struct Draw<'e> {
    entropy: &'e mut Entropy,
}

impl Draw<'_> {
    /// The id of an event: a UUID, version 4.
    pub(crate) fn id(&mut self) -> EventId {
        EventId(
            uuid::Builder::from_random_bytes(self.bytes())
                .into_uuid()
                .into_bytes(),
        )
    }

    /// The salt of one leaf.
    pub(crate) fn salt(&mut self) -> Salt {
        self.bytes()
    }

    /// The seed of a key.
    pub(crate) fn seed(&mut self) -> Zeroizing<[u8; 32]> {
        let mut seed = Zeroizing::new([0; 32]);
        self.fill(&mut seed[..]);
        seed
    }

    /// Any bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        if let Err(error) = (self.entropy.fill)(bytes) {
            self.entropy.failed.get_or_insert(error);
        }
    }
}

impl tingbok_ledger::create::Entropy for Draw<'_> {
    fn id(&mut self) -> EventId {
        Draw::id(self)
    }

    fn salt(&mut self) -> Salt {
        Draw::salt(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ids_of_the_record() {
        let mut entropy = Entropy::system();
        let ids = entropy.draw(|draw| [draw.id(), draw.id()]).unwrap();
        assert_ne!(ids[0], ids[1]);
        for id in &ids {
            assert_eq!(EventId::parse(&id.to_string()), Ok(*id));
        }
    }

    #[test]
    fn nothing_is_made_of_numbers_that_are_not_random() {
        let mut entropy = Entropy {
            fill: |_| Err(getrandom::Error::UNSUPPORTED),
            failed: None,
        };
        let error = entropy.draw(|draw| [draw.salt(), draw.salt()]).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("the operating system has no random numbers")
        );
    }
}
