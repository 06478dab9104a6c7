//! Time within the record: what cannot have happened before something else is not recorded with an earlier time.
//!
//! Times are claims of their authors. Where only days are known, days are compared, so that a doubt never refuses.
//!
//! Spec: docs/guides/rules.md, `times-in-order`.

use crate::moment::Moment;
use crate::rule::{Rejection, Rule};
use crate::wording::Wording;
use crate::words;

/// Refuses `what` at a time before that of `earlier`, which it cannot precede.
pub(super) fn not_before(
    (what, at): (Act, &Moment),
    (earlier, since): (Act, Option<&Moment>),
) -> Result<(), Rejection> {
    match since {
        Some(since) if at.is_before(since) => Err(out_of_order((what, at), (earlier, since))),
        _ => Ok(()),
    }
}

fn out_of_order((what, at): (Act, &Moment), (earlier, since): (Act, &Moment)) -> Rejection {
    Rejection::new(
        Rule::TimesInOrder,
        words!(
            "{what} at `{at}` is before {earlier} at `{since}`",
            "{what} `{at}` är före {earlier} `{since}`";
            what = what.name(), earlier = earlier.name()
        ),
        words!(
            "correct `at`: what follows something else is not earlier than it",
            "rätta `at`: det som följer på något annat är inte tidigare än det"
        ),
    )
}

/// Something that has its place in time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Adjournment,
    Adjustment,
    Ballot,
    Cancellation,
    Closing,
    ClosingOfCase,
    Correction,
    Count,
    CourtsDecision,
    Dispute,
    FirstDay,
    Force,
    InItem,
    LastDay,
    Meeting,
    Notice,
    OfParagraph,
    Opening,
    OpeningOfAnItem,
    OpeningOfItem,
    OrderOfVote,
    PostingAnew,
    Registration,
    Release,
    Resumption,
    Signature,
    Summons,
    Supplement,
    TakingDown,
    TakingItDown,
    Text,
}

impl Act {
    fn name(self) -> Wording {
        match self {
            Self::Adjournment => words!("the adjournment", "ajourneringen"),
            Self::Adjustment => words!("the adjustment", "justeringen"),
            Self::Ballot => words!("the ballot", "rösten"),
            Self::Cancellation => words!("the cancellation", "inställandet"),
            Self::Closing => words!("the closing of the meeting", "sammanträdets avslutande"),
            Self::ClosingOfCase => words!("the closing of the case", "avslutandet av diarieärendet"),
            Self::Correction => words!("the correction", "rättelsen"),
            Self::Count => words!("the count", "rösträkningen"),
            Self::CourtsDecision => words!("the court's decision", "domstolens avgörande"),
            Self::Dispute => words!("the dispute", "invändningen mot texten"),
            Self::FirstDay => words!("the first day", "den första dagen"),
            Self::Force => words!("force", "laga kraft"),
            Self::InItem => words!("what happened in the item", "det som hände i ärendet"),
            Self::LastDay => words!("the last day", "den sista dagen"),
            Self::Meeting => words!("the meeting", "sammanträdet"),
            Self::Notice => words!("the notice", "anslaget"),
            Self::OfParagraph => words!("what concerns the paragraph", "det som gäller paragrafen"),
            Self::Opening => words!("the opening of the meeting", "sammanträdets öppnande"),
            Self::OpeningOfAnItem => words!("the opening of an item", "öppnandet av ett ärende"),
            Self::OpeningOfItem => words!("its opening", "ärendets öppnande"),
            Self::OrderOfVote => words!("the order of the vote", "voteringsordningen"),
            Self::PostingAnew => words!("posting the notice anew", "det nya anslaget"),
            Self::Registration => words!("the registration", "registreringen"),
            Self::Release => words!("the release", "entledigandet"),
            Self::Resumption => words!("the resumption", "återupptagandet"),
            Self::Signature => words!("the signature", "underskriften"),
            Self::Summons => words!("the summons", "kallelsen"),
            Self::Supplement => words!("the supplement to the summons", "tillägget till kallelsen"),
            Self::TakingDown => words!("taking the notice down", "nedtagandet av anslaget"),
            Self::TakingItDown => words!("taking it down", "att det togs ned"),
            Self::Text => words!("the text", "texten"),
        }
    }
}
