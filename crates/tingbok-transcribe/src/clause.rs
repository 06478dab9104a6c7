//! What follows *yrkar*, cut into clauses: *avslag till X samt bifall till Y*, *följande ändring: …*.

use std::ops::Range;

use tingbok_procedure::content::Form;

use crate::passage::Passage;
use crate::phrase::{Phrase, begins, is_quotation_mark};
use crate::who::is_denial;

/// One thing asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// What.
    pub(crate) form: Form,
    /// The words that say what is asked for: *följande ändring*.
    pub(crate) head: Range<usize>,
    /// The words of the motion: of a clause with a body, the body.
    pub(crate) words: Range<usize>,
    /// Whether it leads over to words below it.
    pub(crate) body: bool,
}

impl Clause {
    /// Takes the form of the verb, where its own words tell none.
    pub(crate) fn take_form(&mut self, verb: Option<Form>) {
        let approves_words = verb == Some(Form::Approve) && self.body;
        if let Some(form) = verb.filter(|_| self.form == Form::Replace && !approves_words) {
            self.form = form;
        }
    }
}

/// Cuts the words of a span, which begins after the verb, into clauses.
pub(crate) fn clauses(passage: &Passage, span: Range<usize>) -> Vec<Clause> {
    let text = passage.slice(span.clone());
    let (head_end, body_at) = head(text);
    let phrase = Phrase::of(text.get(..head_end).unwrap_or_default());
    let starts = starts(&phrase);
    let mut clauses = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        let next = starts.get(index + 1);
        // The connecting word before the next clause belongs to neither.
        let before = |next: usize| next - usize::from(connects(phrase.plain(next - 1)));
        let end = next.map_or(phrase.words.len(), |&next| before(next));
        let last = next.is_none();
        let Some(verbless) = content_word(&phrase, start, end) else {
            continue;
        };
        let words = phrase.span(verbless..end);
        let head = span.start + words.start..span.start + words.end;
        let that = phrase.plain(verbless) == "att";
        let body = last && (body_at.is_some() || phrase.plain(end.saturating_sub(1)) == "följande");
        let words = match (body_at.filter(|_| body), that && last) {
            (Some(at), false) => at..text.len(),
            (_, true) => words.start..text.len(),
            (None, false) => words,
        };
        let label = phrase.words.get(verbless..end).unwrap_or_default();
        let label: Vec<&str> = label.iter().map(|word| word.plain.as_str()).collect();
        let form = form_of(&label, text.get(words.clone()).unwrap_or_default(), body || that);
        let words = passage.trim(span.start + words.start..span.start + words.end);
        clauses.push(Clause {
            form,
            head,
            words: if body || that {
                words
            } else {
                without_stop(passage, words)
            },
            body: body || that,
        });
    }
    clauses.retain(|clause| !clause.words.is_empty());
    clauses
}

/// Where the words that say what is asked for end, and where a body begins, if one does.
fn head(text: &str) -> (usize, Option<usize>) {
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        let breaks = rest.is_empty() || rest.starts_with(char::is_whitespace);
        if c == ':' && breaks {
            return (at, Some(after));
        }
        if is_quotation_mark(c) {
            return (at, Some(at));
        }
        if c == '.' && breaks && rest.trim_start().starts_with(|c: char| !c.is_lowercase()) {
            return (at, None);
        }
        let goes_on = rest.trim_start().starts_with(char::is_lowercase);
        if c == '\n' && !goes_on && leads_over(text.get(..at).unwrap_or_default()) {
            return (at, Some(after));
        }
    }
    (text.len(), None)
}

/// *… följande*, *… följande ändringar* at the end of a line, without a colon.
fn leads_over(words: &str) -> bool {
    let mut last = words.split_whitespace().rev();
    let (last, before) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
    last == "följande" || before == "följande" && begins(last, &["ändring", "tillägg"])
}

/// Whether words after *begär* ask the meeting for something: *återremiss*, *att ärendet bordläggs*. Who asks for the
/// floor, for leave or for a note in the minutes moves nothing.
pub(crate) fn asks_outright(phrase: &Phrase<'_>, from: usize) -> bool {
    let stops = |at: &usize| {
        let word = phrase
            .words
            .get(*at)
            .and_then(|word| phrase.text.get(word.span.clone()));
        word.is_some_and(|word| word.ends_with('.'))
    };
    let end = (from..phrase.words.len())
        .find(stops)
        .map_or(phrase.words.len(), |at| at + 1);
    let denied = (from..end).any(|at| is_denial(phrase, at));
    let Some(first) = content_word(phrase, from, end).filter(|_| !denied) else {
        return false;
    };
    if phrase.plain(first) != "att" {
        return begins(phrase.plain(first), ASKING);
    }
    let wish = |at: usize| ["få", "ordet"].contains(&phrase.plain(at));
    let does = |at: usize| begins(phrase.plain(at), DOING) && !phrase.plain(at).contains("yrkande");
    !wish(first + 1) && (first + 1..end).any(does)
}

/// The form that a verb has where the words after it name none: *tillstyrker förslaget*.
pub(crate) fn form_of_verb(said: &str) -> Option<Form> {
    let phrase = Phrase::of(said);
    let has = |stem| phrase.has_stem(&[stem]);
    match (has("tillstyrk"), has("avstyrk")) {
        (true, false) => Some(Form::Approve),
        (false, true) => Some(Form::Reject),
        _ => None,
    }
}

fn connects(plain: &str) -> bool {
    plain == "och" || plain == "samt"
}

/// The words at which clauses begin: the first, and after *och* or *samt* those that ask for something, also in the
/// second place: *och i andra hand avslag*.
fn starts(phrase: &Phrase<'_>) -> Vec<usize> {
    let that = content_word(phrase, 0, phrase.words.len()).is_some_and(|at| phrase.plain(at) == "att");
    let comma = |at: usize| {
        let word = phrase
            .words
            .get(at)
            .and_then(|word| phrase.text.get(word.span.clone()));
        word.is_some_and(|word| word.ends_with(','))
    };
    let connected = |index: &usize| {
        let ranked = RANKS
            .iter()
            .any(|rank| phrase.stands_at(*index, &["i", rank, "hand"]));
        let asks = begins(phrase.plain(if ranked { index + 3 } else { *index }), ASKING);
        let parted = connects(phrase.plain(index - 1)) || ranked && !that && comma(index - 1);
        asks && parted
    };
    let later = (1..phrase.words.len()).filter(connected);
    std::iter::once(0)
        .filter(|_| !phrase.words.is_empty())
        .chain(later)
        .collect()
}

/// The first word that says what is asked for.
fn content_word(phrase: &Phrase<'_>, start: usize, end: usize) -> Option<usize> {
    (start..end).find(|&index| !LEADING.contains(&phrase.plain(index)))
}

/// The form of motion, by the first word that tells it; by the words of the body when the head does not.
fn form_of(label: &[&str], words: &str, body: bool) -> Form {
    let told = |plain: &&str| {
        STEMS
            .iter()
            .find(|(stems, _)| begins(plain, stems))
            .map(|(_, form)| *form)
    };
    let first = label.first().copied().unwrap_or_default();
    if first != "att" && first != "följande" {
        if let Some(form) = label.iter().find_map(told) {
            return form;
        }
    } else if let Some(form) = label.iter().skip(1).find_map(told) {
        return form;
    }
    let phrase = Phrase::of(words);
    let within = phrase.words.iter().filter(|_| body);
    let changes = |form: &Form| matches!(form, Form::Amend | Form::Add);
    let mut forms = within
        .filter_map(|word| told(&word.plain.as_str()))
        .filter(changes);
    forms.next().unwrap_or(Form::Replace)
}

fn without_stop(passage: &Passage, words: Range<usize>) -> Range<usize> {
    let text = passage.slice(words.clone());
    words.start..words.start + text.trim_end_matches(['.', ',', ';']).len()
}

/// Words that a clause after *och* or *samt* begins with.
pub(crate) const ASKING: &[&str] = &[
    "ajournering",
    "att",
    "avgörande",
    "avslag",
    "bifall",
    "bordläggning",
    "följande",
    "tillägg",
    "yrkar",
    "återremi",
];

/// What the meeting is asked to do with the matter, after *begär att*.
const DOING: &[&str] = &[
    "ajourner",
    "avgör",
    "avslå",
    "bifalls",
    "bordlägg",
    "återremitter",
];

/// The places of what is asked for if the first is not carried.
const RANKS: &[&str] = &["andra", "tredje"];

/// Words that stand before what is asked for.
const LEADING: &[&str] = &[
    "yrkar", "yrkade", "jag", "på", "i", "första", "andra", "hand", "också", "även", "om", "ett", "en",
];

const STEMS: &[(&[&str], Form)] = &[
    (&["bifall"], Form::Approve),
    (&["avslag", "avslå"], Form::Reject),
    (&["återremi"], Form::Remit),
    (&["bordlägg", "bordläggs"], Form::Table),
    (&["ajourner"], Form::Adjourn),
    (&["avgör"], Form::DecideToday),
    (&["tillägg", "läggs", "kompletter"], Form::Add),
    (&["ändr", "ersätt", "stryk", "utgå"], Form::Amend),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::Manuscript;

    fn cut(text: &str) -> Vec<(Form, String)> {
        let manuscript = Manuscript::read(text.as_bytes()).unwrap();
        let lines: Vec<_> = (0..manuscript.len()).collect();
        let passage = Passage::of(&manuscript, &lines, 0);
        let clauses = clauses(&passage, 0..text.len());
        let shown = clauses
            .into_iter()
            .map(|clause| (clause.form, passage.slice(clause.words).to_owned()));
        shown.collect()
    }

    #[test]
    fn clauses_of_every_form() {
        for (text, wanted) in [
            (
                " bifall till förslaget.",
                vec![(Form::Approve, "bifall till förslaget")],
            ),
            (
                " avslag till Anna Eks yrkande samt \nyrkar följande ändring:\n\"A och avslag på B.\"",
                vec![
                    (Form::Reject, "avslag till Anna Eks yrkande"),
                    (Form::Amend, "\"A och avslag på B.\""),
                ],
            ),
            (
                " avslag på A, B och C och bifall till D.",
                vec![
                    (Form::Reject, "avslag på A, B och C"),
                    (Form::Approve, "bifall till D"),
                ],
            ),
            (
                " återremiss av ärendet.",
                vec![(Form::Remit, "återremiss av ärendet")],
            ),
            (
                " att ärendet ska återremitteras, i andra hand avslag.",
                vec![(
                    Form::Remit,
                    "att ärendet ska återremitteras, i andra hand avslag.",
                )],
            ),
            (
                " i första hand återremiss och i andra hand avslag.",
                vec![(Form::Remit, "återremiss"), (Form::Reject, "avslag")],
            ),
            (
                " i första hand återremiss, i andra hand avslag på A.",
                vec![(Form::Remit, "återremiss"), (Form::Reject, "avslag på A")],
            ),
            (
                " att ärendet ska avgöras idag.",
                vec![(Form::DecideToday, "att ärendet ska avgöras idag.")],
            ),
            (
                " följande:\nAtt A ändras till B.",
                vec![(Form::Amend, "Att A ändras till B.")],
            ),
            (" följande tillägg:\nC.", vec![(Form::Add, "C.")]),
            (
                " att styrelsen säljer båten.",
                vec![(Form::Replace, "att styrelsen säljer båten.")],
            ),
            (" .", vec![]),
        ] {
            let wanted: Vec<_> = wanted
                .into_iter()
                .map(|(form, words)| (form, words.to_owned()))
                .collect();
            assert_eq!(cut(text), wanted, "{text}");
        }
    }
}
