//! What a screen says of itself: its size, from the first block of its EDID.

/// The diagonal of a screen, inches, from its EDID in base 64; `None` where it does not say.
///
/// Bytes 21 and 22 are its width and height in whole centimetres.
///
/// # Source
///
/// VESA Enhanced EDID Standard, release A revision 2, §3.6.2.
pub(super) fn diagonal(base64: &str) -> Option<f64> {
    let bytes = decoded(base64);
    if bytes.get(..8)? != [0, 255, 255, 255, 255, 255, 255, 0] {
        return None;
    }
    let (width, height) = (f64::from(*bytes.get(21)?), f64::from(*bytes.get(22)?));
    let inches = width.hypot(height) / 2.54;
    (width > 0.0 && height > 0.0).then(|| (inches * 10.0).round() / 10.0)
}

/// The bytes of a text in base 64, up to what is none.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\n' | b'\r' | b' ' => continue,
            _ => break,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).unwrap_or(0));
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_of_53_by_30_centimetres_has_24_inches() {
        // An invented EDID: the mark, eleven bytes of identity and version, then 53 cm and 30 cm.
        // √(53² + 30²) = 60.9 cm; / 2.54 = 24.0 inches.
        assert_eq!(diagonal("AP///////wAAAAAAAAAAAAAAAAAANR4="), Some(24.0));
        assert_eq!(diagonal("AAAA"), None);
        assert_eq!(diagonal(""), None);
    }
}
