//! A ledger opened for writing, with the keys that sign: the author's side and the log's side in one process.
//!
//! Invariant: who may not sign is told so before a passphrase is asked for.
//!
//! Section: docs/architecture.md, "Bird's eye": sign at the author's side, admit and publish at the log's.

use tingbok_ledger::authoring::{Authoring, AuthoringError, NewEvent, Recorded, recorded};
use tingbok_ledger::found::FoundValue;
use tingbok_ledger::index::IndexError;
use tingbok_ledger::ledger::{AppendError, CloseError, EraseError, Ledger, Options};
use tingbok_ledger::receipt::Receipt;
use tingbok_ledger::submission::{Inadmissible, Signed};
use tingbok_record::authority::Authority;
use tingbok_tlog::key::SignerKey;
use tokio::runtime::Runtime;

use crate::context::Context;
use crate::entropy::Entropy;
use crate::error::CommandError;
use crate::keys::{Handle, Owner};
use crate::reading;

/// A ledger open for writing.
pub(crate) struct Writing {
    runtime: Runtime,
    ledger: Ledger,
    signers: Vec<SignerKey>,
}

/// What became of the events of a batch.
pub(crate) struct Appended {
    /// A receipt for each event, in the order in which they were handed in.
    pub(crate) receipts: Vec<Receipt>,
}

impl Writing {
    /// Opens the ledger that the arguments name, to sign with the keys of `handles`. `purpose` is told to others who
    /// find the ledger in use.
    pub(crate) fn open(
        context: &mut Context,
        handles: &[Handle],
        purpose: &str,
    ) -> Result<Self, CommandError> {
        let folder = context.ledger()?;
        let (log_key, signers) = load_keys(context, handles)?;
        let runtime = Runtime::new().map_err(|error| CommandError::store("cannot start").because(error))?;
        let options = Options {
            log_key,
            clock: context.clock(),
            purpose: purpose.to_owned(),
        };
        reading::wait_until_free(context, purpose)?;
        let entered = runtime.enter();
        let opened = Ledger::open(&folder, options).map_err(|error| reading::not_opened(&folder, error));
        drop(entered);
        let ledger = opened?;
        for note in ledger.notes() {
            context.out.remark("note", note);
        }
        Ok(Self {
            runtime,
            ledger,
            signers,
        })
    }

    /// Keeps a document, and gives its SHA-256 in lower-case hexadecimal.
    pub(crate) fn keep_document(&self, bytes: &[u8]) -> Result<String, CommandError> {
        let kept = self.ledger.keep_document(bytes);
        kept.map_err(|error| CommandError::store("cannot keep the document").because(error))
    }

    /// Signs and appends events, all or none. What is recorded already, with equal content, gets its receipt again.
    /// `place` names an event of the batch in an error: the line of a file.
    pub(crate) fn append(
        &self,
        entropy: &mut Entropy,
        events: &[NewEvent],
        place: impl Fn(usize) -> String,
    ) -> Result<Appended, CommandError> {
        let mut known = Vec::with_capacity(events.len());
        for (number, event) in events.iter().enumerate() {
            known.push(
                self.known(event)
                    .map_err(|error| error.in_place(&place(number)))?,
            );
        }
        let fresh: Vec<usize> = (0..events.len())
            .filter(|number| matches!(known.get(*number), Some(None)))
            .collect();
        let batch = self.sign(entropy, events, &fresh, &place)?;
        let mut new = self
            .admit(batch, |number| {
                place(fresh.get(number).copied().unwrap_or(number))
            })?
            .into_iter();
        let receipts = known
            .into_iter()
            .filter_map(|receipt| receipt.or_else(|| new.next()));
        Ok(Appended {
            receipts: receipts.collect(),
        })
    }

    /// Signs and appends an erasure or a loss: what an erasure names is taken out of every file of the ledger, and rows
    /// say what is lost.
    pub(crate) fn erase(&self, entropy: &mut Entropy, event: &NewEvent) -> Result<Receipt, CommandError> {
        let place = |_| "erasure".to_owned();
        let batch = self.sign(entropy, std::slice::from_ref(event), &[0], place)?;
        let erased = self.runtime.block_on(self.ledger.erase(batch));
        let receipts = erased.map_err(|error| match error {
            EraseError::Append(AppendError::Refused { refusal, .. }) => inadmissible(*refusal),
            EraseError::Unfinished(_) => CommandError::store("not everything is gone yet")
                .because(error)
                .hint("the next opening goes on: `tingbok erase --finish --key registrar-1`"),
            error => CommandError::store("nothing was erased").because(error),
        })?;
        let none = || CommandError::store("the ledger gave no receipt");
        receipts.into_iter().next().ok_or_else(none)
    }

    /// Puts values back that were lost and are found.
    pub(crate) fn put_back(&self, found: Vec<FoundValue>) -> Result<(), CommandError> {
        let put_back = self.runtime.block_on(self.ledger.put_back(found));
        put_back.map_err(|error| CommandError::store("not everything was put back").because(error))
    }

    /// Publishes what was appended, and gives the ledger free.
    pub(crate) fn close(self) -> Result<(), CommandError> {
        let closed = self.runtime.block_on(self.ledger.close());
        closed.map_err(|error: CloseError| {
            CommandError::store("what was appended is durable, but the ledger was not left clean")
                .because(error)
                .hint("the next opening publishes it")
        })
    }

    fn known(&self, event: &NewEvent) -> Result<Option<Receipt>, CommandError> {
        match recorded(self.ledger.lookup(), event).map_err(no_history)? {
            Recorded::No => Ok(None),
            Recorded::Same(receipt) => Ok(Some(receipt)),
            Recorded::Other(index) => Err(CommandError::refused(format!(
                "id `{}` is recorded at entry {index} with other content",
                event.id
            ))
            .hint("what is recorded is never changed; a draft of something else needs an id of its own")),
        }
    }

    fn sign(
        &self,
        entropy: &mut Entropy,
        events: &[NewEvent],
        fresh: &[usize],
        place: impl Fn(usize) -> String,
    ) -> Result<Vec<Signed>, CommandError> {
        let mut authoring = Authoring::new(self.ledger.lookup(), self.signers.iter().collect());
        let fresh = fresh
            .iter()
            .filter_map(|number| Some((*number, events.get(*number)?)));
        let signed = fresh.map(|(number, event)| {
            let signed = entropy.draw(|draw| authoring.sign(event, || draw.salt()))?;
            signed.map_err(|error| not_signed(error).in_place(&place(number)))
        });
        signed.collect()
    }

    fn admit(
        &self,
        batch: Vec<Signed>,
        place: impl Fn(usize) -> String,
    ) -> Result<Vec<Receipt>, CommandError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let appended = self.runtime.block_on(self.ledger.append(batch));
        appended.map_err(|error| match error {
            AppendError::Refused {
                place: number,
                refusal,
            } => inadmissible(*refusal).in_place(&place(number)),
            error => CommandError::store("nothing was appended").because(error),
        })
    }
}

/// The log's key and those of the signers, checked against what the ledger has enrolled.
fn load_keys(context: &mut Context, handles: &[Handle]) -> Result<(SignerKey, Vec<SignerKey>), CommandError> {
    let log = reading::open(context)?;
    let settings = log.settings().clone();
    let folder = context.key_folder(&context.ledger()?, &settings.origin)?;
    let tip = log.tip();
    let authority = tip.authority();
    let mut handles = handles.to_vec();
    handles.sort();
    handles.dedup();
    let authors = handles.iter().cloned().map(Owner::Author);
    let owners: Vec<Owner> = authors.chain([Owner::Log]).collect();
    context.warn_of_exposed(&folder, &owners);
    let mut signers = Vec::with_capacity(handles.len());
    for handle in handles {
        let enrolled = valid(authority, &handle)?;
        signers.push(folder.load_enrolled(&Owner::Author(handle), enrolled, &mut context.passphrases)?);
    }
    let log_vkey = settings
        .log
        .parse()
        .map_err(|error: tingbok_tlog::key::KeyError| {
            CommandError::verification("the log's key in `ledger.toml` is no key").because(error)
        })?;
    let log_key = folder.load_enrolled(&Owner::Log, &log_vkey, &mut context.passphrases)?;
    Ok((log_key, signers))
}

/// The vkey of a handle, when it may sign now.
pub(crate) fn valid<'a>(
    authority: &'a Authority,
    handle: &Handle,
) -> Result<&'a tingbok_tlog::key::VerifierKey, CommandError> {
    let Some(key) = authority.handle(handle.as_str()) else {
        let known = authority.keys().iter().filter(|key| key.revoked.is_none());
        let known: Vec<&str> = known.filter_map(|key| key.handle.as_deref()).collect();
        return Err(
            CommandError::refused(format!("no key `{handle}` is enrolled in this ledger"))
                .hint(format!("enrolled are `{}`", known.join("`, `")))
                .hint(format!(
                    "a root enrols it: `tingbok key enroll {handle} --roles ROLES --key root-1`"
                )),
        );
    };
    match key.revoked {
        None => Ok(&key.vkey),
        Some(revocation) => Err(CommandError::refused(format!(
            "the key `{handle}` was revoked at entry {}, and signs nothing any more",
            revocation.index
        ))
        .hint("make a key with another handle: `tingbok key new HANDLE`")),
    }
}

fn inadmissible(refusal: Inadmissible) -> CommandError {
    match &refusal {
        Inadmissible::Rejected(rejection) => {
            let hint = rejection.hint.to_string();
            CommandError::refused(refusal.to_string()).hint(hint)
        }
        Inadmissible::History(_) => CommandError::store("cannot read the log").because(refusal),
        Inadmissible::Role { .. } => CommandError::refused(refusal.to_string())
            .hint("`tingbok key list` tells which key has which roles"),
        Inadmissible::ClockJump { .. } => CommandError::refused(refusal.to_string())
            .hint("set the system's clock right; if it is right, confirm it with `--confirm-clock`"),
        _ => CommandError::refused(refusal.to_string()),
    }
}

fn not_signed(error: AuthoringError) -> CommandError {
    match error {
        AuthoringError::Log(error) => no_history(error),
        error => CommandError::refused(error.to_string()),
    }
}

fn no_history(error: IndexError) -> CommandError {
    CommandError::store("cannot read the log").because(error)
}
