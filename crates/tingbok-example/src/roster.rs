//! The fictional people of Region Fjällmark: who sits in the board and in the assembly, and who holds which key.
//!
//! Nobody here exists. Two members of the assembly have the same name, as happens; they are told apart by `member`.

use tingbok_procedure::Role;
use tingbok_procedure::content::{MemberElected, Office, Person};

use crate::Key;

/// Somebody who is elected.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) party: &'static str,
    pub(crate) office: Office,
}

/// Everybody of one body: members in the order of the roll, then substitutes in the order in which they are called in.
pub(crate) type Roster = &'static [Member];

impl Member {
    /// The person as the registrar writes it. Chairs and namesakes are linked to the roster; of others the name is enough.
    pub(crate) fn person(&self) -> Person {
        let linked = self.role().is_some() || NAMESAKES.contains(&self.name);
        Person {
            name: self.name.to_owned(),
            party: Some(self.party.to_owned()),
            role: self.role().map(str::to_owned),
            member: linked.then(|| self.id.into()),
        }
    }

    /// The entry in the roster.
    pub(crate) fn elected(&self, order: Option<u32>) -> MemberElected {
        MemberElected {
            member: self.id.into(),
            person: self.person(),
            office: self.office,
            order,
            from: None,
            until: None,
        }
    }

    pub(crate) const fn is_substitute(&self) -> bool {
        matches!(self.office, Substitute)
    }

    const fn role(&self) -> Option<&'static str> {
        match self.office {
            Chair => Some("Ordförande"),
            FirstViceChair => Some("1:e vice ordförande"),
            SecondViceChair => Some("2:e vice ordförande"),
            Office::Member | Substitute => None,
        }
    }
}

/// An official, who is in no roster.
pub(crate) fn official(name: &str, role: &str) -> Person {
    Person {
        name: name.to_owned(),
        role: Some(role.to_owned()),
        ..Person::default()
    }
}

/// The handle of a person's key; of one without a key the registrar's, which signs for nobody.
pub(crate) fn handle(keys: &'static [Key], holder: &str) -> &'static str {
    let own = keys.iter().find(|key| key.holder == holder);
    own.map_or(REGISTRAR, |key| key.handle)
}

/// The handle of the registrar's key.
pub(crate) const REGISTRAR: &str = "registrar-1";

/// The secretary of both bodies, who also records.
pub(crate) const SECRETARY: &str = "Elin Berg";

const NAMESAKES: [&str; 1] = ["Lars Nilsson"];

const fn of(id: &'static str, name: &'static str, party: &'static str, office: Office) -> Member {
    Member {
        id,
        name,
        party,
        office,
    }
}

const fn key(handle: &'static str, holder: &'static str, roles: &'static [Role]) -> Key {
    Key {
        handle,
        holder,
        roles,
    }
}

/// The keys that have to be enrolled in the board's ledger.
pub const BOARD_KEYS: &[Key] = &[
    key(REGISTRAR, SECRETARY, &[Role::Registrar]),
    key("chair-1", "Ingrid Sandvall", &[Role::Chair]),
    key("chair-2", "Mats Holmgren", &[Role::Chair, Role::Adjuster]),
    key("adjuster-1", "Klara Nordin", &[Role::Adjuster]),
    key("adjuster-2", "Gunnar Frisk", &[Role::Adjuster]),
    key("adjuster-3", "Petra Lindahl", &[Role::Adjuster]),
    key("adjuster-4", "Olle Brännström", &[Role::Adjuster]),
];

/// The keys that have to be enrolled in the assembly's ledger.
pub const ASSEMBLY_KEYS: &[Key] = &[
    key(REGISTRAR, SECRETARY, &[Role::Registrar]),
    key("chair-1", "Berit Hallström", &[Role::Chair]),
    key("chair-2", "Rolf Ahlin", &[Role::Chair, Role::Adjuster]),
    key("adjuster-1", "Solveig Rask", &[Role::Adjuster]),
    key("adjuster-2", "Henrik Wallgren", &[Role::Adjuster]),
    key("adjuster-3", "Yasmin Karimi", &[Role::Adjuster]),
    key("adjuster-4", "Börje Lund", &[Role::Adjuster]),
];

use Office::{Chair, FirstViceChair, SecondViceChair, Substitute};
const SEAT: Office = Office::Member;

/// *Regionstyrelsen*: eleven seats.
pub(crate) const BOARD: Roster = &[
    of("ingrid-sandvall", "Ingrid Sandvall", "S", Chair),
    of("mats-holmgren", "Mats Holmgren", "C", FirstViceChair),
    of("klara-nordin", "Klara Nordin", "M", SecondViceChair),
    of("eva-lena-stahl", "Eva-Lena Ståhl", "S", SEAT),
    of("tor-myhrman", "Tor Myhrman", "S", SEAT),
    of("petra-lindahl", "Petra Lindahl", "V", SEAT),
    of("samira-haddad", "Samira Haddad", "MP", SEAT),
    of("gunnar-frisk", "Gunnar Frisk", "KD", SEAT),
    of("olle-brannstrom", "Olle Brännström", "L", SEAT),
    of("ronja-viklund", "Ronja Viklund", "SD", SEAT),
    of("ake-sundin", "Åke Sundin", "M", SEAT),
    of("nils-falk", "Nils Falk", "S", Substitute),
    of("gunilla-tornqvist", "Gunilla Törnqvist", "S", Substitute),
    of("per-anders-asling", "Per-Anders Åsling", "C", Substitute),
    of("lisbet-grahn", "Lisbet Grahn", "M", Substitute),
    of("amir-rostami", "Amir Rostami", "V", Substitute),
    of("sara-lindvall", "Sara Lindvall", "MP", Substitute),
    of("kerstin-olofsdotter", "Kerstin Olofsdotter", "KD", Substitute),
    of("ulf-backman", "Ulf Backman", "L", Substitute),
    of("jonas-westberg", "Jonas Westberg", "SD", Substitute),
];

/// *Regionfullmäktige*: forty-one seats. Ten of the board sit here too, and answer for their administration.
pub(crate) const ASSEMBLY: Roster = &[
    of("berit-hallstrom", "Berit Hallström", "S", Chair),
    of("rolf-ahlin", "Rolf Ahlin", "C", FirstViceChair),
    of("solveig-rask", "Solveig Rask", "M", SecondViceChair),
    of("ingrid-sandvall", "Ingrid Sandvall", "S", SEAT),
    of("eva-lena-stahl", "Eva-Lena Ståhl", "S", SEAT),
    of("tor-myhrman", "Tor Myhrman", "S", SEAT),
    of("lars-nilsson-norrvik", "Lars Nilsson", "S", SEAT),
    of("lars-nilsson-tallasen", "Lars Nilsson", "S", SEAT),
    of("birgitta-enmark", "Birgitta Enmark", "S", SEAT),
    of("hassan-abdi", "Hassan Abdi", "S", SEAT),
    of("monica-lindh", "Monica Lindh", "S", SEAT),
    of("stefan-kallstrom", "Stefan Källström", "S", SEAT),
    of("agneta-fors", "Agneta Fors", "S", SEAT),
    of("johan-sjodin", "Johan Sjödin", "S", SEAT),
    of("lena-westin", "Lena Westin", "S", SEAT),
    of("mikael-tapper", "Mikael Tapper", "S", SEAT),
    of("klara-nordin", "Klara Nordin", "M", SEAT),
    of("ake-sundin", "Åke Sundin", "M", SEAT),
    of("henrik-wallgren", "Henrik Wallgren", "M", SEAT),
    of("cecilia-borg", "Cecilia Borg", "M", SEAT),
    of("fredrik-hamrin", "Fredrik Hamrin", "M", SEAT),
    of("anna-maria-stenlund", "Anna-Maria Stenlund", "M", SEAT),
    of("peder-hogberg", "Peder Högberg", "M", SEAT),
    of("mats-holmgren", "Mats Holmgren", "C", SEAT),
    of("elsa-marklund", "Elsa Marklund", "C", SEAT),
    of("torbjorn-edin", "Torbjörn Edin", "C", SEAT),
    of("sigrid-asplund", "Sigrid Asplund", "C", SEAT),
    of("petra-lindahl", "Petra Lindahl", "V", SEAT),
    of("yasmin-karimi", "Yasmin Karimi", "V", SEAT),
    of("borje-lund", "Börje Lund", "V", SEAT),
    of("karin-hedstrom", "Karin Hedström", "V", SEAT),
    of("ronja-viklund", "Ronja Viklund", "SD", SEAT),
    of("kent-olofsson", "Kent Olofsson", "SD", SEAT),
    of("marie-bergsten", "Marie Bergsten", "SD", SEAT),
    of("dan-sundkvist", "Dan Sundkvist", "SD", SEAT),
    of("roger-flodin", "Roger Flodin", "SD", SEAT),
    of("gunnar-frisk", "Gunnar Frisk", "KD", SEAT),
    of("ester-norling", "Ester Norling", "KD", SEAT),
    of("olle-brannstrom", "Olle Brännström", "L", SEAT),
    of("vera-stromberg", "Vera Strömberg", "L", SEAT),
    of("malte-grankvist", "Malte Grankvist", "MP", SEAT),
    of("nils-falk", "Nils Falk", "S", Substitute),
    of("gunilla-tornqvist", "Gunilla Törnqvist", "S", Substitute),
    of("emil-sandgren", "Emil Sandgren", "S", Substitute),
    of("lisbet-grahn", "Lisbet Grahn", "M", Substitute),
    of("oskar-dahlin", "Oskar Dahlin", "M", Substitute),
    of("per-anders-asling", "Per-Anders Åsling", "C", Substitute),
    of("amir-rostami", "Amir Rostami", "V", Substitute),
    of("jonas-westberg", "Jonas Westberg", "SD", Substitute),
    of("kerstin-olofsdotter", "Kerstin Olofsdotter", "KD", Substitute),
    of("ulf-backman", "Ulf Backman", "L", Substitute),
    of("sara-lindvall", "Sara Lindvall", "MP", Substitute),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_rosters_have_their_seats_and_unique_ids() {
        for (roster, seats) in [(BOARD, 11), (ASSEMBLY, 41)] {
            let ids: BTreeSet<_> = roster.iter().map(|member| member.id).collect();
            assert_eq!(ids.len(), roster.len());
            assert_eq!(
                roster.iter().filter(|member| !member.is_substitute()).count(),
                seats
            );
        }
    }

    #[test]
    fn namesakes_are_told_apart() {
        let namesakes: Vec<Person> = ASSEMBLY
            .iter()
            .filter(|member| member.name == "Lars Nilsson")
            .map(Member::person)
            .collect();
        assert_eq!(namesakes.len(), 2);
        assert_ne!(namesakes[0], namesakes[1]);
    }

    #[test]
    fn everybody_with_a_key_can_be_appointed() {
        for (roster, keys) in [(BOARD, BOARD_KEYS), (ASSEMBLY, ASSEMBLY_KEYS)] {
            let holders = keys.iter().filter(|key| key.handle != REGISTRAR);
            for key in holders {
                assert!(
                    roster.iter().any(|member| member.name == key.holder),
                    "{}",
                    key.holder
                );
            }
        }
    }
}
