//! The serial number within a screen's own description (EDID), taken out of it.

use super::base64;

/// The first block, without the screen's serial number; none where it is no description.
pub(super) fn without_serial(text: &str) -> Option<String> {
    let mut block = base64::bytes(text)?;
    block.truncate(128);
    if block.len() != 128 || !block.starts_with(&[0, 255, 255, 255, 255, 255, 255, 0]) {
        return None;
    }
    block[12..16].fill(0);
    for at in [54, 72, 90, 108] {
        // A descriptor of a text: 0xFF is the serial number, 0xFE any words of the maker's.
        if block[at..at + 3] == [0, 0, 0] && matches!(block[at + 3], 0xFE | 0xFF) {
            block[at + 5..at + 18].fill(b' ');
        }
    }
    let sum = block[..127].iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    block[127] = 0_u8.wrapping_sub(sum);
    Some(base64::text(&block))
}

#[cfg(test)]
mod tests {
    use super::{base64, without_serial};

    #[test]
    fn a_screen_keeps_its_size_and_loses_its_serial_number() {
        let mut block = [0_u8; 128];
        block[..8].copy_from_slice(&[0, 255, 255, 255, 255, 255, 255, 0]);
        block[12..16].copy_from_slice(b"1234");
        (block[21], block[22]) = (53, 30);
        block[72..77].copy_from_slice(&[0, 0, 0, 0xFF, 0]);
        block[77..85].copy_from_slice(b"CN0SERIA");
        let clean = base64::bytes(&without_serial(&base64::text(&block)).unwrap()).unwrap();
        assert!(!clean.windows(4).any(|at| at == b"SERI" || at == b"1234"));
        assert_eq!((clean[21], clean[22]), (53, 30));
        assert_eq!(clean.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)), 0);
        assert_eq!(without_serial("AAAA"), None);
    }
}
