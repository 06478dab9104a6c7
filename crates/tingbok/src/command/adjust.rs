//! `tingbok adjust`: the chair and the adjusters read the compiled text and sign it, each with a key of their own.
//!
//! Invariants: what is signed is what was shown, named by id and digest; the text is made again from the log before it
//! is shown, and what does not come out the same is not signed; nothing is signed that was not confirmed.
//!
//! Section: docs/procedure.md, `paragraph.adjusted` and "States"; 5:69, JO 3339-2013.

use tingbok_ledger::paragraph::{CompiledText, ParagraphState};
use tingbok_procedure::admission::adjustment::Required;
use tingbok_procedure::admission::{Adjustment, Roster};
use tingbok_procedure::content::{
    AdjustmentDisputed, ParagraphAdjusted, ParagraphNo, Person, SigningRole, Text,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Moment, Stream};

use crate::context::Context;
use crate::error::CommandError;
use crate::input;
use crate::keys::Handle;
use crate::minute_book::MinuteBook;
use crate::paragraphs::{ParagraphArgs, named, without_adjusters};
use crate::reading;
use crate::receipts::Receipts;
use crate::recording::{Recording, moment};
use crate::table::Table;
use crate::writing::valid;

/// Read the compiled text of paragraphs and sign it, as the chair or an adjuster who was appointed.
///
/// The key must be enrolled with `--holder`, the name of the one who signs. A paragraph is adjusted when the chair and
/// every adjuster have signed the same text, in any order. With `--dispute`, what is wrong is recorded instead.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  tingbok adjust 71/2026 --key chair-1\n  tingbok adjust --meeting 2026-04-15 --key adjuster-1 --yes\n  tingbok adjust 71/2026 --key adjuster-1 --dispute \"Mitt yrkande återges inte.\""
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(super) which: ParagraphArgs,
    /// The handle of the key that signs.
    #[arg(long = "key", value_name = "HANDLE")]
    pub(super) signer: Handle,
    /// Sign without being asked; needed where nobody can be asked.
    #[arg(long)]
    pub(super) yes: bool,
    /// Leave the text out, and show only who is to sign it and who has.
    #[arg(long)]
    pub(super) quiet: bool,
    /// Record that the text is not right, and why, instead of signing it.
    #[arg(long, value_name = "TEXT", conflicts_with = "meeting")]
    pub(super) dispute: Option<String>,
    /// When it was done, a day or a time [default: now].
    #[arg(long, value_name = "WHEN")]
    pub(super) on: Option<Moment>,
    /// Print JSON.
    #[arg(long)]
    pub(super) json: bool,
}

/// A paragraph that is to be signed.
struct Task {
    at: ParagraphRef,
    state: ParagraphState,
    text: CompiledText,
    /// As what, and as whom, the key's holder signs.
    role: SigningRole,
    person: Person,
    is_signed: bool,
}

pub(super) fn run(args: &Args, context: &mut Context) -> Result<(), CommandError> {
    if !args.yes && !input::can_ask() {
        return Err(
            CommandError::usage("nobody can be asked whether to sign: this is no terminal")
                .hint("read the text with `tingbok minutes`, then sign with `--yes`"),
        );
    }
    let log = reading::open(context)?;
    let book = MinuteBook::open(&log, context)?;
    let tasks = tasks(args, &book)?;
    drop(log);
    if !args.json {
        for task in &tasks {
            show(task, args.quiet, context)?;
        }
    }
    let act = if args.dispute.is_some() { "Dispute" } else { "Sign" };
    let names: Vec<String> = tasks.iter().map(|task| named(task.at)).collect();
    if !args.yes
        && !input::confirmed(
            &format!("{act} {} with `{}`?", names.join(", "), args.signer),
            context,
        )?
    {
        return Err(CommandError::refused("nothing was signed"));
    }
    let on = moment(args.on.as_ref(), context);
    let mut recording = Recording::default();
    for task in &tasks {
        let stream = Stream::Adjuster(task.at, args.signer.to_string());
        recording.add(
            context,
            &stream,
            &on,
            &task.content(args.dispute.as_deref()),
            named(task.at),
        )?;
    }
    let receipts = recording.append(std::slice::from_ref(&args.signer), "adjust", context)?;
    let lacking = tasks.iter().filter(|task| task.state.adjustment.lacks_adjusters);
    if let Some(hint) = without_adjusters(&lacking.map(|task| task.at).collect::<Vec<_>>()) {
        context.out.remark("hint", hint);
    }
    Receipts::of(&receipts, recording.kinds()).print(args.json, context)
}

/// What is to be signed. Of a meeting, what the holder is to sign and has not.
fn tasks(args: &Args, book: &MinuteBook<'_>) -> Result<Vec<Task>, CommandError> {
    let holder = holder(&args.signer, book)?;
    let mut tasks = Vec::new();
    for at in args.which.resolve(book)? {
        let task = task(at, &holder, book)?;
        if args.dispute.is_none() {
            is_whole(&task)?;
        }
        // Named, it is for admission to refuse: it says where the first signature is.
        if !task.is_signed || args.which.meeting().is_none() {
            tasks.push(task);
        }
    }
    match (tasks.is_empty(), args.which.meeting()) {
        (true, Some(meeting)) => Err(CommandError::refused(format!(
            "`{holder}` has signed every paragraph of the meeting {meeting}"
        ))),
        _ => Ok(tasks),
    }
}

fn task(at: ParagraphRef, holder: &str, book: &MinuteBook<'_>) -> Result<Task, CommandError> {
    let state = book.state(at).map_err(reading::not_found)?;
    let text = state.newest().cloned().ok_or_else(|| {
        CommandError::refused(format!("{} is not compiled: there is no text to sign", named(at))).hint(
            format!("a registrar compiles it: `tingbok compile {at} --key registrar-1`"),
        )
    })?;
    state.reprojected(&text).map_err(|difference| {
        CommandError::verification(format!(
            "{} reads otherwise when it is made from the log today: {difference}",
            named(at)
        ))
        .hint("do not sign; `tingbok verify` tells whether something was changed")
    })?;
    let (role, person, is_signed) =
        signs_as(&state, holder).ok_or_else(|| not_required(at, holder, &state.adjustment))?;
    Ok(Task {
        at,
        state,
        text,
        role,
        person,
        is_signed,
    })
}

/// As what and as whom the key's holder signs, and whether that is done.
fn signs_as(state: &ParagraphState, holder: &str) -> Option<(SigningRole, Person, bool)> {
    let adjustment = &state.adjustment;
    // A vice chair who leads an item may have been appointed too, and then signs twice: what is not signed comes first.
    let mut open = adjustment.missing().chain(&adjustment.required);
    open.find_map(|one| {
        let person = as_holder(&one.person, holder, &state.roster)?;
        Some((one.role, person, one.signature.is_some()))
    })
}

/// One who is to sign, under the name at the key's enrolment, when that is the same person.
fn as_holder(person: &Person, holder: &str, roster: &Roster) -> Option<Person> {
    let own = Person {
        name: holder.to_owned(),
        ..Person::default()
    };
    let is_own = person.name == holder || roster.same(person, &own);
    is_own.then(|| Person {
        name: holder.to_owned(),
        ..person.clone()
    })
}

/// What was recorded of the item after its text was made would be missing in what is signed: 5:67.
fn is_whole(task: &Task) -> Result<(), CommandError> {
    let left_out = task.state.left_out(&task.text);
    if left_out.is_empty() {
        return Ok(());
    }
    let kinds: Vec<&str> = left_out.iter().map(|event| event.kind().name()).collect();
    let at = task.at;
    Err(CommandError::refused(format!(
        "the text of {} does not hold what was recorded after it was compiled: {}",
        named(at),
        kinds.join(", ")
    ))
    .hint(format!(
        "a registrar compiles it anew: `tingbok compile {at} --key registrar-1`"
    ))
    .hint("where somebody has signed it already, one who is to sign disputes it first: `--dispute TEXT`"))
}

/// Who holds the key, as its enrolment says.
fn holder(signer: &Handle, book: &MinuteBook<'_>) -> Result<String, CommandError> {
    valid(&book.log().authority(), signer)?;
    let holder = book.log().holder(signer.as_str()).map_err(reading::not_read)?;
    holder.ok_or_else(|| {
        CommandError::refused(format!("the key `{signer}` has no holder: nobody's name stands at its enrolment"))
            .hint("minutes are adjusted in one's own name: enrol a key with `tingbok key enroll HANDLE --holder NAME`")
            .hint("`tingbok key list` tells which keys are enrolled")
    })
}

fn not_required(at: ParagraphRef, holder: &str, adjustment: &Adjustment) -> CommandError {
    let required = &adjustment.required;
    if required.is_empty() {
        return CommandError::refused(format!("nobody is appointed to adjust {}", named(at)))
            .hint("record who led the meeting and who adjusts: `meeting.opened` and `adjusters.appointed`");
    }
    let names: Vec<String> = required.iter().map(|one| one.person.to_string()).collect();
    let error = CommandError::refused(format!(
        "`{holder}` does not adjust {}: rule `adjuster-appointed`, 5:69",
        named(at)
    ))
    .hint(format!("it is adjusted by {}", names.join(", ")));
    let unappointed = adjustment.lacks_adjusters.then_some(at);
    match without_adjusters(unappointed.as_slice()) {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

/// The text, who is to sign it, and who has.
fn show(task: &Task, is_quiet: bool, context: &mut Context) -> Result<(), CommandError> {
    let compiled = &task.text.compiled;
    if !is_quiet {
        context.out.text(&compiled.text.concat())?;
        context.out.line("")?;
    }
    let mut table = Table::default();
    let (from, to, meeting) = (compiled.from, compiled.to, compiled.meeting);
    let range = format!("events {from}–{to} of meeting/{meeting}");
    table.row([&named(task.at), &format!("entry {}", task.text.entry), &range]);
    for Required {
        role,
        person,
        signature,
    } in &task.state.adjustment.required
    {
        let when = match signature {
            Some(signature) => format!("signed {} with `{}`", signature.at, signature.handle),
            None => "has not signed".to_owned(),
        };
        table.row([word(*role), &person.to_string(), &when]);
    }
    table.lines().try_for_each(|line| context.out.line(line))?;
    context.out.line("")
}

/// As what somebody signs.
const fn word(role: SigningRole) -> &'static str {
    match role {
        SigningRole::Chair => "chair",
        SigningRole::Adjuster => "adjuster",
    }
}

impl Task {
    fn content(&self, dispute: Option<&str>) -> Content {
        let item = ParagraphNo(self.at.number);
        let person = self.person.clone();
        let compiled = self.text.named.clone();
        match dispute {
            Some(reason) => Content::AdjustmentDisputed(AdjustmentDisputed {
                item,
                person,
                compiled,
                reason: Text::from(reason),
            }),
            None => Content::ParagraphAdjusted(ParagraphAdjusted {
                item,
                role: self.role,
                person,
                compiled,
            }),
        }
    }
}
