//! Seats that one person has at a time: each chair, and a substitute's place in the order.
//!
//! Invariant: two who have the same one on a day are named, whether both are in the table or one is in the roster. The
//! order of substitutes may be each party's own: of two parties, both may have a first.
//!
//! Spec: docs/spec/desk.md, "Rosters".

use jiff::civil::Date;
use tingbok_procedure::content::Office;

use super::table::{RosterError, Row};
use super::{Listed, office};

/// A seat, and the days on which it is held; a day that is not stated bounds nothing.
struct Seat<'s> {
    office: Office,
    order: Option<u32>,
    party: Option<&'s str>,
    from: Option<Date>,
    until: Option<Date>,
}

/// Refuses two rows of a table that give one seat to two.
pub(super) fn given_once(rows: &[Row]) -> Result<(), RosterError> {
    for (place, second) in rows.iter().enumerate() {
        let seat = of_row(second);
        let other = rows.iter().take(place).find(|row| seat.is(&of_row(row)));
        if let Some(first) = other {
            return Err(RosterError::SeatTwice {
                first: first.line,
                second: second.line,
                what: seat.called(),
            });
        }
    }
    Ok(())
}

/// What seat of a row somebody else in the roster has on the same days.
pub(super) fn taken(row: &Row, listed: &Listed) -> Option<String> {
    let elected = &listed.elected;
    let held = Seat {
        office: elected.office,
        order: elected.order,
        party: elected.person.party.as_deref(),
        from: elected.from.map(|day| day.0),
        until: listed.until(),
    };
    let seat = of_row(row);
    seat.is(&held).then(|| seat.called())
}

fn of_row(row: &Row) -> Seat<'_> {
    Seat {
        office: row.office,
        order: row.order,
        party: row.party.as_deref(),
        from: row.from,
        until: row.until,
    }
}

impl Seat<'_> {
    /// Whether this is the other's seat on some day.
    fn is(&self, other: &Self) -> bool {
        let ends_before =
            |one: &Self, two: &Self| one.until.zip(two.from).is_some_and(|(end, from)| end < from);
        let meet = !ends_before(self, other) && !ends_before(other, self);
        let one_has_it = match self.office {
            Office::Chair | Office::FirstViceChair | Office::SecondViceChair => true,
            Office::Substitute => {
                let of_party = self.party == other.party || self.party.is_none() || other.party.is_none();
                self.order.is_some() && self.order == other.order && of_party
            }
            Office::Member => false,
        };
        self.office == other.office && meet && one_has_it
    }

    fn called(&self) -> String {
        match self.order.filter(|_| self.office == Office::Substitute) {
            Some(order) => format!("{} {order}", office(self.office)),
            None => office(self.office).to_owned(),
        }
    }
}
