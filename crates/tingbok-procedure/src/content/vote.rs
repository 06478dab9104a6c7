//! Content of votes (*omröstning*, *votering*): what Ja and Nej mean, ballots, the count, the list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Outcome, ParagraphNo, Person, PropositionId, Text, VoteId};

/// `vote.demanded/1`: somebody demands a count before the gavel falls (5:53).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteDemanded {
    /// The item.
    pub item: ParagraphNo,
    /// The vote's name in this item.
    pub vote: VoteId,
    /// The proposition whose finding is not accepted; a source may not tell what was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposition: Option<PropositionId>,
    /// Who demands it, where that is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Person>,
}

/// `vote.ordered/1`: the order of the vote (*voteringsproposition*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteOrdered {
    /// The item.
    pub item: ParagraphNo,
    /// The vote that was demanded; where it follows another, the name that this event gives it.
    pub vote: VoteId,
    /// The vote that it follows upon, where nobody demands it anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Following>,
    /// What a Ja means.
    pub yes: Side,
    /// What a Nej means.
    pub no: Side,
    /// Open or closed (5:54).
    pub form: VoteForm,
    /// How it is done, where that is stated: `upprop`, `voteringsanläggning`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What is needed to win.
    pub rule: VoteRule,
}

/// What a vote follows upon in one order of propositions: the main vote upon that which chose the counter-proposal
/// (5:55). One demand covers them both, so it has none of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Following {
    /// The vote before it.
    pub vote: VoteId,
    /// The proposition that it is on, as a demand would name it; a source may not tell what was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposition: Option<PropositionId>,
}

/// The meaning of one side of a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// What happens when this side wins.
    pub means: Outcome,
    /// In words, as written: `Den som avslår ändringsyrkandet röstar Ja.`
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub text: Text,
}

/// Open votes have ballots with names, closed votes (in elections) have none (5:54, 5:67 p. 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteForm {
    /// Everybody sees how each votes.
    Open,
    /// By closed ballots.
    Closed,
}

/// What is needed to win a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteRule {
    /// Most of the ballots cast (5:55).
    Simple,
    /// A tie, decided by the chair's vote (5:56).
    CastingVote,
    /// A tie in an election, decided by lot (5:56).
    Lot,
    /// A third of those present can remit or table (5:50).
    OneThirdPresent,
    /// Two thirds of those present (5:10, 5:37).
    TwoThirdsPresent,
    /// Two thirds of the ballots cast.
    TwoThirdsCast,
    /// All of those present: an abstention counts against it (5:33, 5:52).
    Unanimous,
}

/// `ballot.cast/1`: one ballot in an open vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotCast {
    /// The item.
    pub item: ParagraphNo,
    /// The vote.
    pub vote: VoteId,
    /// Who votes.
    pub voter: Person,
    /// How.
    pub choice: Choice,
    /// Whether it was read or seen, or inferred from something else.
    pub source: BallotSource,
    /// Why it was inferred so; required of a derived ballot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How somebody voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Ja.
    Yes,
    /// Nej.
    No,
    /// *Avstår*.
    Abstain,
    /// *Frånvarande*.
    Absent,
}

/// Where a ballot is known from. A derived ballot is never shown as one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BallotSource {
    /// Read from the list, or seen in the room.
    Read,
    /// Inferred, from reservations for example.
    Derived,
}

/// `vote.counted/1`: the count and the outcome that the chair declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteCounted {
    /// The item.
    pub item: ParagraphNo,
    /// The vote.
    pub vote: VoteId,
    /// Ja.
    pub yes: u32,
    /// Nej.
    pub no: u32,
    /// *Avstår*.
    pub abstain: u32,
    /// What the chair declared to be carried. The audit computes it again.
    pub declared: Outcome,
}

/// `voting_list.recorded/1`: the list as printed. It is no ballot: columns may be lost in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VotingListRecorded {
    /// The item.
    pub item: ParagraphNo,
    /// The vote that it belongs to.
    pub vote: VoteId,
    /// What the list says the vote was about.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub matter: Text,
    /// Names and roles in the order printed.
    pub voters: Vec<Person>,
    /// The sums, where they are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Tally>,
}

/// The sums of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Ja.
    pub yes: u32,
    /// Nej.
    pub no: u32,
    /// *Avstår*.
    pub abstain: u32,
}
