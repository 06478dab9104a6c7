//! The words by which houses label the parts of a front page: a table, which another house's words extend.
//!
//! Spec: docs/procedure.md, "Event kinds", `meeting.opened`, `attendance.recorded`, `adjusters.appointed`.

/// What a label says of the words beside or below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Where and when the meeting is held.
    Session,
    /// When it paused.
    Pauses,
    /// Those who serve as members.
    Members,
    /// Substitutes who serve.
    ServingSubstitutes,
    /// Substitutes who do not serve, unless their row says for whom.
    Substitutes,
    /// Those who are there, whoever they are: they serve where each has a party.
    Present,
    /// Members and substitutes in one list, of which nobody says who serves.
    Unsorted,
    /// Officials, auditors, guests.
    Others,
    /// Members who are not there.
    Absent,
    /// Those appointed to adjust the minutes.
    Adjusters,
    /// Those who sign as adjusters.
    Adjusting,
    /// Where and when the minutes are adjusted.
    AdjustmentTime,
    /// The signatures, each with a label of its own.
    Signatures,
    /// Who signs as chair.
    Chair,
    /// Who signs as secretary.
    Secretary,
    /// Which paragraphs the minutes have.
    Paragraphs,
    /// The proof that the notice was posted.
    Notice,
    /// The table of contents.
    Contents,
    /// Something else.
    Unknown,
}

impl Label {
    /// Whether the label is over people who are there or are not.
    pub(crate) fn is_attendance(self) -> bool {
        self.is_of_serving() || matches!(self, Self::Substitutes | Self::Others | Self::Absent)
    }

    /// Whether those below it may serve.
    pub(crate) fn is_of_serving(self) -> bool {
        matches!(
            self,
            Self::Members | Self::ServingSubstitutes | Self::Present | Self::Unsorted
        )
    }

    /// Whether the same word may be the role of one person: *Ordförande Anna Ek*.
    pub(crate) fn is_role(self) -> bool {
        matches!(
            self,
            Self::Chair | Self::Secretary | Self::Adjusting | Self::Substitutes | Self::ServingSubstitutes
        )
    }
}

/// The label that words are, whatever their case and punctuation.
pub(crate) fn exact(words: &str) -> Option<Label> {
    if words.len() > LABEL_BYTES_MAX {
        return None;
    }
    let plain = plain(words);
    let (_, label) = LABELS
        .iter()
        .find(|(phrases, _)| phrases.contains(&plain.as_str()))?;
    Some(*label)
}

/// The label that begins a text, and where the rest begins: after a colon, or before a capital, a digit or a sign.
pub(crate) fn leading(words: &str) -> Option<(Label, usize)> {
    let mut found = None;
    let mut at = 0;
    for word in words.split_inclusive(char::is_whitespace).take(LABEL_WORDS_MAX) {
        at += word.len();
        let (head, rest) = words.split_at_checked(at)?;
        if rest.trim().is_empty() {
            break;
        }
        let coloned = head.trim_end().ends_with(':');
        let begins = rest
            .trim_start()
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '§');
        let label = exact(head).filter(|label| coloned || begins && !is_doubtful(*label));
        found = label.map(|label| (label, at)).or(found);
        if coloned {
            break;
        }
    }
    found
}

/// Without a colon or a gap, *Ersättare Anna Ek* may be one substitute as well as the first of a list.
fn is_doubtful(label: Label) -> bool {
    matches!(label, Label::Substitutes | Label::ServingSubstitutes)
}

fn plain(words: &str) -> String {
    let kept: String = words.chars().filter(|c| !".,:()*".contains(*c)).collect();
    let words: Vec<String> = kept.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

const LABELS: &[(&[&str], Label)] = &[
    (
        &[
            "plats och tid",
            "tid och plats",
            "plats & tid",
            "plats/tid",
            "sammanträdets plats och tid",
            "plats",
            "tid",
            "lokal",
            "möteslokal",
            "mötestid",
            "sammanträdestid",
        ],
        Label::Session,
    ),
    (
        &["ajournering", "ajourneringar", "paus", "pauser", "uppehåll"],
        Label::Pauses,
    ),
    (
        &[
            "beslutande",
            "beslutande ledamöter",
            "ledamöter",
            "närvarande ledamöter",
            "närvarande beslutande",
            "tjänstgörande ledamöter",
            "ordinarie ledamöter",
        ],
        Label::Members,
    ),
    (
        &[
            "tjänstgörande ersättare",
            "tjänstgörande",
            "tjg ersättare",
            "tjg ers",
            "tjänstg ersättare",
            "beslutande ersättare",
            "närvarande tjänstgörande ersättare",
        ],
        Label::ServingSubstitutes,
    ),
    (
        &[
            "ersättare",
            "närvarande ersättare",
            "övriga ersättare",
            "ej tjänstgörande",
            "ej tjänstgörande ersättare",
            "icke tjänstgörande ersättare",
            "inte tjänstgörande ersättare",
            "närvarande ej tjänstgörande ersättare",
            "närvarande icke tjänstgörande ersättare",
            "ersättare ej tjänstgörande",
        ],
        Label::Substitutes,
    ),
    (&["närvarande", "deltagare"], Label::Present),
    (
        &[
            "ledamöter och ersättare",
            "närvarande ledamöter och ersättare",
            "beslutande ledamöter och ersättare",
        ],
        Label::Unsorted,
    ),
    (
        &[
            "övriga",
            "övriga närvarande",
            "övriga deltagare",
            "övriga deltagande",
            "andra närvarande",
            "dessutom närvarande",
            "tjänstemän",
            "tjänstepersoner",
            "närvarande tjänstemän",
            "närvarande tjänstepersoner",
            "övriga tjänstemän",
            "föredragande",
            "revisorer",
            "inbjudna",
        ],
        Label::Others,
    ),
    (
        &[
            "frånvarande",
            "frånvarande ledamöter",
            "ej närvarande",
            "ej närvarande ledamöter",
            "förhinder",
            "anmält förhinder",
        ],
        Label::Absent,
    ),
    (
        &[
            "utses att justera",
            "utsedd att justera",
            "utsedda att justera",
            "att justera",
            "utsedda justerare",
            "protokollsjusterare",
            "justeringsmän",
            "val av justerare",
        ],
        Label::Adjusters,
    ),
    (
        &["justerare", "justerande", "justeras", "justeringsman"],
        Label::Adjusting,
    ),
    (
        &[
            "justeringens plats och tid",
            "justeringens tid och plats",
            "justeringens plats",
            "justeringens tid",
            "plats och tid för justering",
            "tid och plats för justering",
            "tid för justering",
            "justeringsdatum",
            "justeringsdag",
        ],
        Label::AdjustmentTime,
    ),
    (
        &["underskrifter", "underskrift", "namnunderskrifter"],
        Label::Signatures,
    ),
    (&["ordförande", "ordf", "mötesordförande"], Label::Chair),
    (
        &[
            "sekreterare",
            "sekr",
            "mötessekreterare",
            "vid protokollet",
            "protokollförare",
        ],
        Label::Secretary,
    ),
    (
        &["paragrafer", "paragraf", "omfattar paragrafer"],
        Label::Paragraphs,
    ),
    (
        &[
            "anslag/bevis",
            "anslag / bevis",
            "anslag",
            "bevis",
            "bevis/anslag",
            "anslagsbevis",
            "bevis om anslag",
            "bevis om justering",
            "tillkännagivande av justering",
        ],
        Label::Notice,
    ),
    (
        &[
            "innehållsförteckning",
            "innehåll",
            "ärendelista",
            "ärendeförteckning",
            "ärenden",
            "föredragningslista",
            "dagordning",
        ],
        Label::Contents,
    ),
];

const LABEL_WORDS_MAX: usize = 6;
const LABEL_BYTES_MAX: usize = 80;
