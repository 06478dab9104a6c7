//! One writer at a time: the lock on a ledger's folder.
//!
//! Invariants: the lock is the kernel's and ends with the process however it ends; the file's text only says who holds
//! it, and is believed only while the exclusive lock is held. Readers share, and need to write nothing.
//!
//! Section: "The embedded store" of the architecture ("exclusive lock").

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use crate::layout;

/// A lock on a ledger's folder, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct LedgerLock {
    file: Option<File>,
    is_exclusive: bool,
}

/// Who holds the exclusive lock, as it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub pid: u32,
    /// What it is doing, such as `append`; one line.
    pub doing: String,
    /// Since when, as RFC 3339.
    pub since: String,
}

impl LedgerLock {
    /// Takes the ledger in the folder `root` for oneself, and says so in the file `lock`, which is made where missing.
    ///
    /// # Errors
    /// [`LockError::HeldBy`] or [`LockError::HeldByReaders`] at once, without waiting; [`LockError::Io`].
    pub fn exclusive(root: &Path, holder: &Holder) -> Result<Self, LockError> {
        let path = root.join(layout::lock().as_str());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        take_exclusively(&mut file)?;
        file.set_len(0)?;
        file.write_all(holder.to_text().as_bytes())?;
        Ok(Self {
            file: Some(file),
            is_exclusive: true,
        })
    }

    /// Shares the ledger in the folder `root` with other readers, keeping writers out. Writes nothing.
    ///
    /// A copy without the file `lock`, or where it cannot be opened for want of a right, is read without a lock.
    ///
    /// # Errors
    /// [`LockError::HeldBy`] at once, without waiting; [`LockError::Io`].
    pub fn shared(root: &Path) -> Result<Self, LockError> {
        let mut file = match File::open(root.join(layout::lock().as_str())) {
            Ok(file) => file,
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
                ) =>
            {
                return Ok(Self {
                    file: None,
                    is_exclusive: false,
                });
            }
            Err(e) => return Err(e.into()),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Self {
                file: Some(file),
                is_exclusive: false,
            }),
            Err(TryLockError::WouldBlock) => Err(LockError::HeldBy {
                holder: read_holder(&mut file),
            }),
            Err(TryLockError::Error(e)) => Err(e.into()),
        }
    }

    /// Whether there was a file to lock; a reader of a copy without one goes on unlocked.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

impl Drop for LedgerLock {
    fn drop(&mut self) {
        if let Some(file) = self.file.as_ref().filter(|_| self.is_exclusive) {
            // The text of a holder that is gone misleads nobody: it is read only while the lock is held.
            drop(file.set_len(0));
        }
    }
}

impl Holder {
    fn to_text(&self) -> String {
        let one_line = |text: &str| text.replace(char::is_control, " ");
        format!(
            "pid {}\ndoing {}\nsince {}\n",
            self.pid,
            one_line(&self.doing),
            one_line(&self.since)
        )
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut line = |word: &str| {
            lines
                .next()?
                .strip_prefix(word)?
                .strip_prefix(' ')
                .map(str::to_owned)
        };
        Some(Self {
            pid: line("pid")?.parse().ok()?,
            doing: line("doing")?,
            since: line("since")?,
        })
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} (`{}`, since {})", self.pid, self.doing, self.since)
    }
}

/// Why a ledger could not be locked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// Another process has the ledger for itself. `None` when it has not said yet who it is.
    #[error("the ledger is in use by {}", holder.as_ref().map_or("another process".to_owned(), ToString::to_string))]
    HeldBy {
        /// Who it is.
        holder: Option<Holder>,
    },
    /// Others are reading the ledger, and who writes must wait.
    #[error("the ledger is being read by another process, such as a verification")]
    HeldByReaders,
    /// The operating system refused; on a read-only disk, for one, nobody can be the writer.
    #[error("cannot lock the ledger: {0}")]
    Io(#[from] io::Error),
}

/// Who keeps a writer out: when a shared lock can be had, only readers do.
/// Takes the exclusive lock. Where it cannot, a shared one tells who has it: a writer keeps readers out, readers do not.
/// That probe, and a writer that ends just then, look like a reader to others, so it is tried more than once.
fn take_exclusively(file: &mut File) -> Result<(), LockError> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error.into()),
            Err(TryLockError::WouldBlock) => {}
        }
        match file.try_lock_shared() {
            Ok(()) => file.unlock()?,
            Err(_) => {
                return Err(LockError::HeldBy {
                    holder: read_holder(file),
                });
            }
        }
        std::thread::yield_now();
    }
    Err(LockError::HeldByReaders)
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(HOLDER_BYTES_MAX).read_to_string(&mut text).ok()?;
    Holder::parse(&text)
}

const HOLDER_BYTES_MAX: u64 = 4096;
/// How often a lock is tried for before readers are said to hold it.
const TRIES: u32 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn holder() -> Holder {
        Holder {
            pid: 4711,
            doing: "append".into(),
            since: "2026-04-05T07:00:07.000Z".into(),
        }
    }

    #[test]
    fn the_second_writer_is_told_who_the_first_is() {
        let root = tempfile::tempdir().unwrap();
        let held = LedgerLock::exclusive(root.path(), &holder()).unwrap();
        let refused = LedgerLock::exclusive(root.path(), &holder()).unwrap_err();
        let text = "the ledger is in use by process 4711 (`append`, since 2026-04-05T07:00:07.000Z)";
        assert_eq!(refused.to_string(), text);
        assert_eq!(LedgerLock::shared(root.path()).unwrap_err().to_string(), text);
        drop(held);
        assert!(LedgerLock::exclusive(root.path(), &holder()).is_ok());
    }

    #[test]
    fn readers_share_and_keep_writers_out() {
        let root = tempfile::tempdir().unwrap();
        drop(LedgerLock::exclusive(root.path(), &holder()).unwrap());
        let readers = [
            LedgerLock::shared(root.path()).unwrap(),
            LedgerLock::shared(root.path()).unwrap(),
        ];
        assert!(readers.iter().all(LedgerLock::is_held));
        let refused = LedgerLock::exclusive(root.path(), &holder()).unwrap_err();
        assert!(matches!(refused, LockError::HeldByReaders), "{refused}");
        drop(readers);
        assert!(LedgerLock::exclusive(root.path(), &holder()).is_ok());
    }

    #[test]
    fn a_copy_without_a_lock_is_read_without_one() {
        let root = tempfile::tempdir().unwrap();
        assert!(!LedgerLock::shared(root.path()).unwrap().is_held());
        assert!(std::fs::read_dir(root.path()).unwrap().next().is_none());
    }

    #[test]
    fn what_a_killed_holder_left_is_not_believed() {
        let root = tempfile::tempdir().unwrap();
        let mut left = File::create(root.path().join("lock")).unwrap();
        left.write_all(holder().to_text().as_bytes()).unwrap();
        let reader = LedgerLock::shared(root.path()).unwrap();
        let refused = LedgerLock::exclusive(root.path(), &holder()).unwrap_err();
        assert!(matches!(refused, LockError::HeldByReaders), "{refused}");
        drop(reader);
        let writer = LedgerLock::exclusive(root.path(), &Holder { pid: 1, ..holder() }).unwrap();
        let refused = LedgerLock::exclusive(root.path(), &holder()).unwrap_err();
        assert!(
            matches!(
                refused,
                LockError::HeldBy {
                    holder: Some(Holder { pid: 1, .. })
                }
            ),
            "{refused}"
        );
        drop(writer);
    }

    #[test]
    fn a_holder_is_one_line_for_each_thing() {
        let odd = Holder {
            doing: "a\nsince never".into(),
            ..holder()
        };
        assert_eq!(Holder::parse(&odd.to_text()).unwrap().doing, "a since never");
        assert_eq!(Holder::parse("pid x\ndoing y\nsince z\n"), None);
        assert_eq!(Holder::parse(""), None);
    }
}
