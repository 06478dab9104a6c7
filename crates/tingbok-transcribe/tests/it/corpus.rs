//! Paragraphs of another house: every line is placed or kept, whatever is understood of them.

use crate::reading::{assert_admissible, assert_covered, findings, options, read, shared};

#[test]
fn another_house_loses_no_line() {
    let Some(folder) = shared("corpus") else { return };
    let mut options = options();
    options.meeting = Some("2024-01-24".parse().unwrap());
    options.derive_ballots = true;
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let source = std::fs::read(&path).unwrap();
            let read = read(&source, &options).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_covered(&source, &read);
            assert_admissible(&read);
            assert_eq!(findings(&read), Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 0);
}
