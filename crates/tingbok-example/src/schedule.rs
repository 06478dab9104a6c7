//! What is to be recorded, by the time at which it is: acts of several meetings interleave as they do in an office.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::Act;

/// Acts in the order of their time; those of one time in the order in which they were put down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schedule {
    acts: BTreeMap<(DateTime, u64), Act>,
    put: u64,
}

impl Schedule {
    pub(crate) fn put(&mut self, at: DateTime, act: Act) {
        self.acts.insert((at, self.put), act);
        self.put = self.put.saturating_add(1);
    }

    /// Takes out what is recorded before a time.
    pub(crate) fn take_before(&mut self, time: DateTime) -> impl Iterator<Item = Act> + use<> {
        let later = self.acts.split_off(&(time, 0));
        std::mem::replace(&mut self.acts, later).into_values()
    }

    /// Takes out everything.
    pub(crate) fn take_all(&mut self) -> impl Iterator<Item = Act> + use<> {
        std::mem::take(&mut self.acts).into_values()
    }
}
