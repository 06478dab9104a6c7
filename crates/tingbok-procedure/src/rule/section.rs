//! The section behind a rule: as it read on a day, and as it binds a board or an assembly.
//!
//! Invariant: chapter 5 is about assemblies. What of it binds a board does so through 6:33 (how matters are decided) and
//! 6:35 (minutes), and is cited so; where the body is not known, the section is cited plainly.
//!
//! Spec: docs/procedure.md, "Rules have dates"; docs/guides/rules.md.

use jiff::civil::{Date, date};

use super::{Rule, Verdict};
use crate::content::BodyKind;
use BodyKind::{Assembly, Board};

impl Rule {
    /// The section behind the rule as it read on a day, for a board or an assembly where that is known; `None` where plain
    /// logic or good order is the reason.
    ///
    /// A meeting is judged by the rules of its day.
    #[must_use]
    pub fn section_on(self, day: Date, body: Option<BodyKind>) -> Option<&'static str> {
        let earlier = EARLIER_WORDINGS.iter();
        let mut earlier =
            earlier.filter(|(rule, of, before, _)| (*rule, *of) == (self, body) && day < *before);
        let mut of_body = OF_BODY
            .iter()
            .filter(|(rule, of, _)| (*rule, Some(*of)) == (self, body));
        earlier
            .next()
            .map(|(_, _, _, section)| *section)
            .or_else(|| of_body.next().map(|(_, _, section)| *section))
            .or(self.section())
    }

    /// Whether the rule applies to what happened on a day. What only follows from logic always does.
    #[must_use]
    pub fn applies_on(self, day: Date) -> bool {
        self.section().is_none() || self.verdict() == Verdict::Rejected || day >= KOMMUNALLAG_2017_725
    }
}

/// The day on which kommunallag (2017:725) came into force; this program knows no rules of earlier law.
pub const KOMMUNALLAG_2017_725: Date = date(2018, 1, 1);

/// How a body's `rule_set` names the one law whose rules this program knows, kommunallag (2017:725).
pub const RULE_SET: &str = "2017:725";

/// The day on which 2022:638 came into force, which changed when a board's member is recused (6:28).
const KOMMUNALLAG_2022_638: Date = date(2022, 7, 1);

/// Sections that read otherwise before a day: the rule, the body, the day from which today's wording is in force, how it
/// is cited. What an assembly goes by (5:47) is as it was.
const EARLIER_WORDINGS: [(Rule, Option<BodyKind>, Date, &str); 2] = [
    (
        Rule::Recusal,
        None,
        KOMMUNALLAG_2022_638,
        "6:28–30, 5:47 (before 2022:638)",
    ),
    (
        Rule::Recusal,
        Some(Board),
        KOMMUNALLAG_2022_638,
        "6:28–30 (before 2022:638)",
    ),
];

/// How a rule that makes findings is cited of one sort of body, where that is not its plain section.
const OF_BODY: [(Rule, BodyKind, &str); 24] = [
    (Rule::Quorum, Assembly, "5:45–46"),
    (Rule::Quorum, Board, "6:27"),
    (Rule::Recusal, Assembly, "5:47"),
    (Rule::Recusal, Board, "6:28–30"),
    (Rule::MinorityRemit, Assembly, "5:50"),
    (Rule::MinorityRemit, Board, "6:33"),
    (Rule::SimpleMajority, Board, "6:33, 5:55"),
    (Rule::CastingVote, Board, "6:33, 5:56"),
    (Rule::LotInElections, Board, "6:33, 5:56"),
    (Rule::OpenVote, Board, "6:33, 5:54"),
    (Rule::QualifiedMajority, Board, "6:33, 5:55"),
    (Rule::DecisionAsCarried, Board, "6:33, 5:55"),
    (Rule::DemandInTime, Board, "6:33, 5:53"),
    (Rule::MotionsInMinutes, Board, "6:35, 5:67 p. 1"),
    (Rule::OrderInMinutes, Board, "6:35, 5:67 p. 2"),
    (Rule::VotesInMinutes, Board, "6:35, 5:67 p. 3, 5"),
    (Rule::AdjustersNumber, Board, "6:35, 5:69"),
    (Rule::AdjustedAtOnce, Board, "6:35, 5:69"),
    (Rule::AdjustedInTime, Board, "6:35, 5:69"),
    (Rule::TextComplete, Board, "6:35, 5:67, 5:69"),
    // In a board the order of service is what the assembly decides; the rule is not judged there.
    (Rule::ServesAgain, Board, "6:17"),
    (Rule::PostedAfterAdjustment, Board, "6:35, 8:12"),
    (Rule::PostedInTime, Board, "6:35, 8:12"),
    (Rule::PostedWholeTime, Board, "6:35, 8:12, 13:5"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Finding;
    use crate::words;

    const TODAY: Date = date(2026, 3, 11);

    #[test]
    fn a_meeting_is_judged_by_the_rules_of_its_day() {
        let recused = || {
            Finding::new(
                Rule::Recusal,
                words!("`Klara Nordin` votes", "`Klara Nordin` röstar"),
            )
        };
        let section = |day: Date, body| recused().on(day, body).and_then(|finding| finding.section);
        let (before, from) = (date(2022, 6, 30), date(2022, 7, 1));
        assert_eq!(section(before, None), Some("6:28–30, 5:47 (before 2022:638)"));
        assert_eq!(section(from, None), Some("6:28–30, 5:47"));
        assert_eq!(section(before, Some(Board)), Some("6:28–30 (before 2022:638)"));
        assert_eq!(section(from, Some(Board)), Some("6:28–30"));
        // 2022:638 left 5:47 as it was.
        assert_eq!(section(before, Some(Assembly)), Some("5:47"));
        assert_eq!(recused().on(date(2017, 12, 31), None), None);
        let logic = Finding::new(Rule::ItemSettled, words!("`q1` is open", "`q1` är öppen"));
        assert!(logic.on(date(2017, 12, 31), Some(Board)).is_some());
    }

    #[test]
    fn a_duty_of_law_has_its_section() {
        let by_law = [Verdict::Grave, Verdict::Formal];
        let rules = Rule::ALL.iter().filter(|rule| by_law.contains(&rule.verdict()));
        let without: Vec<_> = rules.filter(|rule| rule.section().is_none()).collect();
        assert_eq!(without, Vec::<&Rule>::new());
    }

    /// A section of chapter 5 binds a board through 6:33 or 6:35; nothing of chapter 6 binds an assembly.
    #[test]
    fn each_body_is_held_to_its_own_chapter() {
        for rule in Rule::ALL
            .iter()
            .filter(|rule| rule.verdict() != Verdict::Rejected)
        {
            let cited = |body| rule.section_on(TODAY, Some(body)).unwrap_or_default();
            let board = cited(Board);
            let through = ["6:33", "6:35"].iter().any(|section| board.starts_with(section));
            assert!(through || !board.contains("5:"), "{rule}: {board}");
            assert!(!cited(Assembly).contains("6:"), "{rule}: {}", cited(Assembly));
            assert_eq!(rule.section_on(TODAY, None), rule.section());
        }
        assert_eq!(
            Rule::SimpleMajority.section_on(TODAY, Some(Board)),
            Some("6:33, 5:55")
        );
        assert_eq!(
            Rule::SimpleMajority.section_on(TODAY, Some(Assembly)),
            Some("5:55")
        );
    }
}
