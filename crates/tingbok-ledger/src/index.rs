//! The index: ids, streams, paragraphs and cases by entry, in sled. Derived from the log, and never the truth.
//!
//! Invariant: it can be deleted or damaged at any time. What cannot be read, panics, or does not stand on this log's
//! chain is thrown away and made again from the log. Every answer that names an entry is checked against that entry.
//!
//! sled 0.34 can panic on a damaged file, so every call into it is caught.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tingbok_procedure::content::Content;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_record::entry::{ChainHash, Entry};
use tingbok_record::event::{EventId, SignedEvent};

use crate::happened::Happened;
use crate::journal::Record;
use crate::log::{Log, ReadError};

/// An index that stands at the end of its log.
pub struct Index {
    path: PathBuf,
    db: sled::Db,
    size: u64,
}

/// Why the index could not be used. The engine makes it again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// sled says so itself.
    #[error("index: {0}")]
    Sled(#[from] sled::Error),
    /// sled panicked.
    #[error("index: damaged")]
    Damaged,
    /// A value of a form that this program does not write.
    #[error("index: malformed")]
    Malformed,
    /// The folder could not be removed.
    #[error("index: {0}")]
    Io(#[from] std::io::Error),
    /// The log could not be read.
    #[error(transparent)]
    Log(#[from] ReadError),
}

/// How an index came to stand at the end of its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// It stood there, or was behind and caught up.
    CaughtUp,
    /// It was made again from entry 0.
    Rebuilt,
}

impl Index {
    /// Opens the index of `log` in the folder `path`, and brings it to the log's end.
    ///
    /// # Errors
    /// [`IndexError`] only when a new index cannot be made either.
    pub fn open(path: &Path, log: &Log) -> Result<(Self, Recovered), IndexError> {
        if let Ok(mut index) = Self::open_existing(path, log)
            && index.catch_up(log).is_ok()
        {
            return Ok((index, Recovered::CaughtUp));
        }
        Ok((Self::rebuild(path, log)?, Recovered::Rebuilt))
    }

    /// Throws away what stands in the folder and makes the index from entry 0.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn rebuild(path: &Path, log: &Log) -> Result<Self, IndexError> {
        remove(path)?;
        let mut index = Self {
            path: path.to_owned(),
            db: caught(|| open_db(path))?,
            size: 0,
        };
        index.catch_up(log)?;
        Ok(index)
    }

    /// The folder that it stands in.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of entries that it knows.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The entry whose event has this id.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn find(&self, id: EventId) -> Result<Option<u64>, IndexError> {
        self.number(&id_key(id))
    }

    /// The newest event of a stream: its place in the stream, and its entry.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn last(&self, stream: &str) -> Result<Option<(u64, u64)>, IndexError> {
        let (start, end) = (stream_key(stream, 0), stream_key(stream, u64::MAX));
        let last = caught(|| self.db.range(start..=end).next_back().transpose())?;
        let Some((key, value)) = last else { return Ok(None) };
        let seq = key.len().checked_sub(8).and_then(|at| be(key.get(at..)?));
        seq.zip(be(&value)).map(Some).ok_or(IndexError::Malformed)
    }

    /// The entries of a stream, in order.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn stream(&self, stream: &str) -> Result<Vec<u64>, IndexError> {
        let (start, end) = (stream_key(stream, 0), stream_key(stream, u64::MAX));
        let values: Vec<_> = caught(|| self.db.range(start..=end).values().collect::<Result<Vec<_>, _>>())?;
        values
            .iter()
            .map(|value| be(value).ok_or(IndexError::Malformed))
            .collect()
    }

    /// The streams whose names begin with `prefix`, each with the entry of its first event, in order of name.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn streams_below(&self, prefix: &str) -> Result<Vec<(String, u64)>, IndexError> {
        let start = [b"s", prefix.as_bytes()].concat();
        let found: Vec<_> = caught(|| self.db.scan_prefix(&start).collect::<Result<Vec<_>, _>>())?;
        let first = |(key, value): &(sled::IVec, sled::IVec)| {
            let (name, seq) = key.get(1..)?.split_last_chunk::<8>()?;
            let name = std::str::from_utf8(name.strip_suffix(&[0])?).ok()?.to_owned();
            Some((name, u64::from_be_bytes(*seq), be(value)?))
        };
        let mut streams = Vec::new();
        for one in &found {
            let (name, seq, entry) = first(one).ok_or(IndexError::Malformed)?;
            streams.extend((seq == 0).then_some((name, entry)));
        }
        Ok(streams)
    }

    /// The entry that opened a paragraph's item.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn paragraph(&self, at: ParagraphRef) -> Result<Option<u64>, IndexError> {
        self.number(&paragraph_key(at))
    }

    /// The entries that opened an item, by year and number.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn openings(&self) -> Result<Vec<u64>, IndexError> {
        let values = caught(|| self.db.scan_prefix(b"p").values().collect::<Result<Vec<_>, _>>())?;
        values
            .iter()
            .map(|value| be(value).ok_or(IndexError::Malformed))
            .collect()
    }

    /// The entry that registered the case with this printed number.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn case(&self, number: &str) -> Result<Option<u64>, IndexError> {
        self.number(&case_key(number))
    }

    /// The years in which a paragraph with this number was opened.
    ///
    /// # Errors
    /// [`IndexError`].
    pub fn years_of(&self, number: u32) -> Result<Vec<i16>, IndexError> {
        let prefix = [b"n".as_slice(), &number.to_be_bytes()].concat();
        let keys = caught(|| self.db.scan_prefix(&prefix).keys().collect::<Result<Vec<_>, _>>())?;
        let year = |key: &sled::IVec| Some(i16::from_be_bytes(key.get(5..)?.try_into().ok()?));
        keys.iter()
            .map(|key| year(key).ok_or(IndexError::Malformed))
            .collect()
    }

    /// Takes up the entries that the log has and the index does not.
    ///
    /// # Errors
    /// [`IndexError`]; the index then knows as much as before, or more.
    pub fn catch_up(&mut self, log: &Log) -> Result<(), IndexError> {
        while self.size < log.size() {
            let end = log.size().min(self.size.saturating_add(ENTRIES_PER_WRITE));
            let mut batch = sled::Batch::default();
            let mut chain = ChainHash::ZERO;
            for index in self.size..end {
                let record = log.record(index)?;
                chain = ChainHash::of(&record.entry);
                note(&mut batch, index, &record)?;
            }
            batch.insert(HEAD, [&end.to_be_bytes()[..], &chain.0].concat());
            caught(|| self.db.apply_batch(batch))?;
            self.size = end;
        }
        Ok(())
    }

    /// Opens what stands in the folder when it is an index of this log: its head must be on the log's chain.
    fn open_existing(path: &Path, log: &Log) -> Result<Self, IndexError> {
        let db = caught(|| open_db(path))?;
        let head = caught(|| db.get(HEAD))?;
        let size = match head {
            None => 0,
            Some(head) => {
                let size = head
                    .get(..8)
                    .and_then(be)
                    .filter(|size| (1..=log.size()).contains(size));
                let size = size.ok_or(IndexError::Malformed)?;
                let chain = log.chain_hash(size - 1)?.map(|chain| chain.0.to_vec());
                if chain.as_deref() != head.get(8..) {
                    return Err(IndexError::Malformed);
                }
                size
            }
        };
        Ok(Self {
            path: path.to_owned(),
            db,
            size,
        })
    }

    fn number(&self, key: &[u8]) -> Result<Option<u64>, IndexError> {
        let value = caught(|| self.db.get(key))?;
        value
            .map(|value| be(&value).ok_or(IndexError::Malformed))
            .transpose()
    }
}

/// Adds what the index knows of one entry.
fn note(batch: &mut sled::Batch, index: u64, record: &Record) -> Result<(), ReadError> {
    let malformed = |what: String| ReadError::Malformed { index, what };
    let entry = Entry::parse(&record.entry).map_err(|error| malformed(error.to_string()))?;
    // An event of a later version has no id or stream that this program knows.
    let Ok(event) = SignedEvent::parse(entry.event) else {
        return Ok(());
    };
    let (header, value) = (event.header(), index.to_be_bytes());
    batch.insert(id_key(header.id), &value);
    batch.insert(stream_key(header.stream, header.seq), &value);
    if !["item.opened/", "case.registered/"]
        .iter()
        .any(|kind| header.kind.starts_with(kind))
    {
        return Ok(());
    }
    let Some(happened) = Happened::read(index, record)?.event() else {
        return Ok(());
    };
    match &happened.content {
        Content::ItemOpened(opened) => {
            let at = ParagraphRef {
                year: happened.meeting_year(),
                number: opened.item.0,
            };
            batch.insert(paragraph_key(at), &value);
            let of_number = [b"n".as_slice(), &at.number.to_be_bytes(), &at.year.to_be_bytes()];
            batch.insert(of_number.concat(), &[]);
        }
        Content::CaseRegistered(registered) => batch.insert(case_key(&registered.number), &value),
        _ => {}
    }
    Ok(())
}

fn open_db(path: &Path) -> Result<sled::Db, sled::Error> {
    sled::Config::new()
        .path(path)
        .cache_capacity(CACHE_BYTES)
        .flush_every_ms(None)
        .open()
}

/// Calls sled, and makes a panic an error.
fn caught<T>(call: impl FnOnce() -> Result<T, sled::Error>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(IndexError::Damaged),
    }
}

fn remove(path: &Path) -> Result<(), std::io::Error> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => std::fs::remove_dir_all(path),
        Ok(_) => std::fs::remove_file(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn id_key(id: EventId) -> Vec<u8> {
    [b"i".as_slice(), &id.0].concat()
}

/// A stream's name holds no zero byte, so no stream's keys stand among another's.
fn stream_key(stream: &str, seq: u64) -> Vec<u8> {
    [b"s", stream.as_bytes(), &[0], &seq.to_be_bytes()[..]].concat()
}

fn paragraph_key(at: ParagraphRef) -> Vec<u8> {
    [b"p".as_slice(), &at.year.to_be_bytes(), &at.number.to_be_bytes()].concat()
}

fn case_key(number: &str) -> Vec<u8> {
    [b"c", number.trim().as_bytes()].concat()
}

fn be(bytes: &[u8]) -> Option<u64> {
    bytes.try_into().ok().map(u64::from_be_bytes)
}

/// Size of the log, and the chain hash there, that the index stands at. The digit is the version of what is noted: an
/// index of another has no head here, and is filled from entry 0.
const HEAD: &[u8] = b"h2";
const ENTRIES_PER_WRITE: u64 = 1024;
const CACHE_BYTES: u64 = 16 << 20;
