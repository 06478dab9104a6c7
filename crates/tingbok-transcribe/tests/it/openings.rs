//! Where a paragraph begins: the forms in which houses print its number, and citations that look like them.

use tingbok_transcribe::Transcription;

use crate::reading::{assert_admissible, assert_covered, each, of_kind, options, read};

const TOP: &str = "Kommunstyrelsen\nSammanträdesdatum 2024-03-12\n\n";

fn minutes(body: &str) -> Transcription {
    let source = format!("{TOP}{body}");
    let read = read(source.as_bytes(), &options()).unwrap();
    assert_covered(source.as_bytes(), &read);
    assert_admissible(&read);
    read
}

fn doubts(read: &Transcription) -> usize {
    let told = |text: &str| text.contains("opens no paragraph");
    read.notes
        .iter()
        .filter(|note| note.is_doubt && told(&note.text))
        .count()
}

#[test]
fn a_number_with_a_year_or_a_full_stop_opens_a_paragraph() {
    for (first, second) in [
        ("§ 40", "§ 41/2024"),
        ("§ 40", "§41."),
        ("§ 40/24", "§ 41/24"),
        ("§ 40/2024", "§ 43/2024"),
        ("KS § 40/24", "KS § 41/24"),
        ("BMN-§ 40/2024", "BMN-§ 41/2024"),
        ("KSAU §40/2024", "KSAU §41/2024"),
        ("KS-AU § 40", "KS-AU § 41"),
        ("Ks/AU § 40", "Ks/AU § 41"),
        ("2024-§ 40", "2024-§ 41"),
    ] {
        for gap in ["\n", "\n\n", " "] {
            let read = minutes(&format!(
                "{first}{gap}Första saken\n\nBeslut\nBudgeten antas.\n\n\
                 {second}{gap}Andra saken\n\nYrkanden\nPer Ek (M) yrkar avslag.\n"
            ));
            let numbers = each(&read, "item.opened", "/item");
            assert_eq!(numbers[0], "40", "{first}");
            assert_eq!(numbers.len(), 2, "{second}");
            assert_eq!(
                each(&read, "item.opened", "/title"),
                ["Första saken", "Andra saken"],
                "{second}{gap:?}"
            );
            let moved = each(&read, "motion.moved", "/item");
            assert_eq!(moved, numbers[1..], "{second}");
            assert_eq!(doubts(&read), 0, "{second}");
        }
    }
}

#[test]
fn a_case_and_a_title_may_stand_beside_the_number() {
    let read =
        minutes("2024-§ 41    Dnr KS 2024/14    Riktlinjer för besök\n\nBeslut\nRiktlinjerna antas.\n");
    assert_eq!(each(&read, "item.opened", "/title"), ["Riktlinjer för besök"]);
    assert_eq!(each(&read, "item.opened", "/case"), ["2024/14"]);
    let read = minutes("§ 41/2024 Dnr KS 2024/112\n\nNy cykelväg\n\nBeslut\nVägen byggs.\n");
    assert_eq!(each(&read, "item.opened", "/title"), ["Ny cykelväg"]);
    assert_eq!(each(&read, "item.opened", "/case"), ["2024/112"]);
}

#[test]
fn a_citation_opens_no_paragraph() {
    for (text, doubtful) in [
        ("Budgeten antas enligt beslut i\n§ 41/2024 om budget.", 0),
        (
            "Budgeten antas enligt beslut i\n§ 41/2024 Budget för nästa år.",
            0,
        ),
        ("Budgeten antas enligt beslut i\n§ 41.\nDen gäller genast.", 0),
        // After a blank line it may be a head that is not understood.
        ("Budgeten antas.\n\n§ 41/2024 om budgeten gäller.", 1),
        ("Budgeten antas.\n\n§ 98/2023 Budget för nästa år", 1),
        ("Budgeten antas.\n\n§ 39/2024 Budget för nästa år", 1),
        ("Budgeten antas.\n\n§ 41.\n\nsom gäller.", 1),
        ("Budgeten antas.\n\nKSAU § 41/2024 Budget för nästa år", 0),
        ("Budgeten antas.\n\n§ 40/2024 Första saken, fortsättning", 0),
    ] {
        let read = minutes(&format!("§ 40/2024\nFörsta saken\n\nBeslut\n{text}\n"));
        assert_eq!(of_kind(&read, "item.opened").len(), 1, "{text}");
        assert_eq!(doubts(&read), doubtful, "{text}");
    }
}

#[test]
fn a_table_of_contents_opens_no_paragraph() {
    let read = minutes(
        "Ärenden\n\n§ 40/2024 Första saken\n§ 41/2024 Andra saken\n\n\
         § 40/2024\nFörsta saken\n\nBeslut\nBudgeten antas.\n\n§ 41/2024\nAndra saken\n\nBeslut\nVägen byggs.\n",
    );
    assert_eq!(each(&read, "item.opened", "/item"), ["40", "41"]);
    assert_eq!(each(&read, "decision.made", "/item"), ["40", "41"]);
}
