//! Indices of entries in runs, so that the history of a thing stays small however long it is.

use serde::{Deserialize, Serialize};

/// Indices in ascending order, as runs `[from, to]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entries(Vec<(u64, u64)>);

impl Entries {
    /// Adds an index, which is no smaller than those before it.
    pub(crate) fn push(&mut self, index: u64) {
        match self.0.last_mut() {
            Some((_, to)) if index <= *to => {}
            Some((_, to)) if to.checked_add(1) == Some(index) => *to = index,
            _ => self.0.push((index, index)),
        }
    }

    /// The runs, each with its first and its last index.
    #[must_use]
    pub fn runs(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// The indices, one by one.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().flat_map(|&(from, to)| from..=to)
    }

    /// The first index.
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        self.0.first().map(|&(from, _)| from)
    }

    /// Whether an index is among them.
    #[must_use]
    pub fn contains(&self, index: u64) -> bool {
        let after = self.0.partition_point(|&(from, _)| from <= index);
        let run = after.checked_sub(1).and_then(|run| self.0.get(run));
        run.is_some_and(|&(_, to)| index <= to)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_pushed_comes_back(indices in proptest::collection::btree_set(0_u64..60, 0..40)) {
            let mut entries = Entries::default();
            indices.iter().for_each(|&index| entries.push(index));
            prop_assert_eq!(entries.iter().collect::<Vec<_>>(), indices.iter().copied().collect::<Vec<_>>());
            prop_assert!((0..61).all(|index| entries.contains(index) == indices.contains(&index)));
            let gaps = |pair: &[(u64, u64)]| pair[0].1 + 1 < pair[1].0;
            prop_assert!(entries.runs().windows(2).all(gaps), "{entries:?}");
        }
    }

    #[test]
    fn an_index_is_kept_once() {
        let mut entries = Entries::default();
        [4, 4, 5, 9].into_iter().for_each(|index| entries.push(index));
        assert_eq!(serde_json::to_string(&entries).unwrap(), "[[4,5],[9,9]]");
        assert_eq!((entries.first(), entries.is_empty()), (Some(4), false));
    }
}
