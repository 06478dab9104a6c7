//! The words of the fictional region: its matters, and how people speak there.
//!
//! `{ort}` and the like are gaps, which are filled from the seed (`filling`).

use crate::chance::Chance;

/// A matter as it comes before a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matter {
    pub(crate) title: &'static str,
    /// Whose proposal it is: `Trafikdirektören`.
    pub(crate) by: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) points: &'static [&'static str],
    /// What a motion would change: the words of the proposal, and what they are to read.
    pub(crate) amendment: (&'static str, &'static str),
    pub(crate) recipients: &'static [&'static str],
}

/// The matters that a body deals with.
pub(crate) fn matters(is_assembly: bool) -> &'static [Matter] {
    if is_assembly {
        ASSEMBLY_MATTERS
    } else {
        BOARD_MATTERS
    }
}

/// A sentence of a debate, in the party's usual key.
pub(crate) fn speech(chance: &mut Chance) -> &'static str {
    chance.pick(SPEECHES).copied().unwrap_or("Frågan är väl beredd.")
}

const SPEECHES: &[&str] = &[
    "Den som bor längst bort ska också kunna lita på vården.",
    "Pengarna räcker inte till allt, och detta är vad vi har råd med.",
    "Remissvaren pekar åt samma håll, och det bör vi lyssna till.",
    "Beslutet har väntat länge nog.",
    "Här saknas en redovisning av vad åtgärden kostar efter det första året.",
    "Kommunerna har inte fått den tid de bad om.",
    "Personalens synpunkter finns med i underlaget, och det är bra.",
    "Vi stöder förslaget men vill se en uppföljning.",
    "Målet är rätt, vägen dit är oklar.",
    "Frågan hör hemma i budgeten.",
];

/// The matter of the long debate, which later meetings come back to.
pub(crate) const PLAN: Matter = Matter {
    title: "Trafikförsörjningsplan för Region Fjällmark 2026–2029",
    by: "Trafikdirektören",
    summary: "Planen anger vilken trafik regionen ska köpa under åren 2026 till 2029, vilka mål den ska nå och vad \
              resorna ska kosta.\n\nFörslaget har varit på remiss hos länets kommuner. Sju av åtta har svarat.",
    points: &[
        "Trafikförsörjningsplanen fastställs, med den turtäthet som prövas varje år.",
        "Trafikdirektören får i uppdrag att återrapportera hur målen nås.",
    ],
    amendment: ("som prövas varje år", "som ligger fast under hela planperioden"),
    recipients: &["Trafikdirektören", "Ekonomidirektören", "Länets kommuner"],
};

const BOARD_MATTERS: &[Matter] = &[
    Matter {
        title: "Hyresavtal för hälsocentralen i {ort}",
        by: "Fastighetsdirektören",
        summary: "Hyresavtalet för hälsocentralen i {ort} löper ut. Förvaltningen har förhandlat om en förlängning på \
                  sex år till en kostnad av {belopp} miljoner kronor per år.\n\nLokalerna uppfyller kraven på \
                  tillgänglighet sedan ombyggnaden.",
        points: &[
            "Hyresavtalet för hälsocentralen i {ort} förlängs med sex år.",
            "Fastighetsdirektören får i uppdrag att underteckna avtalet.",
        ],
        amendment: ("sex år", "tre år"),
        recipients: &[
            "Fastighetsdirektören",
            "Hälso- och sjukvårdsdirektören",
            "Hyresvärden",
        ],
    },
    Matter {
        title: "Busslinje mellan {ort} och länssjukhuset",
        by: "Trafikdirektören",
        summary: "Resenärer från {ort} har i dag ett byte på vägen till länssjukhuset. Trafikdirektören föreslår en \
                  direktlinje under ett försöksår. Kostnaden beräknas till {belopp} miljoner kronor.",
        points: &[
            "En direktlinje mellan {ort} och länssjukhuset införs på försök under ett år.",
            "Trafikdirektören får i uppdrag att redovisa resandet innan försöket löper ut.",
        ],
        amendment: ("under ett år", "under två år"),
        recipients: &["Trafikdirektören", "Länets kommuner"],
    },
    Matter {
        title: "Investering i ambulansstation, {ort}",
        by: "Hälso- och sjukvårdsdirektören",
        summary: "Ambulansstationen i {ort} är utdömd. En ny station beräknas kosta {belopp} miljoner kronor och kan \
                  stå klar inom två år.\n\nInställelsetiden påverkas inte under byggtiden.",
        points: &[
            "En ny ambulansstation byggs i {ort} inom en ram av {belopp} miljoner kronor.",
            "Investeringen ryms inom den beslutade investeringsplanen.",
        ],
        amendment: ("inom en ram av", "till en kostnad av högst"),
        recipients: &[
            "Hälso- och sjukvårdsdirektören",
            "Fastighetsdirektören",
            "Ekonomidirektören",
        ],
    },
    Matter {
        title: "Svar på remiss: {remiss}",
        by: "Regiondirektören",
        summary: "Regeringen har remitterat betänkandet ”{remiss}”. Förvaltningen har tagit fram ett förslag till \
                  yttrande, där regionen tillstyrker betänkandet i huvudsak.",
        points: &["Yttrandet antas och lämnas till Regeringskansliet."],
        amendment: ("antas", "antas med ett tillägg om glesbygden"),
        recipients: &["Regeringskansliet", "Regiondirektören"],
    },
    Matter {
        title: "Bidrag till kulturföreningen i {ort}",
        by: "Kulturchefen",
        summary: "Kulturföreningen i {ort} ansöker om bidrag till en sommarscen. Ansökan uppfyller regionens riktlinjer \
                  för stöd till fria aktörer.",
        points: &["Kulturföreningen i {ort} beviljas 180 000 kronor för år {år}."],
        amendment: ("180 000 kronor", "240 000 kronor"),
        recipients: &["Kulturchefen", "Sökanden"],
    },
    Matter {
        title: "Uppföljning av väntetider i {del}",
        by: "Hälso- och sjukvårdsdirektören",
        summary: "Andelen patienter som får ett första besök inom nittio dagar har ökat till 78 procent. I {del} är \
                  väntetiderna fortfarande långa.",
        points: &[
            "Uppföljningen godkänns.",
            "Hälso- och sjukvårdsdirektören får i uppdrag att återkomma med en handlingsplan för {del}.",
        ],
        amendment: (
            "en handlingsplan för {del}",
            "en handlingsplan för alla specialiteter",
        ),
        recipients: &["Hälso- och sjukvårdsdirektören"],
    },
    Matter {
        title: "Upphandling av {vara}",
        by: "Upphandlingschefen",
        summary: "Avtalet om {vara} löper ut. Två anbud har kommit in. Utvärderingen visar att det ena \
                  uppfyller samtliga skallkrav; värdet är {belopp} miljoner kronor.",
        points: &["Avtal tecknas med den leverantör som förvaltningen föreslår."],
        amendment: ("tecknas", "tecknas för två år"),
        recipients: &["Upphandlingschefen", "Ekonomidirektören"],
    },
    Matter {
        title: "Riktlinje för {ämne}",
        by: "HR-direktören",
        summary: "Riktlinjen för {ämne} är från 2019. Den nya riktlinjen gör skillnad mellan verksamheter med och \
                  utan patientkontakt.",
        points: &["Riktlinje för {ämne} fastställs att gälla från och med nästa månadsskifte."],
        amendment: ("nästa månadsskifte", "nästa årsskifte"),
        recipients: &["HR-direktören", "Samtliga förvaltningar"],
    },
    Matter {
        title: "Delårsuppföljning av {del}",
        by: "Ekonomidirektören",
        summary: "Prognosen för helåret visar ett underskott på {belopp} miljoner kronor. Avvikelsen beror främst på \
                  inhyrd personal.",
        points: &[
            "Delårsuppföljningen godkänns.",
            "Ekonomidirektören får i uppdrag att redovisa åtgärder vid nästa sammanträde.",
        ],
        amendment: ("vid nästa sammanträde", "inom två månader"),
        recipients: &["Ekonomidirektören", "Regionens revisorer"],
    },
    Matter {
        title: "Laddplatser vid sjukhuset i {ort}",
        by: "Fastighetsdirektören",
        summary: "Antalet laddplatser vid sjukhuset i {ort} räcker inte. Fyrtio nya platser kostar {belopp} miljoner \
                  kronor, varav hälften täcks av statligt bidrag.",
        points: &["Fyrtio laddplatser anläggs vid sjukhuset i {ort}."],
        amendment: ("Fyrtio", "Tjugo"),
        recipients: &["Fastighetsdirektören"],
    },
    Matter {
        title: "Samverkansavtal om hemsjukvård i {ort}",
        by: "Hälso- och sjukvårdsdirektören",
        summary: "Avtalet om hemsjukvård reglerar ansvaret mellan regionen och kommunen i {ort}. Kommunen har \
                  godkänt förslaget.",
        points: &[
            "Samverkansavtalet om hemsjukvård i {ort} godkänns.",
            "Avtalet följs upp efter ett år.",
        ],
        amendment: ("efter ett år", "varje halvår"),
        recipients: &["Hälso- och sjukvårdsdirektören", "Länets kommuner"],
    },
    Matter {
        title: "Regional utvecklingsstrategi, handlingsplan för {ort} med omnejd",
        by: "Regionala utvecklingsdirektören",
        summary: "Handlingsplanen anger hur strategin ska omsättas i {ort} med omnejd. Den har tagits fram tillsammans \
                  med kommunen, näringslivet och samebyarna.",
        points: &["Handlingsplanen fastställs."],
        amendment: ("fastställs", "fastställs med en årlig uppföljning"),
        recipients: &["Regionala utvecklingsdirektören", "Länets kommuner"],
    },
];

const ASSEMBLY_MATTERS: &[Matter] = &[
    Matter {
        title: "Ändrad avgift för {avgift}",
        by: "Regionstyrelsen",
        summary: "Avgiften för {avgift} har varit oförändrad sedan 2019. Regionstyrelsen föreslår en höjning av \
                  den med tjugo kronor.",
        points: &["Avgiften för {avgift} höjs med tjugo kronor från och med den 1 juli {år}."],
        amendment: ("tjugo kronor", "tio kronor"),
        recipients: &["Trafikdirektören", "Hälso- och sjukvårdsdirektören"],
    },
    Matter {
        title: "Reglemente för {nämnd}",
        by: "Regionstyrelsen",
        summary: "Reglementet anpassas till den nya organisationen. Nämndens uppgifter är oförändrade.",
        points: &["Reglemente för {nämnd} antas."],
        amendment: ("antas", "antas att gälla från och med nästa mandatperiod"),
        recipients: &["Regionstyrelsen", "Samtliga nämnder"],
    },
    Matter {
        title: "Investering i vårdbyggnad i {ort}",
        by: "Regionstyrelsen",
        summary: "Vårdbyggnaden i {ort} från 1964 ersätts med en ny. Kostnaden beräknas till {belopp} miljoner kronor \
                  över fyra år.",
        points: &[
            "En ny vårdbyggnad uppförs i {ort}.",
            "Medel anvisas ur investeringsplanen från och med år {år}.",
        ],
        amendment: ("uppförs", "uppförs i trä"),
        recipients: &["Regionstyrelsen", "Fastighetsdirektören"],
    },
    Matter {
        title: "Svar på motion om {motion}",
        by: "Regionstyrelsen",
        summary: "I en motion tas frågan om {motion} upp. Regionstyrelsen \
                  anser att frågan bör prövas i budgeten.",
        points: &["Motionen anses besvarad."],
        amendment: ("anses besvarad", "bifalls"),
        recipients: &["Motionären", "Regionstyrelsen"],
    },
    Matter {
        title: "Regionalt trafikförsörjningsprogram, revidering",
        by: "Regionstyrelsen",
        summary: "Programmet anger de långsiktiga målen för kollektivtrafiken. Revideringen gäller linjerna kring {ort}.",
        points: &["Det reviderade trafikförsörjningsprogrammet fastställs."],
        amendment: ("fastställs", "fastställs med oförändrade mål"),
        recipients: &["Trafikdirektören", "Länets kommuner"],
    },
    Matter {
        title: "Borgensåtagande för {stiftelse}",
        by: "Regionstyrelsen",
        summary: "Regionen ombeds gå i borgen för ett lån till {stiftelse} på {belopp} miljoner kronor.",
        points: &["Regionen går i borgen för lånet till {stiftelse} om högst {belopp} miljoner kronor."],
        amendment: ("i borgen för", "i borgen för hälften av"),
        recipients: &["Ekonomidirektören", "Låntagaren"],
    },
    Matter {
        title: "Policy för {ämne}",
        by: "Regionstyrelsen",
        summary: "Policyn samlar de principer som ska gälla för {ämne} och anger vem \
                  som ansvarar för att de följs.",
        points: &["Policy för {ämne} antas."],
        amendment: ("antas", "antas att gälla i två år"),
        recipients: &["Samtliga förvaltningar"],
    },
    Matter {
        title: "Svar på motion om nattbuss till {ort}",
        by: "Regionstyrelsen",
        summary: "I en motion föreslås en nattbuss till {ort} på fredagar och lördagar. Kostnaden beräknas till {belopp} \
                  miljoner kronor.",
        points: &["Motionen avslås."],
        amendment: ("avslås", "bifalls"),
        recipients: &["Motionären", "Trafikdirektören"],
    },
];

/// A report: its title, what is said, what is decided.
pub(crate) type Report = (&'static str, &'static str, &'static str);

/// What is reported without a proposal.
pub(crate) const REPORTS: &[Report] = &[
    (
        "Regiondirektörens rapport",
        "Regiondirektören redogör för läget i verksamheten.",
        "Informationen läggs till handlingarna.",
    ),
    (
        "Anmälan av delegationsbeslut",
        "Beslut som har fattats med stöd av delegation anmäls.",
        "Redovisningen läggs till handlingarna.",
    ),
    (
        "Ekonomisk månadsrapport",
        "Ekonomidirektören redogör för utfallet per förvaltning.",
        "Rapporten läggs till handlingarna.",
    ),
    (
        "Meddelanden",
        "Inkomna skrivelser anmäls.",
        "Meddelandena läggs till handlingarna.",
    ),
    (
        "Information om arbetet med civilt försvar",
        "Beredskapschefen informerar om regionens roll i den civila beredskapen.",
        "Informationen läggs till handlingarna.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filling::{Decks, Filling};

    #[test]
    fn an_amendment_changes_words_that_stand_in_the_proposal() {
        for matter in BOARD_MATTERS.iter().chain(ASSEMBLY_MATTERS).chain([&PLAN]) {
            let (old, new) = matter.amendment;
            assert!(
                matter.points.iter().any(|point| point.contains(old)),
                "{}",
                matter.title
            );
            assert_ne!(old, new);
        }
    }

    #[test]
    fn no_gap_is_left_unfilled() {
        let filling = Filling::draw(&mut Chance::new(1), &mut Decks::default(), 2025);
        for matter in BOARD_MATTERS.iter().chain(ASSEMBLY_MATTERS).chain([&PLAN]) {
            let (old, new) = matter.amendment;
            let texts = [matter.title, matter.summary, old, new];
            for text in texts.iter().chain(matter.points) {
                assert!(!filling.fill(text).contains('{'), "{text}");
            }
        }
    }
}
