//! Chance from a seed: the same seed gives the same year, on every machine.
//!
//! SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to choose words. Nothing here is secret.

/// A generator of numbers that look random and follow from the seed.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        let wide = self.next() % u64::from(limit.max(1));
        u32::try_from(wide).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// Yes in so many of a hundred cases.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of some things; `None` of none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let count = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from.get(usize::try_from(self.below(count)).unwrap_or(0))
    }

    /// One of some things, each once until all have come; the deck holds what is left.
    pub(crate) fn draw<T: Copy>(&mut self, deck: &mut Vec<T>, from: &[T]) -> Option<T> {
        if deck.is_empty() {
            deck.extend_from_slice(from);
        }
        let count = u32::try_from(deck.len()).unwrap_or(u32::MAX);
        let place = usize::try_from(self.below(count)).unwrap_or(0);
        (place < deck.len()).then(|| deck.swap_remove(place))
    }

    /// The next id, in the form of a random UUID (RFC 9562, version 4).
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        let version = (high & !0xf000) | 0x4000;
        let variant = (low & !(0b11 << 62)) | (0b10 << 62);
        format!(
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            version >> 32,
            (version >> 16) & 0xffff,
            version & 0xffff,
            variant >> 48,
            variant & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_numbers_of_the_published_algorithm() {
        let mut chance = Chance::new(1_234_567);
        assert_eq!(
            [chance.next(), chance.next(), chance.next()],
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn ids_are_uuids_of_version_four() {
        let mut chance = Chance::new(0);
        for _ in 0..1000 {
            let id = chance.uuid();
            let parts: Vec<&str> = id.split('-').collect();
            assert_eq!(
                parts.iter().map(|part| part.len()).collect::<Vec<_>>(),
                [8, 4, 4, 4, 12]
            );
            assert!(parts[2].starts_with('4'), "{id}");
            assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
        }
    }

    #[test]
    fn a_deck_gives_everything_once_before_anything_twice() {
        let (mut chance, mut deck) = (Chance::new(3), Vec::new());
        let mut drawn: Vec<u8> = (0..4)
            .filter_map(|_| chance.draw(&mut deck, &[1, 2, 3, 4]))
            .collect();
        drawn.sort_unstable();
        assert_eq!(drawn, [1, 2, 3, 4]);
        assert_eq!(chance.draw::<u8>(&mut Vec::new(), &[]), None);
    }

    #[test]
    fn numbers_stay_within_their_limits() {
        let mut chance = Chance::new(7);
        assert!((0..1000).all(|_| (3..=5).contains(&chance.between(3, 5))));
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.pick::<u8>(&[]), None);
        let yes = (0..10_000).filter(|_| chance.percent(25)).count();
        assert!((2_300..2_700).contains(&yes), "{yes}");
    }
}
