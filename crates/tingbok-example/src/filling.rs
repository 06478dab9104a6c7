//! What fills the gaps in the words: places, goods, subjects, sums, drawn from decks so that little comes twice in a row.

use std::collections::BTreeMap;

use crate::chance::Chance;

/// Decks of what fills each gap; a deck is shuffled anew when it is used up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decks(BTreeMap<&'static str, Vec<&'static str>>);

/// What fills the gaps of one matter's texts, the same throughout.
#[derive(Clone, Debug)]
pub(crate) struct Filling(Vec<(&'static str, String)>);

impl Filling {
    pub(crate) fn draw(chance: &mut Chance, decks: &mut Decks, year: i16) -> Self {
        let mut filled = vec![
            ("{år}", year.to_string()),
            (
                "{belopp}",
                format!("{},{}", chance.between(1, 94), chance.between(1, 9)),
            ),
        ];
        for (gap, words) in GAPS {
            let deck = decks.0.entry(gap).or_default();
            let word = chance.draw(deck, words).unwrap_or_default();
            filled.push((gap, word.to_owned()));
        }
        Self(filled)
    }

    pub(crate) fn fill(&self, text: &str) -> String {
        let fill = |text: String, (gap, word): &(&str, String)| text.replace(gap, word);
        self.0.iter().fold(text.to_owned(), fill)
    }
}

const GAPS: [(&str, &[&str]); 9] = [
    ("{ort}", PLACES),
    ("{vara}", GOODS),
    ("{ämne}", SUBJECTS),
    ("{remiss}", INQUIRIES),
    ("{del}", PARTS),
    ("{avgift}", FEES),
    ("{nämnd}", COMMITTEES),
    ("{motion}", MOTIONS),
    ("{stiftelse}", FOUNDATIONS),
];

const PLACES: &[&str] = &[
    "Norrvik",
    "Björkåsen",
    "Tallåsen",
    "Lillträsk",
    "Storsele",
    "Ånäset",
    "Kvarnforsen",
    "Gränsby",
    "Hällnäs",
    "Myrheden",
    "Södra Berget",
    "Lövåker",
    "Stenträsk",
    "Västansjö",
];

const GOODS: &[&str] = &[
    "laboratorieutrustning",
    "dialysmaskiner",
    "ambulanser",
    "livsmedel",
    "städtjänster",
    "tolktjänster",
    "skyddskläder",
    "datorer",
    "läkemedelsautomater",
    "röntgenutrustning",
    "hyrpersonal",
    "tvätteritjänster",
    "medicintekniska hjälpmedel",
    "sjukresor med taxi",
];

const SUBJECTS: &[&str] = &[
    "distansarbete",
    "e-arkiv",
    "bisysslor",
    "tjänsteresor",
    "informationssäkerhet",
    "sociala medier",
    "representation",
    "kamerabevakning",
    "medarbetarsamtal",
    "sponsring",
    "gåvor och donationer",
    "flaggning",
    "upphandling",
    "arbetsmiljö",
];

const INQUIRIES: &[&str] = &[
    "Framtidens kollektivtrafik i glesbygd",
    "En sammanhållen vårddokumentation",
    "Bättre villkor i primärvården",
    "Beredskap i hälso- och sjukvården",
    "Ett nytt system för läkemedelsförmåner",
    "Kulturskolans uppdrag",
    "Regionala klimat- och energiplaner",
    "Tandvård efter behov",
    "En stärkt patienträtt",
];

const PARTS: &[&str] = &[
    "ortopedin",
    "ögonsjukvården",
    "barnpsykiatrin",
    "kirurgin",
    "primärvården",
    "kvinnosjukvården",
    "akutsjukvården",
    "rehabiliteringen",
    "tandvården",
    "den palliativa vården",
];

const FEES: &[&str] = &[
    "sjukresor",
    "intyg",
    "vaccinationer",
    "patienthotell",
    "hjälpmedel",
    "uteblivna besök",
    "parkering vid sjukhus",
];

const COMMITTEES: &[&str] = &[
    "patientnämnden",
    "kulturnämnden",
    "trafiknämnden",
    "vårdvalsnämnden",
    "fastighetsnämnden",
    "arvodesberedningen",
];

const MOTIONS: &[&str] = &[
    "gratis mensskydd",
    "bokbuss i inlandet",
    "fria resor för pensionärer",
    "ungdomsmottagning på kvällstid",
    "ekologisk mat på sjukhusen",
    "samiska skyltar",
    "digitala vårdbesök",
    "språktest i vården",
];

const FOUNDATIONS: &[&str] = &[
    "länsmuseet",
    "länsteatern",
    "flygplatsen",
    "folkhögskolan",
    "naturrummet",
    "skidstadion",
];
