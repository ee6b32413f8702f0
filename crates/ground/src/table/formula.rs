//! Cells that a spreadsheet would run: a quote mark goes before the formula, and reading takes it
//! away again.
//!
//! A spreadsheet of another country splits a line elsewhere than we do, and then takes no heed of
//! our quotes: what comes after any sign that one may split at is looked at as the start is.

use std::borrow::Cow;

/// What a spreadsheet of any country may split a line at.
fn splits(byte: u8) -> bool {
    matches!(byte, b';' | b',' | b'\t' | b'|' | b'\n' | b'\r')
}

/// Whether a spreadsheet takes for a formula what starts here; at the start of a cell, blanks that
/// it passes over count too.
fn starts_formula(mut text: &[u8], at_start: bool) -> bool {
    loop {
        return match text {
            // In full width too: `＝`, `＋`, `－` and `＠`.
            [b'=' | b'+' | b'-' | b'@', ..] | [0xEF, 0xBC, 0x9D | 0x8B | 0x8D | 0xA0, ..] => true,
            [b'\t' | b'\r', ..] => at_start,
            // What has no width hides nothing.
            [0xC2, 0xAD, rest @ ..]
            | [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, rest @ ..]
            | [0xE2, 0x81, 0xA0..=0xA4 | 0xA6..=0xAF, rest @ ..]
            | [0xEF, 0xBB, 0xBF, rest @ ..] => {
                text = rest;
                continue;
            }
            _ => false,
        };
    }
}

/// Where formulas start in a cell, quote marks before them passed over.
fn formulas(cell: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let after = (0..cell.len()).filter(|at| splits(cell[*at])).map(|at| at + 1);
    std::iter::once(0).chain(after).filter(|at| {
        let quotes = cell[*at..].iter().take_while(|byte| **byte == b'\'').count();
        starts_formula(&cell[at + quotes..], *at == 0)
    })
}

/// A cell that no spreadsheet runs.
pub(super) fn armed(cell: &str) -> Cow<'_, str> {
    // Nearly every cell is of letters and digits alone: each byte is looked at once, and no more.
    let bytes = cell.as_bytes();
    let mut plain = bytes.first().is_none_or(u8::is_ascii_alphanumeric);
    for byte in bytes {
        plain &= !splits(*byte);
    }
    if plain {
        return Cow::Borrowed(cell);
    }
    let mut places = formulas(bytes).peekable();
    if places.peek().is_none() {
        return Cow::Borrowed(cell);
    }
    let (mut out, mut from) = (String::with_capacity(cell.len() + 1), 0);
    for at in places {
        out.push_str(&cell[from..at]);
        out.push('\'');
        from = at;
    }
    out.push_str(&cell[from..]);
    Cow::Owned(out)
}

/// A cell as it was before [`CsvOut::text`](super::CsvOut::text) put a quote mark before what looks
/// like a formula at its start.
///
/// ```
/// assert_eq!(empreinte_ground::table::disarmed(b"'=A1"), b"=A1");
/// assert_eq!(empreinte_ground::table::disarmed(b"''=A1"), b"'=A1");
/// assert_eq!(empreinte_ground::table::disarmed(b"'t Hof"), b"'t Hof");
/// ```
#[inline]
pub fn disarmed(cell: &[u8]) -> &[u8] {
    let Some((b'\'', rest)) = cell.split_first() else { return cell };
    let quotes = rest.iter().take_while(|byte| **byte == b'\'').count();
    if starts_formula(&rest[quotes..], true) { rest } else { cell }
}

/// A cell as it was before quote marks were put before what looks like a formula further on; the
/// start is [`disarmed`]'s. `None` where there is none.
pub fn disarmed_inside(cell: &[u8]) -> Option<Vec<u8>> {
    memchr::memchr(b'\'', cell)?;
    let marked = |at: &usize| *at > 0 && cell.get(*at) == Some(&b'\'');
    let mut places = formulas(cell).filter(marked).peekable();
    places.peek()?;
    let (mut out, mut from) = (Vec::with_capacity(cell.len()), 0);
    for at in places {
        out.extend_from_slice(&cell[from..at]);
        from = at + 1;
    }
    out.extend_from_slice(&cell[from..]);
    Some(out)
}

/// A cell as it was, its start and further on.
pub fn restored(cell: &[u8]) -> Cow<'_, [u8]> {
    match disarmed_inside(cell) {
        Some(cell) => Cow::Owned(disarmed(&cell).to_vec()),
        None => Cow::Borrowed(disarmed(cell)),
    }
}

/// A text as it was, as [`restored`].
pub fn restored_text(cell: &str) -> Cow<'_, str> {
    // Few cells have a mark at all.
    if memchr::memchr(b'\'', cell.as_bytes()).is_none() {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(String::from_utf8_lossy(&restored(cell.as_bytes())).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_any_spreadsheet_would_run_is_marked_and_nothing_else() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("＝1+1", "'＝1+1"),
            ("\u{200b}＠SUM(A1)", "'\u{200b}＠SUM(A1)"),
            ("\t=x", "'\t'=x"),
            ("Dell;=1+1", "Dell;'=1+1"),
            ("Dell,@x|-2\n+3", "Dell,'@x|'-2\n'+3"),
            ("a ; =b", "a ; =b"),
            ("it's; a-b, c=d", "it's; a-b, c=d"),
            ("'t Hof", "'t Hof"),
            ("", ""),
        ] {
            assert_eq!(armed(cell), expected, "`{cell}`");
        }
    }

    proptest! {
        #[test]
        fn what_was_marked_is_read_as_it_was(cell in "[-=+@'a;,|\t\r\n＝\u{200b}]{0,12}") {
            let marked = armed(&cell).into_owned();
            prop_assert_eq!(restored(marked.as_bytes()), cell.as_bytes());
            prop_assert!(formulas(marked.as_bytes()).all(|at| marked.as_bytes()[at] == b'\''));
        }
    }
}
