//! A fictional office: a folder with a ledger and keys, and the program to work on them.
//!
//! Invariant: the program sees nothing of the tester's own environment.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const ORIGIN: &str = "fjallmark.example/regionstyrelsen";
pub(crate) const PASSPHRASE: &str = "en lång och hemlig fras";

/// A folder to work in.
pub(crate) struct Office {
    folder: TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Office {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// An office with a new ledger.
    pub(crate) fn with_ledger() -> Self {
        let office = Self::empty();
        office.run(INIT).done();
        office
    }

    /// An office whose ledger holds the short meeting.
    pub(crate) fn with_meeting() -> Self {
        let office = Self::with_ledger();
        office.append(&case("drafts/short.jsonl")).done();
        office
    }

    /// An office whose ledger holds a whole meeting, with keys for its chair and its adjuster.
    pub(crate) fn with_board() -> Self {
        let office = Self::empty();
        let rules = [
            "--adjusters",
            "1",
            "--notice-place",
            "fjallmark.example/anslagstavla",
        ];
        office.run(INIT.into_iter().chain(rules)).done();
        office.append(&case("drafts/meeting.jsonl")).done();
        office.enrol("chair-1", "chair", Some("Ingrid Sandvall"));
        office.enrol("adjuster-1", "adjuster", Some("Klara Nordin"));
        office
    }

    /// Makes a key and enrols it in somebody's name.
    pub(crate) fn enrol(&self, handle: &str, roles: &str, holder: Option<&str>) {
        self.run(["key", "new", handle]).done();
        let named = holder.into_iter().flat_map(|name| ["--holder", name]);
        let args = ["key", "enroll", handle, "--roles", roles, "--key", "root-1"];
        self.run(args.into_iter().chain(named)).done();
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of the ledger.
    pub(crate) fn ledger(&self) -> PathBuf {
        self.path("ledger")
    }

    /// The file of a key.
    pub(crate) fn key(&self, handle: &str) -> PathBuf {
        self.path(&format!("keys/{}/{handle}.pem", ORIGIN.replace('/', "+")))
    }

    /// Writes a file into the folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::File::create(&path)
            .unwrap()
            .write_all(bytes.as_ref())
            .unwrap();
        path
    }

    /// The program, with the folder's ledger and keys.
    pub(crate) fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tingbok"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TINGBOK_LEDGER", self.ledger())
            .env("TINGBOK_KEYS", self.path("keys"))
            .env("TINGBOK_PASSPHRASE", PASSPHRASE)
            .stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Ran {
        run(self.program().args(args))
    }

    /// Appends a file of drafts as the registrar.
    pub(crate) fn append(&self, drafts: &Path) -> Ran {
        run(self
            .program()
            .arg("append")
            .arg(drafts)
            .args(["--key", "registrar-1"]))
    }

    /// The number of entries, as the program counts them.
    pub(crate) fn size(&self) -> usize {
        self.run(["log"]).done().out.lines().count()
    }

    /// Every file of the ledger with its bytes, but for what holds no history: the lock's text, the index, the views.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.ledger()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if ["index", "views", "lock"].iter().any(|name| path.ends_with(name)) {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), std::fs::read(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

impl Ran {
    /// The program did what was asked.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The program refused, with this exit code and these words on standard error, and printed no data.
    #[track_caller]
    pub(crate) fn refused(self, code: i32, words: &str) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(words), "expected `{words}` in {self:?}");
        assert!(self.err.starts_with("error: ") && self.out.is_empty(), "{self:?}");
        self
    }

    /// The program ended with this exit code.
    #[track_caller]
    pub(crate) fn code_is(self, code: i32) {
        assert_eq!(self.code, code, "{self:?}");
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Standard output as JSON lines.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// Runs a command.
pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a command with bytes on standard input.
pub(crate) fn run_with_input(command: &mut Command, input: &[u8]) -> Ran {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A file of `tests/cases`.
pub(crate) fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/cases")
        .join(name)
        .canonicalize()
        .unwrap()
}

/// Says that a test could not be run, which is not the same as having passed.
#[allow(clippy::print_stdout, reason = "a test that could not run must say so")]
pub(crate) fn say_not_run(why: &str) {
    println!("not run: {why}");
}

/// The arguments that make the office's ledger.
pub(crate) const INIT: [&str; 9] = [
    "init",
    "--log",
    ORIGIN,
    "--body",
    "Regionstyrelsen",
    "--kind",
    "board",
    "--seats",
    "11",
];
