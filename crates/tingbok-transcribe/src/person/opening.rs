//! Words with a capital only because a sentence begins with them: no part of the name that follows.

/// Where a name may begin behind *Även*, *Både* and the like, which add to what was said before.
pub(crate) fn after_adding(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let begun = rest.trim_start();
    let Some(word) = begun.split_whitespace().next() else {
        return at;
    };
    if ADDING.contains(&word) {
        at + (rest.len() - begun.len()) + word.len()
    } else {
        at
    }
}

/// Whether a word with a capital begins a sentence and is no name.
pub(super) fn is_opening(word: &str) -> bool {
    ADDING.contains(&word) || LEADING.contains(&word)
}

const ADDING: &[&str] = &[
    "Även", "Också", "Likaså", "Både", "Såväl", "Men", "Och", "Samt", "Endast", "Enbart", "Dessutom",
];

/// Words that lead to something else than what a person does: *Enligt Anna Ek (S)*, *Sedan Anna Ek (S) yrkat …*.
const LEADING: &[&str] = &[
    "Att", "Av", "Då", "Efter", "Eftersom", "Enligt", "För", "Från", "Hos", "Innan", "Medan", "Mot", "När",
    "Om", "Sedan", "Till", "Under", "Vid",
];
