//! The environment variables that the command line reads by itself; `TINGBOK_LEDGER` and `TINGBOK_KEYS` are
//! arguments, and read where arguments are.

use std::env::VarError;
use std::ffi::OsString;
use std::path::PathBuf;

use zeroize::Zeroizing;

/// `TINGBOK_PASSPHRASE`, when it is set.
///
/// # Errors
/// When it is set to something else than Unicode text.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line reads the environment here"
)]
pub(crate) fn passphrase() -> Result<Option<Zeroizing<String>>, NotText> {
    match std::env::var("TINGBOK_PASSPHRASE") {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(NotText),
    }
}

/// The user's configuration folder: `XDG_CONFIG_HOME` when it is an absolute path, else `~/.config`.
pub(crate) fn configuration() -> Option<PathBuf> {
    let set = |name| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))
}

/// The locale that messages are asked for in; empty where none is set.
pub(crate) fn locale() -> String {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    named.map_or_else(String::new, |value| value.to_string_lossy().into_owned())
}

/// The variable is no Unicode text.
#[derive(Debug)]
pub(crate) struct NotText;

#[expect(
    clippy::disallowed_methods,
    reason = "the command line reads the environment here"
)]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}
