//! A display's EDID: its first 128 bytes, without the serial number.

use crate::platform::clean;
use record::Display;

/// Reads an EDID block.
pub(super) fn display(edid: &[u8], internal: bool) -> Option<Display> {
    let block: &[u8; 128] = edid.first_chunk()?;
    let sum = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    if block[..8] != [0, 255, 255, 255, 255, 255, 255, 0] || sum != 0 {
        return None;
    }
    let letters = u16::from_be_bytes([block[8], block[9]]);
    let letter = |shift: u32| {
        let five = u8::try_from(letters >> shift & 31).ok()?;
        (1..=26).contains(&five).then(|| char::from(b'A' + five - 1))
    };
    let vendor: String = [letter(10)?, letter(5)?, letter(0)?].into_iter().collect();
    Some(Display {
        vendor,
        product: u16::from_le_bytes([block[10], block[11]]),
        name: name(block),
        diagonal_tenths_in: diagonal(block),
        year: (block[17] > 0).then(|| 1990 + u16::from(block[17])),
        internal,
    })
}

/// The four descriptors of 18 bytes.
fn descriptors(block: &[u8; 128]) -> impl Iterator<Item = &[u8]> {
    block[54..126].chunks(18)
}

fn name(block: &[u8; 128]) -> Option<String> {
    let named = descriptors(block).find(|text| text[..4] == [0, 0, 0, 0xfc])?;
    let text: String =
        named[5..].iter().take_while(|b| **b != b'\n').map(|b| char::from(*b)).collect();
    clean(&text)
}

/// From the first timing's millimetres, or the centimetres of the head.
fn diagonal(block: &[u8; 128]) -> Option<u32> {
    let timing = descriptors(block).find(|d| d[0] != 0 || d[1] != 0);
    let exact = timing.map(|d| {
        let width = u32::from(d[12]) | u32::from(d[14] >> 4) << 8;
        let height = u32::from(d[13]) | u32::from(d[14] & 15) << 8;
        (width, height)
    });
    let rough = (u32::from(block[21]) * 10, u32::from(block[22]) * 10);
    let (width, height) = exact.filter(|(w, h)| *w > 50 && *h > 50).unwrap_or(rough);
    if width == 0 || height == 0 {
        return None;
    }
    let tenths = f64::from(width).hypot(f64::from(height)) / 2.54;
    // Rounded to whole tenths; at most 4095 mm a side.
    (0..2_500).find(|n| f64::from(*n) + 0.5 > tenths)
}

#[cfg(test)]
pub(super) mod tests {
    use super::display;

    /// An invented display: DEL, product 0x40d8, 2021, 527 × 296 mm, `ECRAN 24`.
    pub(crate) fn invented() -> Vec<u8> {
        let mut block = vec![0_u8; 128];
        block[..8].copy_from_slice(&[0, 255, 255, 255, 255, 255, 255, 0]);
        // D=4, E=5, L=12, five bits each.
        block[8..10].copy_from_slice(&0x10ac_u16.to_be_bytes());
        block[10..12].copy_from_slice(&0x40d8_u16.to_le_bytes());
        block[12..16].copy_from_slice(b"SN01");
        block[17] = 31;
        block[21] = 53;
        block[22] = 30;
        block[54] = 2;
        // 527 = 0x20f, 296 = 0x128: low bytes, then the high halves.
        block[66..69].copy_from_slice(&[0x0f, 0x28, 0x21]);
        block[72..77].copy_from_slice(&[0, 0, 0, 0xfc, 0]);
        block[77..90].copy_from_slice(b"ECRAN 24\n    ");
        let sum = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        block[127] = 0_u8.wrapping_sub(sum);
        block
    }

    #[test]
    fn a_display_is_known_by_maker_product_name_size_and_year() {
        let found = display(&invented(), false).unwrap();
        assert_eq!(found.vendor, "DEL");
        assert_eq!(found.product, 0x40d8);
        assert_eq!(found.name.as_deref(), Some("ECRAN 24"));
        // hypot(527, 296) = 604.4 mm = 23.8 in.
        assert_eq!(found.diagonal_tenths_in, Some(238));
        assert_eq!(found.year, Some(2021));
        assert!(!serde_json::to_string(&found).unwrap().contains("SN01"));
    }

    #[test]
    fn a_block_cut_or_broken_is_none() {
        let whole = invented();
        for length in 0..128 {
            assert!(display(&whole[..length], false).is_none());
        }
        for at in 0..128 {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            assert!(display(&broken, false).is_none());
        }
    }
}
