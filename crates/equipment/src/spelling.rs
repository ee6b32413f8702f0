//! One identifier however it is typed: case, spaces, dashes and leading zeros apart.

use std::hash::{BuildHasher, Hasher};

const SEED: u64 = 0x7370_656c;

/// What is the same for `PC-01`, `pc 01` and `Pc1`, and another for `PC-1-11` and `PC-11-1`; none of what
/// has no letter and no digit but one.
pub fn spelling(identifier: &str) -> Option<u64> {
    let mut hasher = foldhash::quality::FixedState::with_seed(SEED).build_hasher();
    let (mut written, mut after_digit, mut apart, mut zeros) = (0_u32, false, false, false);
    for one in identifier.trim().chars() {
        if !one.is_alphanumeric() {
            apart = true;
            continue;
        }
        let is_digit = one.is_ascii_digit();
        // Two numbers side by side are not one.
        if is_digit && apart && (after_digit || zeros) {
            hasher.write_u32(u32::from('-'));
            (after_digit, zeros) = (false, false);
        }
        apart = false;
        if one == '0' && !after_digit {
            zeros = true;
            continue;
        }
        if zeros && !is_digit {
            hasher.write_u32(u32::from('0'));
            written += 1;
        }
        zeros = false;
        after_digit = is_digit;
        for lower in one.to_lowercase() {
            hasher.write_u32(u32::from(lower));
        }
        written += 1;
    }
    if zeros {
        hasher.write_u32(u32::from('0'));
        written += 1;
    }
    (written > 1).then(|| hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_one_however_it_is_typed() {
        for other in ["pc 01", "Pc01", " PC_01 ", "pc-1", "PC.001"] {
            assert_eq!(spelling("PC-01"), spelling(other), "{other}");
        }
        assert_eq!(spelling("Écran 7"), spelling("ÉCRAN-07"));
        for other in ["PC-10", "PC-2", "PD-01", "PC-0-1", "PC-01A", "PC-011"] {
            assert_ne!(spelling("PC-01"), spelling(other), "{other}");
        }
        assert_ne!(spelling("PC-1-11"), spelling("PC-11-1"));
        assert_ne!(spelling("PC-0"), spelling("PC"));
        assert_ne!(spelling("A0B"), spelling("AB"));
        assert_eq!(spelling("7"), None);
        assert_eq!(spelling("--"), None);
    }
}
