//! What cannot be seen in a text: taken out, so that two cells that look the same are the same.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The replacement for what is no character of the file's encoding.
const BROKEN: &[u8] = "\u{fffd}".as_bytes();

/// Whether a cell holds bytes that were no character.
///
/// ```
/// use empreinte_ground::table::is_broken;
/// assert!(is_broken("H\u{fffd}tel".as_bytes()));
/// assert!(!is_broken("Hôtel".as_bytes()));
/// ```
#[inline]
pub fn is_broken(cell: &[u8]) -> bool {
    !cell.is_ascii() && memchr::memmem::find(cell, BROKEN).is_some()
}

/// Whether a byte is a sign to a terminal or a printer, and none of a text: not a tab, a line end or
/// a separator of fields.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x01..=0x08 | 0x0B | 0x0C | 0x0E..=0x1B | 0x7F)
}

/// Takes the signs to terminals out of a text.
fn without_controls(text: &mut Vec<u8>, from: usize) {
    // Piece by piece, so that the bytes of one are looked at all at once.
    let any = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_control(*byte));
    if text[from..].chunks(4096).any(any) {
        let mut at = 0;
        text.retain(|byte| {
            at += 1;
            at <= from || !is_control(*byte)
        });
    }
}

/// What stands for the character that starts a text, where it is one to be changed: its length in
/// bytes, and nothing or a plain space.
fn changed(text: &[u8]) -> Option<(usize, &'static [u8])> {
    Some(match *text.first_chunk::<3>()? {
        [0xC2, 0x80..=0x9F | 0xAD, _] => (2, b""),
        [0xC2, 0xA0, _] => (2, b" "),
        [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE]
        | [0xE2, 0x81, 0xA0..=0xA4 | 0xA6..=0xAF]
        | [0xEF, 0xBB, 0xBF] => (3, b""),
        // Spaces of every width, and the separators of lines and paragraphs inside a cell.
        [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF] | [0xE2, 0x81, 0x9F] => (3, b" "),
        _ => return None,
    })
}

/// A whole text made visible: no sign to a terminal, no characters without width, every space a plain one, an accent and
/// its letter one character, and bytes that are no UTF-8 replaced. Lines stay where they are.
pub(super) fn visible(text: &mut Vec<u8>, from: usize) {
    without_controls(text, from);
    if text[from..].is_ascii() {
        return;
    }
    if std::str::from_utf8(&text[from..]).is_err() {
        let whole = String::from_utf8_lossy(&text[from..]).into_owned();
        text.truncate(from);
        text.extend_from_slice(whole.as_bytes());
    }
    // A letter and a combining accent after it: U+0300 to U+036F.
    if memchr::memchr2(0xCC, 0xCD, &text[from..]).is_some() {
        let composed: String = match String::from_utf8_lossy(&text[from..]) {
            Cow::Borrowed(whole) => whole.nfc().collect(),
            Cow::Owned(whole) => whole.nfc().collect(),
        };
        text.truncate(from);
        text.extend_from_slice(composed.as_bytes());
    }
    // One byte more, so that a character of two bytes at the end is looked at as the others are.
    text.push(b'\n');
    let (mut at, mut read, mut kept) = (from, from, from);
    while let Some(next) = memchr::memchr3(0xC2, 0xE2, 0xEF, &text[at..]) {
        at += next;
        let Some((length, instead)) = changed(&text[at..]) else {
            at += 1;
            continue;
        };
        text.copy_within(read..at, kept);
        kept += at - read;
        text[kept..kept + instead.len()].copy_from_slice(instead);
        kept += instead.len();
        at += length;
        read = at;
    }
    let end = text.len() - 1;
    text.copy_within(read..end, kept);
    text.truncate(kept + end - read);
}

/// A whole text as its blocks show it: what [`Blocks`](super::Blocks) gives, however it is cut.
pub fn made_visible(mut text: Vec<u8>) -> Vec<u8> {
    visible(&mut text, 0);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], expected: &str) {
        let mut seen = [b"before\n", text].concat();
        visible(&mut seen, 7);
        assert_eq!(String::from_utf8_lossy(&seen), format!("before\n{expected}"));
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out_and_spaces_are_plain() {
        check("E1\u{200b};\u{feff}E1;E1\u{a0}\n".as_bytes(), "E1;E1;E1 \n");
        check("lap\u{ad}top;\u{202a}Dell\u{202c}\u{2066}x".as_bytes(), "laptop;Dellx");
        check("28\u{202f}316;1\u{2009}000\u{3000}".as_bytes(), "28 316;1 000\u{3000}");
        check("Hôtel ’œ€ °".as_bytes(), "Hôtel ’œ€ °");
        check("é".as_bytes(), "é");
        check("\u{1b}[31mHP\u{7};a\u{9b}2J\tb\r".as_bytes(), "[31mHP;a2J\tb\r");
        check("\u{a0}".as_bytes(), " ");
    }

    #[test]
    fn an_accent_and_its_letter_are_one_character() {
        check("Me\u{301}diathe\u{300}que\u{200b}".as_bytes(), "Médiathèque");
    }

    #[test]
    fn bytes_that_are_no_character_are_replaced_and_told() {
        let mut text = b"H\xf4tel;ok".to_vec();
        visible(&mut text, 0);
        assert_eq!(text, "H\u{fffd}tel;ok".as_bytes());
        assert!(is_broken(&text));
    }
}
