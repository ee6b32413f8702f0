//! Where some bytes stand in a text that has many of them.

/// The byte 1 eight times.
const ONES: u64 = u64::MAX / 255;

/// Where some bytes stand in a text, in order: eight bytes are looked at together.
pub(super) struct Marks<'t, const N: usize> {
    /// What is left to look at.
    rest: &'t [u8],
    /// Where the eight bytes begin that were looked at last, and what was found in them: the high bit
    /// of each that is one of the bytes.
    base: usize,
    found: u64,
    /// Where those that follow begin.
    next: usize,
    wanted: [u64; N],
}

impl<'t, const N: usize> Marks<'t, N> {
    #[inline]
    pub(super) fn of(line: &'t [u8], bytes: [u8; N]) -> Self {
        let wanted = bytes.map(|byte| ONES * u64::from(byte));
        Self { rest: line, base: 0, found: 0, next: 0, wanted }
    }

    /// Looks at the next eight bytes, or at what is left.
    #[inline]
    fn look(&mut self) {
        const LOW: u64 = ONES * 0x7F;
        let (word, rest) = if let Some((word, rest)) = self.rest.split_first_chunk::<8>() {
            (*word, rest)
        } else {
            // No byte that is looked for is 0.
            let mut word = [0; 8];
            word[..self.rest.len()].copy_from_slice(self.rest);
            (word, &[][..])
        };
        let word = u64::from_le_bytes(word);
        let of = |wanted: u64| {
            let other = word ^ wanted;
            !(((other & LOW) + LOW) | other | LOW)
        };
        self.found = self.wanted.iter().fold(0, |found, wanted| found | of(*wanted));
        (self.base, self.next, self.rest) = (self.next, self.next + 8, rest);
    }
}

impl<const N: usize> Iterator for Marks<'_, N> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.found == 0 {
            if self.rest.is_empty() {
                return None;
            }
            self.look();
        }
        let at = self.base + (self.found.trailing_zeros() / 8) as usize;
        self.found &= self.found - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_stand_where_they_do(text in prop::collection::vec(prop::sample::select(b"ab\";\0\x80\xff".to_vec()), 0..60)) {
            let wanted = *b"\";";
            let all = || text.iter().enumerate().filter(|(_, byte)| wanted.contains(byte));
            let expected: Vec<usize> = all().map(|(at, _)| at).collect();
            prop_assert_eq!(Marks::of(&text, wanted).collect::<Vec<_>>(), expected);
        }
    }
}
