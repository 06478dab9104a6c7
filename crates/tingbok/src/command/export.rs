//! `tingbok export`: a static copy of a ledger that verifies without us, for the archive or for the public.
//!
//! Section: docs/spec/store.md, "Store and export".

use std::path::{Path, PathBuf};

use serde::Serialize;
use tingbok_ledger::disk::{Disk, DiskPath, OsDisk};
use tingbok_ledger::export;
use tingbok_ledger::export::{Audience, ExportError};
use tingbok_ledger::log::Log;
use tingbok_ledger::manifest;
use tingbok_ledger::published::PublishedError;
use tingbok_ledger::verify::{Known, verify_export};
use tingbok_minutes::{Protocol, View};
use tingbok_procedure::content::Day;

use crate::context::Context;
use crate::error::CommandError;
use crate::minute_book::MinuteBook;
use crate::progress::Bar;
use crate::reading;

/// Write a static copy of the ledger, which verifies without the ledger and without this office.
///
/// It holds the published tree, the disclosures, the documents, every protocol as a page, the keys, the specification, the
/// result of verifying it, and SHA-256 of every file. For the archive it has all that the ledger has; for the public
/// nothing that is withheld.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok export ./arkiv\n  tingbok export ./publik --public\n  tingbok verify export ./publik --root fjallmark.example/regionstyrelsen/root-1+a34e4bf3+AS9w…"
)]
pub(crate) struct Args {
    /// The folder to write, which must be empty or absent.
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// For everybody: without what is withheld.
    #[arg(long)]
    public: bool,
}

/// A key of the ledger, as `keys.json` lists it.
#[derive(Serialize)]
struct KeyView {
    vkey: String,
    roles: Vec<String>,
    enrolled: u64,
    revoked: Option<u64>,
    until: Option<u64>,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    if is_occupied(&args.to) {
        return Err(
            CommandError::refused(format!("`{}` is not empty", args.to.display()))
                .hint("name a folder that does not exist"),
        );
    }
    let log = reading::open(context)?;
    let book = if args.public {
        MinuteBook::shown(&log, None, context)?
    } else {
        MinuteBook::open(&log, context)?
    };
    let audience = if args.public {
        Audience::Public
    } else {
        Audience::Archive
    };
    let disk = OsDisk::create(&args.to).map_err(not_written)?;
    let bar = Bar::new("exporting", context);
    let exported = export(&log, book.masks(), audience, &disk, &mut |step| {
        bar.show(step);
    });
    bar.finish();
    let exported = exported.map_err(not_exported)?;
    let pages = write_pages(&book, &disk)?;
    write(&disk, "keys.json", &keys(&log)?)?;
    for (name, text) in SPECIFICATION {
        write(&disk, &format!("spec/{name}"), text)?;
    }
    write(&disk, "README.txt", &readme(&log, args.public))?;
    manifest::write(&disk).map_err(not_written)?;
    write_verification(&args.to, &disk, context)?;
    let (size, root) = (exported.size, exported.root);
    context.out.line(format!("{size} entries, root {root}"))?;
    context.out.line(format!(
        "{pages} protocols, {} documents, {} values withheld",
        exported.documents, exported.withheld
    ))?;
    for digest in exported.kept_back {
        let note =
            format!("document {digest}: left out, since something of what was read from it is withheld");
        context.out.remark("note", note);
    }
    for digest in exported.absent {
        let note = format!("document {digest}: named by an event, not kept in the ledger");
        context.out.remark("note", note);
    }
    context.out.line(format!("written to `{}`", args.to.display()))
}

/// The protocols of all meetings as pages. One that cannot be put together is left out: its entries are there.
fn write_pages(book: &MinuteBook<'_>, disk: &dyn Disk) -> Result<u64, CommandError> {
    let days: Vec<_> = book.directory().meetings().map(|(day, _)| day).collect();
    let mut pages = 0;
    for day in days {
        let entries = book.meeting(day).map_err(reading::not_found)?;
        if let Ok(protocol) = Protocol::project(day, &entries) {
            write(
                disk,
                &format!("minutes/{}.html", Day(day)),
                &protocol.document().to_html(),
            )?;
            pages += 1;
        }
    }
    Ok(pages)
}

/// What the copy verifies as, and the manifest anew, which names that file too.
fn write_verification(to: &Path, disk: &dyn Disk, context: &mut Context) -> Result<(), CommandError> {
    let report = verify_export(to, Known::default(), &mut |_| {})
        .map_err(|error| CommandError::store("cannot read the copy").because(error))?;
    if !report.ok() {
        let first = report.failures.first();
        let why = first.map_or_else(String::new, |failure| {
            format!(": {}: {}", failure.place, failure.what)
        });
        return Err(
            CommandError::verification(format!("the copy does not verify{why}"))
                .hint("`tingbok verify` tells what is wrong with the ledger"),
        );
    }
    let checked = report.checked;
    let text = serde_json::json!({
        "made": context.now().to_string(),
        "program": concat!("tingbok ", env!("CARGO_PKG_VERSION")),
        "size": report.size,
        "root": report.root.map(|root| root.to_string()),
        "verdict": report.verdict.map(|verdict| verdict.to_string()),
        "entries": checked.entries,
        "signatures": checked.signatures,
        "disclosed": checked.fields.disclosed,
        "withheld": checked.fields.withheld,
        "erased": checked.fields.erased,
        "lost": checked.fields.lost,
        "documents": checked.documents,
        "findings": report.findings.len(),
    });
    write(disk, "verification.json", &format!("{text:#}\n"))?;
    manifest::write(disk).map_err(not_written)
}

fn keys(log: &Log) -> Result<String, CommandError> {
    let authority = log.authority();
    let view = |key: &tingbok_record::authority::Enrolment| KeyView {
        vkey: key.vkey.to_string(),
        roles: key.roles.clone(),
        enrolled: key.enrolled,
        revoked: key.revoked.map(|revocation| revocation.index),
        until: key.revoked.map(|revocation| revocation.until),
    };
    let keys: Vec<KeyView> = authority.keys().iter().map(view).collect();
    let text = serde_json::to_string_pretty(&keys);
    text.map(|text| text + "\n")
        .map_err(|error| CommandError::store("cannot write the keys").because(error))
}

fn readme(log: &Log, is_public: bool) -> String {
    let origin = &log.settings().origin;
    let rows = if is_public {
        "Värden som är belagda med sekretess saknas; grunden står i deras ställe."
    } else {
        "Alla värden finns, även de som är belagda med sekretess: hanteras som själva liggaren."
    };
    format!(
        "En kopia av liggaren {origin}.\n\n\
         checkpoint, tile/    loggen: kan läsas av varje klient enligt C2SP tlog-tiles\n\
         disclosures/         värdena, rad för rad. {rows}\n\
         documents/           handlingar, under sin SHA-256\n\
         minutes/             protokollen som sidor\n\
         keys.json            nycklarna, som loggen själv anger dem\n\
         spec/                formatet: ett annat program kan skrivas efter det\n\
         verification.json    vad kopian kontrollerades som när den gjordes\n\
         SHA256SUMS           summan av varje fil\n\n\
         Kontrollera:  sha256sum -c SHA256SUMS\n\
         \x20             tingbok verify export . --root NYCKEL\n\n\
         NYCKEL är liggarens första rotnyckel. Den måste komma från annat håll än härifrån.\n"
    )
}

fn write(disk: &dyn Disk, path: &str, text: &str) -> Result<(), CommandError> {
    let path =
        DiskPath::parse(path).map_err(|error| CommandError::store("cannot write the copy").because(error))?;
    disk.create_dir_durably(&path.parent())
        .and_then(|()| disk.replace_durably(&path, text.as_bytes()))
        .map_err(not_written)
}

fn is_occupied(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

fn not_written(error: tingbok_ledger::disk::DiskError) -> CommandError {
    CommandError::store("cannot write the copy").because(error)
}

fn not_exported(error: ExportError) -> CommandError {
    match error {
        ExportError::Read(error) => reading::not_read(error),
        ExportError::Disk(error) => not_written(error),
        ExportError::Published(PublishedError::Disk(_)) => {
            CommandError::store("cannot read the ledger").because(error)
        }
        error => CommandError::verification("the ledger cannot be copied")
            .because(error)
            .hint("`tingbok verify` tells what is wrong and where"),
    }
}

/// The format, as this program knows it: a second one can be written from it.
const SPECIFICATION: [(&str, &str); 8] = [
    ("README.md", include_str!("../../../../docs/spec/README.md")),
    ("event.md", include_str!("../../../../docs/spec/event.md")),
    ("content.md", include_str!("../../../../docs/spec/content.md")),
    ("entry.md", include_str!("../../../../docs/spec/entry.md")),
    ("keys.md", include_str!("../../../../docs/spec/keys.md")),
    ("store.md", include_str!("../../../../docs/spec/store.md")),
    ("refusals.md", include_str!("../../../../docs/spec/refusals.md")),
    ("kinds.md", include_str!("../../../../docs/spec/kinds.md")),
];
