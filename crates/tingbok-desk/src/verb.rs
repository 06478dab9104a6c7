//! The commands by name, in Swedish and English, with how they are written and what they do.
//!
//! Invariant: a word, or the beginning of one, is a command only when it is one command's alone.
//!
//! Spec: docs/spec/desk.md, "Commands".

use crate::lang::Lang;
use crate::problem::Problem;

/// Declares the commands once.
macro_rules! verbs {
    ($($variant:ident $group:ident [$($sv:literal)+] [$($en:literal)+] ($sv_use:literal, $en_use:literal) ($sv_help:literal, $en_help:literal)
        $(with [$($keyword:literal)*])?;)+) => {
        /// A command of the prompt.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each is explained by its help")]
        pub enum Verb { $($variant,)+ }

        impl Verb {
            /// Every command, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The names, the first of which is shown.
            #[must_use]
            pub const fn names(self, lang: Lang) -> &'static [&'static str] {
                match (self, lang) {
                    $((Self::$variant, Lang::Sv) => &[$($sv,)+], (Self::$variant, Lang::En) => &[$($en,)+],)+
                }
            }

            /// Where it stands in the help.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)+ }
            }

            /// How it is written, after its name.
            #[must_use]
            pub const fn usage(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Sv) => $sv_use, (Self::$variant, Lang::En) => $en_use,)+
                }
            }

            /// What it does.
            #[must_use]
            pub const fn help(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$variant, Lang::Sv) => $sv_help, (Self::$variant, Lang::En) => $en_help,)+
                }
            }

            /// The words that may stand after it, beside names.
            #[must_use]
            pub const fn keywords(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($($keyword,)*)?],)+ }
            }
        }
    };
}

/// The parts of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The meeting around its items.
    Meeting,
    /// An item.
    Item,
    /// Motions, questions, votes.
    Matter,
    /// Decisions and what follows them.
    Decision,
    /// The prompt itself.
    Prompt,
}

verbs! {
    Open Meeting ["öppna"] ["open"] ("[mötet] ordförande NAMN [sekreterare NAMN] [plats \"…\"] [TID]", "[meeting] chair NAME [secretary NAME] [place \"…\"] [TIME]")
        ("sammanträdet öppnas", "the meeting is opened") with ["mötet" "ordförande" "sekreterare" "plats" "meeting" "chair" "secretary" "place"];
    Attendance Meeting ["närvaro" "upprop"] ["attendance" "roll"] ("alla [utom NAMN, …] | tjänstgör NAMN [för NAMN], … [ersättare NAMN, …] [övriga NAMN \"roll\", …]", "all [except NAME, …] | serving NAME [for NAME], … [substitutes NAME, …] [others NAME \"role\", …]")
        ("uppropet: vilka som tjänstgör och för vem, vilka som är närvarande och frånvarande", "the roll call: who serves and for whom, who is present and absent")
        with ["alla" "utom" "tjänstgör" "för" "ersättare" "övriga" "frånvarande" "all" "except" "serving" "for" "substitutes" "others" "absent"];
    Serve Meeting ["tjänstgör"] ["serves"] ("NAMN [för NAMN] [TID]", "NAME [for NAME] [TIME]") ("någon börjar tjänstgöra, i någons ställe", "somebody serves from now on, in somebody's place") with ["för" "for"];
    Leave Meeting ["lämnar" "slutar"] ["leaves"] ("NAMN [TID]", "NAME [TIME]") ("någon slutar tjänstgöra", "somebody serves no longer");
    Agenda Meeting ["dagordning" "föredragningslista"] ["agenda"] ("[: TEXT]", "[: TEXT]") ("föredragningslistan fastställs", "the agenda is adopted");
    Adjusters Meeting ["justerare"] ["adjusters"] ("NAMN, … [den 2026-03-18] [ärendet]", "NAME, … [on 2026-03-18] [item]") ("justerare utses, för mötet eller bara för ärendet", "adjusters are appointed, for the meeting or for the item alone") with ["den" "ärendet" "on" "item"];
    Doors Meeting ["dörrar"] ["doors"] ("stängda | öppna", "closed | open") ("dörrarna stängs eller öppnas", "the doors are closed or opened") with ["stängda" "öppna" "closed" "open"];
    Adjourn Meeting ["ajournera"] ["adjourn"] ("[TID]", "[TIME]") ("sammanträdet ajourneras", "the meeting is adjourned");
    Resume Meeting ["återuppta"] ["resume"] ("[DAG] [TID]", "[DAY] [TIME]") ("sammanträdet återupptas", "the meeting goes on");
    Close Meeting ["stäng"] ["close"] ("[mötet] [TID] [ändå]", "[meeting] [TIME] [anyway]") ("sammanträdet avslutas; med `ändå` fast något är öppet", "the meeting is closed; with `anyway` though something is open") with ["mötet" "ändå" "meeting" "anyway"];
    Item Item ["ärende"] ["item"] ("[NUMMER] [dnr RS/1/2026] [val | myndighet] [ordförande NAMN]: RUBRIK", "[NUMBER] [case RS/1/2026] [election | authority] [chair NAME]: TITLE") ("ett ärende öppnas; utan nummer tas nästa", "an item is opened; without a number it takes the next") with ["dnr" "val" "myndighet" "ordförande" "case" "election" "authority" "chair"];
    Present Item ["sammanfattning" "föredragning"] ["summary"] (": TEXT", ": TEXT") ("ärendets sammanfattning", "the summary of the item");
    Underlay Item ["underlag"] ["underlay"] (": TITEL | TITEL", ": TITLE | TITLE") ("beslutsunderlaget", "the documents that the decision rests on");
    Proposal Item ["förslag"] ["proposal"] ("[p1] [av \"Direktören\"]: PUNKT | PUNKT", "[p1] [by \"The director\"]: POINT | POINT") ("ett förslag till beslut", "a proposal for a decision") with ["av" "by"];
    Recusal Item ["jäv"] ["recusal"] ("NAMN [: GRUND]", "NAME [: GROUND]") ("någon anmäler jäv eller förklaras jävig i ärendet", "somebody is recused in the item");
    Motion Matter ["yrkande" "yrkar"] ["motion" "moves"] ("NAMN bifall | avslag | ändring | tillägg | ersättning | återremiss | bordläggning | avgörande | ajournering [p1 | m2, m3 | samtliga NAMN] [sid 9] [avsnitt \"…\"] [från \"…\"] [till \"…\"] [: TEXT]", "NAME approval | rejection | amendment | addition | replacement | remittal | tabling | today | adjournment [p1 | m2, m3 | all NAME] [page 9] [section \"…\"] [from \"…\"] [to \"…\"] [: TEXT]")
        ("någon yrkar något", "somebody moves something")
        with ["bifall" "avslag" "ändring" "tillägg" "ersättning" "återremiss" "bordläggning" "avgörande" "ajournering" "samtliga" "sid" "avsnitt" "från" "till" "approval" "rejection" "amendment" "addition" "replacement" "remittal" "tabling" "today" "adjournment" "all" "page" "section" "from" "to"];
    Join Matter ["instämmer"] ["joins"] ("NAMN m1, m2 [: TEXT]", "NAME m1, m2 [: TEXT]") ("någon stöder andras yrkanden", "somebody supports motions of others");
    Withdraw Matter ["återta"] ["withdraw"] ("m1, m2 [av NAMN]", "m1, m2 [by NAME]") ("yrkanden återtas av den som ställt dem", "motions are taken back by their mover") with ["av" "by"];
    Speech Matter ["yttrande"] ["speech"] ("NAMN [: TEXT]", "NAME [: TEXT]") ("någon yttrar sig", "somebody speaks");
    Debate Matter ["debatt" "överläggning"] ["debate"] ("slut", "closed") ("överläggningen förklaras avslutad", "the debate is closed") with ["slut" "closed"];
    Order Matter ["propositionsordning"] ["order"] ("[q1, q2] [: TEXT]", "[q1, q2] [: TEXT]") ("ordningen i vilken propositionerna ställs", "the order in which the questions are put");
    Proposition Matter ["proposition" "prop"] ["put" "question"] ("m3 | p1 | m3 mot m4 | m1, m2, p1 [huvud | motförslag | återremiss | bordläggning | idag | tillägg | slutlig] [avslås | bifalls | återremitteras | bordläggs | avgörs [VAD]]", "m3 | p1 | m3 against m4 | m1, m2, p1 [main | counter | remittal | tabling | today | addition | final] [rejected | approved | remitted | tabled | decided [WHAT]]")
        ("ordföranden ställer proposition, och vad ordföranden finner", "the chair puts a question, and what the chair finds")
        with ["mot" "huvud" "motförslag" "återremiss" "bordläggning" "idag" "tillägg" "slutlig" "avslås" "bifalls" "återremitteras" "bordläggs" "avgörs" "against" "main" "counter" "remittal" "tabling" "today" "addition" "final" "rejected" "approved" "remitted" "tabled" "decided"];
    Found Matter ["finner" "utfall"] ["found"] ("[q1] avslås | bifalls | återremitteras | bordläggs | avgörs [VAD]", "[q1] rejected | approved | remitted | tabled | decided [WHAT]") ("vad ordföranden finner, när det inte sagts med propositionen", "what the chair finds, when it was not said with the question") with ["avslås" "bifalls" "återremitteras" "bordläggs" "avgörs" "rejected" "approved" "remitted" "tabled" "decided"];
    Vote Matter ["votering" "omröstning"] ["vote"] ("[q1] [begärd NAMN | följer v1] [ja=avslag [nej=bifall]] [sluten] [regel tredjedel] [metod \"…\"] [9 4 [1]]", "[q1] [demanded NAME | follows v1] [yes=rejection [no=approval]] [closed] [rule third] [method \"…\"] [9 4 [1]]")
        ("omröstning begärs; med ja= fastställs voteringspropositionen; med röstetal är den räknad", "a vote is demanded; with yes= it is ordered; with sums it is counted")
        with ["begärd" "följer" "ja=avslag" "ja=bifall" "ja=idag" "ja=m1" "nej=bifall" "nej=avslag" "nej=återremiss" "sluten" "regel" "metod" "tredjedel" "lott" "utslagsröst" "demanded" "follows" "yes=rejection" "yes=approval" "no=approval" "no=rejection" "closed" "rule" "method" "third" "lot" "casting"];
    Ballot Matter ["röst" "röster"] ["ballot"] ("NAMN, … ja | nej | avstår | frånvarande", "NAME, … yes | no | abstains | absent") ("hur någon röstade i den pågående omröstningen", "how somebody voted in the vote that is open") with ["ja" "nej" "avstår" "frånvarande" "yes" "no" "abstains" "absent"];
    Count Matter ["räkning"] ["count"] ("9 4 [1] [ja | nej]", "9 4 [1] [yes | no]") ("röstetalen, och vid lika röstetal vilken sida som vann", "the sums, and on a tie the side that won") with ["ja" "nej" "yes" "no"];
    Decline Decision ["deltar"] ["declines"] ("inte NAMN, … [q1 | d1] [: TEXT]", "NAME, … [q1 | d1] [: TEXT]") ("någon deltar inte i beslutet", "somebody takes no part in the decision") with ["inte"];
    Decision Decision ["beslut"] ["decision"] ("[q1] enligt p1 | [q1]: PUNKT | PUNKT", "[q1] as p1 | [q1]: POINT | POINT") ("beslutet, punkt för punkt", "the decision, point by point") with ["enligt" "as"];
    Reservation Decision ["reservation"] ["reservation"] ("NAMN, … [mot d1] [för m3, m4] [: TEXT]", "NAME, … [against d1] [for m3, m4] [: TEXT]") ("någon reserverar sig", "somebody reserves") with ["mot" "för" "against" "for"];
    Note Decision ["anteckning"] ["note"] ("NAMN, … [: TEXT]", "NAME, … [: TEXT]") ("en protokollsanteckning", "a note for the minutes");
    Opinion Decision ["särskilt"] ["opinion"] ("NAMN, … [: TEXT]", "NAME, … [: TEXT]") ("ett särskilt yttrande", "a special opinion");
    Dispatch Decision ["expediera"] ["dispatch"] (": MOTTAGARE, MOTTAGARE", ": RECIPIENT, RECIPIENT") ("vilka beslutet sänds till", "who is to be sent the decision");
    Finish Decision ["avsluta"] ["finish"] ("[omedelbart]", "[at-once]") ("ärendet avslutas, och justeras omedelbart om det sägs", "the item is closed, and adjusted at once where that is said") with ["omedelbart" "at-once"];
    Undo Prompt ["ångra"] ["undo"] ("", "") ("den senaste raden tas bort", "the newest line is taken away");
    Strike Prompt ["stryk"] ["strike"] ("RAD", "LINE") ("en rad tas bort", "a line is taken away");
    Mend Prompt ["rätta"] ["mend"] ("RAD NY RAD", "LINE NEW LINE") ("en rad skrivs om på sin plats", "a line is written anew in its place");
    Show Prompt ["visa"] ["show"] ("[NUMMER | utkast]", "[NUMBER | drafts]") ("paragrafen så långt, eller utkasten som JSON", "the paragraph so far, or the drafts as JSON") with ["utkast" "drafts"];
    Waiting Prompt ["rader"] ["lines"] ("", "") ("raderna som väntar på underskrift", "the lines that wait to be signed");
    Left Prompt ["kvar"] ["left"] ("", "") ("vad som ännu är öppet", "what is still open");
    Help Prompt ["hjälp"] ["help" "?"] ("[KOMMANDO]", "[COMMAND]") ("denna sida, eller ett kommando", "this page, or a command");
    Sign Prompt ["signera"] ["sign"] ("", "") ("raderna signeras och antecknas, alla eller ingen", "the lines are signed and recorded, all or none");
    Quit Prompt ["sluta"] ["quit" "exit"] ("", "") ("prompten stängs; raderna väntar", "the prompt is closed; the lines wait");
}

impl Verb {
    /// The command of a word, or of the beginning of one.
    ///
    /// # Errors
    /// [`Problem`] when it is none, or may be several.
    pub fn find(word: &str) -> Result<Self, Problem> {
        let word = word.to_lowercase();
        let whole = |name: &str| name == word;
        if let Some(verb) = Self::ALL.iter().find(|verb| verb.all_names().any(whole)) {
            return Ok(*verb);
        }
        let begins = |verb: &&Self| verb.all_names().any(|name| name.starts_with(&word));
        let begun: Vec<&Self> = Self::ALL.iter().filter(begins).collect();
        match begun.as_slice() {
            [only] if word.chars().count() >= BEGINNING_CHARS_MIN => Ok(**only),
            [] | [_] => Err(Problem::new(
                format!("`{word}` är inget kommando"),
                format!("`{word}` is no command"),
            )
            .hint("`hjälp` visar kommandona", "`help` shows the commands")),
            several => {
                let listed = |lang| {
                    let names = several.iter().filter_map(|verb| verb.names(lang).first());
                    names
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                Err(Problem::new(
                    format!("`{word}` kan vara {}", listed(Lang::Sv)),
                    format!("`{word}` may be {}", listed(Lang::En)),
                ))
            }
        }
    }

    /// The name that is shown.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        self.names(lang).first().copied().unwrap_or_default()
    }

    /// The name and how it is written, on one line.
    #[must_use]
    pub fn written(self, lang: Lang) -> String {
        format!("{} {}", self.name(lang), self.usage(lang))
            .trim_end()
            .to_owned()
    }

    fn all_names(self) -> impl Iterator<Item = &'static str> {
        self.names(Lang::Sv).iter().chain(self.names(Lang::En)).copied()
    }

    /// Every word that ends a name in some command.
    pub(crate) fn is_keyword(word: &str) -> bool {
        Self::ALL.iter().any(|verb| verb.keywords().contains(&word))
    }
}

/// The help on one screen: each command with what it does.
#[must_use]
pub fn help(lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (group, sv, en) in GROUPS {
        let of_group = Verb::ALL.iter().filter(|verb| verb.group() == group);
        let names: Vec<&str> = of_group.map(|verb| verb.name(lang)).collect();
        lines.push(format!("{:<12} {}", lang.of(sv, en), names.join(", ")));
    }
    lines.push(String::new());
    lines.extend(lang.of(NOTES_SV, NOTES_EN).iter().map(|line| (*line).to_owned()));
    lines
}

/// The help of one command.
#[must_use]
pub fn help_of(verb: Verb, lang: Lang) -> Vec<String> {
    let also: Vec<&str> = verb.all_names().filter(|name| *name != verb.name(lang)).collect();
    let mut lines = vec![verb.written(lang), format!("  {}", verb.help(lang))];
    if !also.is_empty() {
        lines.push(format!("  {} {}", lang.of("även:", "also:"), also.join(", ")));
    }
    lines
}

const GROUPS: [(Group, &str, &str); 5] = [
    (Group::Meeting, "mötet", "meeting"),
    (Group::Item, "ärendet", "item"),
    (Group::Matter, "behandling", "matter"),
    (Group::Decision, "beslut", "decision"),
    (Group::Prompt, "prompten", "prompt"),
];

const NOTES_SV: &[&str] = &[
    "`hjälp yrkande` visar hur ett kommando skrivs. Tabb fyller i kommandon, namn, yrkanden.",
    "Kommandon får förkortas: `prop m3 avslås`. Text står efter kolon; punkter skiljs med `|`.",
    "En rad kan börja med tid och paragraf: `kl 14.05 §57 yttrande Nordin`. m1 är ett yrkande,",
    "p1 ett förslag, q1 en proposition, v1 en omröstning, d1 ett beslut.",
    "Inget är antecknat förrän du skriver `signera`; till dess kan du `ångra`, `stryka` och `rätta`.",
];

const NOTES_EN: &[&str] = &[
    "`help motion` shows how a command is written. Tab completes commands, names, motions.",
    "Commands may be shortened: `prop m3 rejected`. Text stands after a colon; `|` parts points.",
    "A line may begin with time and paragraph: `kl 14.05 §57 speech Nordin`. m1 is a motion,",
    "p1 a proposal, q1 a proposition, v1 a vote, d1 a decision.",
    "Nothing is recorded until you write `sign`; until then `undo`, `strike` and `mend`.",
];

const BEGINNING_CHARS_MIN: usize = 2;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_name_is_one_commands() {
        let mut names: BTreeMap<&str, Verb> = BTreeMap::new();
        for verb in Verb::ALL {
            for name in verb.all_names() {
                let other = names.insert(name, *verb);
                assert!(other.is_none_or(|other| other == *verb), "{name}: {other:?}");
            }
        }
        assert!(names.len() > Verb::ALL.len());
    }

    #[test]
    fn a_beginning_is_enough_where_it_is_one_commands() {
        assert_eq!(Verb::find("YRK"), Ok(Verb::Motion));
        assert_eq!(Verb::find("ajo"), Ok(Verb::Adjourn));
        assert_eq!(Verb::find("röst"), Ok(Verb::Ballot));
        let refused = |word| Verb::find(word).unwrap_err().say(Lang::Sv);
        assert_eq!(refused("xyz"), "`xyz` är inget kommando");
        assert_eq!(refused("j"), "`j` kan vara `justerare`, `jäv`, `instämmer`");
        assert_eq!(refused("åter"), "`åter` kan vara `återuppta`, `återta`");
    }

    #[test]
    fn the_help_is_one_screen_and_names_every_command() {
        for lang in [Lang::Sv, Lang::En] {
            let page = help(lang);
            assert!(page.len() <= 24, "{}", page.len());
            let all = page.join("\n");
            for verb in Verb::ALL {
                assert!(all.contains(verb.name(lang)), "{verb:?}");
                assert!(!verb.help(lang).is_empty());
            }
        }
    }
}
