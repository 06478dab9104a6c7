//! Time within the record: what cannot have happened before something else is not recorded with an earlier time.
//!
//! Times are claims of their authors. Where only days are known, days are compared, so that a doubt never refuses.
//!
//! Spec: docs/guides/rules.md, `times-in-order`.

use crate::moment::Moment;
use crate::rule::{Rejection, Rule};

/// Refuses `what` at a time before that of `earlier`, which it cannot precede.
pub(super) fn not_before(
    (what, at): (&str, &Moment),
    (earlier, since): (&str, Option<&Moment>),
) -> Result<(), Rejection> {
    match since {
        Some(since) if at.is_before(since) => Err(out_of_order((what, at), (earlier, since))),
        _ => Ok(()),
    }
}

fn out_of_order((what, at): (&str, &Moment), (earlier, since): (&str, &Moment)) -> Rejection {
    Rejection::new(
        Rule::TimesInOrder,
        format!("{what} at `{at}` is before {earlier} at `{since}`"),
        "correct `at`: what follows something else is not earlier than it",
    )
}
