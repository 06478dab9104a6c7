//! The stages of a paragraph in Swedish, as people read them.
//!
//! Spec: docs/procedure.md, "Time limits"; 5:69, 8:12, 13:5.

use super::Stage;

impl Stage {
    /// The stage in Swedish, as a notice board shows it: `ska justeras senast 2024-06-24`.
    #[must_use]
    pub fn swedish(&self) -> String {
        match self {
            Self::Planned => "sammanträdet har inte hållits".to_owned(),
            Self::ToAdjust { by } => format!("ska justeras senast {by}"),
            Self::AdjustmentOverdue { by } => format!("skulle ha justerats senast {by}"),
            Self::ToPost { adjusted, by } => format!("justerad {adjusted}, ska anslås senast {by}"),
            Self::PostingOverdue { adjusted, by } => {
                format!("justerad {adjusted}, skulle ha anslagits senast {by}")
            }
            Self::AppealTime { posted, until } => {
                format!("anslagen {posted}, kan överklagas till och med {until}")
            }
            Self::ToTakeDown { from } => {
                format!("överklagandetiden har gått ut, anslaget får tas ned från och med {from}")
            }
            Self::TakenDownEarly { removed, until } => {
                format!(
                    "anslaget togs ned {removed} men skulle sitta till och med {until}: överklagandetiden löper inte"
                )
            }
            Self::Appealed { on } => format!("överklagad {on}"),
            Self::AppealTimeOut { on } => format!("överklagandetiden gick ut {on}"),
            Self::InForce { since } => format!("laga kraft {since}"),
        }
    }
}
