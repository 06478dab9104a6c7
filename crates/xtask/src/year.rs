//! The example data on disk: acts and drafts as JSON Lines, keys and what is planted as JSON.
//!
//! `acts.jsonl` is everything, one act a line. `drafts.jsonl` is what of it can be appended without compiling and
//! signing.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tingbok_example::{Act, BOARD_KEYS, Key, Year, assembly_year, at_scale, board_year};

use crate::error::ChoreError;

/// The bodies of the fictional region.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum BodyName {
    /// Regionstyrelsen.
    Board,
    /// Regionfullmäktige.
    Assembly,
}

/// Writes a year to a folder, and says what it wrote.
pub(crate) fn write(body: BodyName, seed: u64, out: &Path) -> Result<String, ChoreError> {
    let year = match body {
        BodyName::Board => board_year(seed),
        BodyName::Assembly => assembly_year(seed),
    };
    make(out)?;
    Lines::create(out, "keys.json")?.finish_with(&keys(year.keys))?;
    Lines::create(out, "planted.json")?.finish_with(&planted(&year))?;
    let planted = year.planted.len();
    let entries = write_acts(out, year.acts)?;
    Ok(format!(
        "{entries} entries, {planted} irregularities planted, in {}",
        out.display()
    ))
}

/// Writes ordinary meetings to a folder, and says how much.
pub(crate) fn write_scaled(seed: u64, entries: u64, out: &Path) -> Result<String, ChoreError> {
    make(out)?;
    Lines::create(out, "keys.json")?.finish_with(&keys(BOARD_KEYS))?;
    let entries = write_acts(out, at_scale(seed, entries))?;
    Ok(format!("{entries} entries, in {}", out.display()))
}

fn write_acts(out: &Path, acts: impl IntoIterator<Item = Act>) -> Result<u64, ChoreError> {
    let mut all = Lines::create(out, "acts.jsonl")?;
    let mut recorded = Lines::create(out, "drafts.jsonl")?;
    let mut entries = 0_u64;
    for act in acts {
        all.line(&json!(act))?;
        entries = entries.saturating_add(act.entries());
        if let Act::Record { drafts, .. } = &act {
            drafts.iter().try_for_each(|draft| recorded.line(&json!(draft)))?;
        }
    }
    all.finish()?;
    recorded.finish()?;
    Ok(entries)
}

fn keys(keys: &[Key]) -> Value {
    let keys = keys.iter().map(|key| {
        let roles: Vec<&str> = key.roles.iter().map(|role| role.name()).collect();
        json!({"handle": key.handle, "holder": key.holder, "roles": roles})
    });
    keys.collect()
}

fn planted(year: &Year) -> Value {
    json!({
        "body": year.body,
        "audited_on": year.audited_on,
        "planted": year.planted,
    })
}

fn make(out: &Path) -> Result<(), ChoreError> {
    let failed = |source| ChoreError::Write {
        path: out.to_owned(),
        source,
    };
    fs::create_dir_all(out).map_err(failed)
}

/// A file that is written line by line.
struct Lines {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Lines {
    fn create(folder: &Path, name: &str) -> Result<Self, ChoreError> {
        let path = folder.join(name);
        match File::create_new(&path) {
            Ok(file) => Ok(Self {
                path,
                file: BufWriter::new(file),
            }),
            Err(source) => Err(ChoreError::Write { path, source }),
        }
    }

    fn line(&mut self, value: &Value) -> Result<(), ChoreError> {
        let written = writeln!(self.file, "{value}");
        written.map_err(|source| ChoreError::Write {
            path: self.path.clone(),
            source,
        })
    }

    fn finish_with(mut self, value: &Value) -> Result<(), ChoreError> {
        let written = writeln!(self.file, "{value:#}");
        written.map_err(|source| ChoreError::Write {
            path: self.path.clone(),
            source,
        })?;
        self.finish()
    }

    fn finish(mut self) -> Result<(), ChoreError> {
        let flushed = self.file.flush();
        flushed.map_err(|source| ChoreError::Write {
            path: self.path,
            source,
        })
    }
}
