//! What machines and people write where there is nothing to write.

use std::sync::LazyLock;

/// Words that say nothing, in lower case: what people write, and the defaults of makers.
const WORDS: &[&str] = &[
    "",
    "-",
    "?",
    "n/a",
    "na",
    "nc",
    "none",
    "null",
    "(null string)",
    "inconnu",
    "inconnue",
    "n/c",
    "n.c.",
    "n/d",
    "n.d.",
    "nd",
    "n.a.",
    "nil",
    "--",
    "---",
    "–",
    "—",
    "...",
    "aucun",
    "aucune",
    "néant",
    "vide",
    "à définir",
    "a definir",
    "à compléter",
    "non connu",
    "non connue",
    "non défini",
    "non définie",
    "non communiqué",
    "sans objet",
    "undefined",
    "tbd",
    "tbc",
    "unbekannt",
    "keine",
    "desconocido",
    "desconocida",
    "ninguno",
    "sconosciuto",
    "nessuno",
    "desconhecido",
    "nenhum",
    "onbekend",
    "geen",
    "unknown",
    "unknow",
    "not specified",
    "not available",
    "not applicable",
    "non renseigné",
    "invalid",
    "empty",
    "sans",
    "0000-00-00",
    "no asset tag",
    "no asset information",
    "asset tag",
    "inexistente",
    "no serial",
    "#n/a",
    "#n/d",
    "#na",
    "#nv",
    "#ref!",
    "#value!",
    "#valeur!",
    "#name?",
    "#nom?",
    "#div/0!",
    "#null!",
    "#nul!",
    "to be filled by o.e.m.",
    "to be filled by o.e.m",
    "oem",
    "o.e.m.",
    "oem_serial",
    "default string",
    "system serial number",
    "systemserialnumb",
    "systemserialnumber",
    "chassis serial number",
    "base board serial number",
    "serial number xxxxxx",
    "serial number",
    "eval",
    "iatpass",
    "tulip computers",
    "mb-1234567890",
    "sys-1234567890",
    "sn-12345",
    "sn-1234567890",
    "0123456789",
    "123456789",
    "1234567890",
    "123456789000",
    "no dimm",
    "system product name",
    "product name",
    "system manufacturer",
];

/// Identifiers that whole series of machines share, in lower case.
const UUIDS: [&str; 5] = [
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "00000000-0000-0000-0000-000000000000",
    "03000200-0400-0500-0006-000700080009",
    "6ab5b300-538d-1014-9fb5-b0684d007b53",
    "12345678-1234-5678-90ab-cddeefaabbcc",
];

/// Whether a cell says nothing.
pub fn is_placeholder(cell: &[u8]) -> bool {
    let same =
        cell.first().is_some_and(|one| b"01xXnN".contains(one) && cell.iter().all(|c| c == one));
    if same && cell.len() > 3 {
        return true;
    }
    let Some(of_length) = BY_LENGTH.get(cell.len()) else { return false };
    if cell.is_ascii() {
        return of_length.iter().any(|word| cell.eq_ignore_ascii_case(word.as_bytes()));
    }
    let text = String::from_utf8_lossy(cell).to_lowercase();
    WORDS.contains(&text.as_str())
}

/// Whether a cell is what a sheet shows where a formula came to nothing: `#REF!`, `#N/A`.
pub fn is_sheet_error(cell: &[u8]) -> bool {
    cell.first() == Some(&b'#') && is_placeholder(cell)
}

/// The longest of them, in bytes.
const LONGEST: usize = 36;

/// The words and identifiers of each length: nearly every cell is held against them.
static BY_LENGTH: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_length = vec![Vec::new(); LONGEST + 1];
    for word in WORDS.iter().chain(&UUIDS) {
        by_length[word.len()].push(*word);
    }
    by_length
});

/// Whether a cell is an inventory number that tells a machine from others: no placeholder, and no
/// words such as `à étiqueter` or `en attente`, which have no digit and are written as a person
/// writes. `PC-ACCUEIL` is a name that somebody gave.
pub fn is_tag(cell: &[u8]) -> bool {
    if is_placeholder(cell) {
        return false;
    }
    let written = |byte: &u8| !byte.is_ascii() || *byte == b' ' || byte.is_ascii_lowercase();
    let letters_alone = cell.iter().all(u8::is_ascii_alphabetic);
    cell.iter().any(u8::is_ascii_digit) || !(cell.iter().any(written) || letters_alone)
}

/// Whether a cell is a serial number that tells a machine from others: no placeholder, no row of
/// zeros and ones, no count, and not what Excel made of a long number (`6.37702E+15`).
pub fn is_serial(cell: &[u8]) -> bool {
    let telling = cell.iter().filter(|byte| byte.is_ascii_alphanumeric()).count();
    telling >= SHORTEST_SERIAL
        && !is_placeholder(cell)
        && !cell.iter().all(|byte| matches!(byte, b'0' | b'1'))
        && !is_counting(cell)
        && !is_scientific(cell)
        && !is_word(cell)
        && !is_pattern(cell)
}

/// The fewest letters and digits of a serial number: `12` is a number somebody gave.
const SHORTEST_SERIAL: usize = 3;

/// A word, and no number: it has no digit, and a vowel, a space or a letter of no serial number:
/// `Aucun`, `illisible`, `voir étiquette`. Makers leave vowels out, so that they spell no word.
fn is_word(cell: &[u8]) -> bool {
    is_numbered_word(cell)
        || !cell.iter().any(u8::is_ascii_digit)
            && cell
                .iter()
                .any(|byte| !byte.is_ascii() || *byte == b' ' || b"aeiouyAEIOUY".contains(byte))
}

/// A word as people write it, then a number: `Salle 12`, `bureau 204`.
fn is_numbered_word(cell: &[u8]) -> bool {
    let mut words = cell.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let written = |word: &[u8]| {
        let (first, rest) = word.split_first().unwrap_or((&b'0', &[]));
        let letter = |byte: &u8| byte.is_ascii_lowercase() || !byte.is_ascii();
        let vowel = |byte: &u8| !byte.is_ascii() || b"aeiouy".contains(&byte.to_ascii_lowercase());
        rest.len() >= 3
            && (first.is_ascii_alphabetic() || letter(first))
            && rest.iter().all(letter)
            && word.iter().any(vowel)
    };
    let number = |word: &[u8]| word.len() <= 4 && word.iter().all(u8::is_ascii_digit);
    words.next().is_some_and(written) && words.next().is_some_and(number) && words.next().is_none()
}

/// A pattern: at most two different letters and digits, or a number that is one byte four times
/// over (`16843009` is 01 01 01 01), as screens without a serial number send.
fn is_pattern(cell: &[u8]) -> bool {
    let telling = || cell.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let first = telling().next();
    let second = telling().find(|byte| Some(*byte) != first);
    let few = || telling().all(|byte| [first, second].contains(&Some(byte)));
    let number = || std::str::from_utf8(cell).ok()?.parse::<u32>().ok().map(u32::to_be_bytes);
    let is_number = cell.iter().all(|byte| byte.is_ascii_digit() || *byte == b'+');
    let one_byte = || number().is_some_and(|bytes| bytes.iter().all(|byte| *byte == bytes[0]));
    (telling().count() >= 5 && few()) || (is_number && one_byte())
}

/// `12345`, `1234567890`: typed, not given by a maker.
fn is_counting(cell: &[u8]) -> bool {
    cell.len() >= 5 && b"123456789012345678901234567890".starts_with(cell)
}

/// A long number as Excel shows it: the digits are lost, and many machines have the same.
fn is_scientific(cell: &[u8]) -> bool {
    let at = |cell: &[u8], marks: [u8; 2]| cell.iter().position(|byte| marks.contains(byte));
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let Some(split) = at(cell, *b"Ee") else { return false };
    let (mantissa, exponent) = (&cell[..split], &cell[split + 1..]);
    let number = || {
        let point = at(mantissa, *b".,")?;
        Some(digits(&mantissa[..point]) && digits(&mantissa[point + 1..]))
    };
    let whole = digits(mantissa) && mantissa.len() == 1;
    let signed = matches!(exponent, [b'+' | b'-', rest @ ..] if digits(rest));
    signed && (whole || number() == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dummy_serials_tell_no_machine_apart() {
        for serial in [
            "",
            "N/A",
            "To Be Filled By O.E.M.",
            "00000000",
            "11111",
            "0101010",
            "123456789",
            "XXXXXXXXXX",
            "System Serial Number",
            "6.37702E+15",
            "6,37702E+15",
            "Default string",
            "12",
            "NNNNNNN",
            "None",
            "SN-12345",
            "Not Specified",
            "Aucun",
            "illisible",
            "voir étiquette",
            "PERDU",
            "00000001",
            "16843009",
            "ABABABAB",
            "Salle 12",
            "bureau 204",
        ] {
            assert!(!is_serial(serial.as_bytes()), "`{serial}`");
        }
        // GLPI's own list takes any serial with `1.2` in it for a dummy; these are real.
        for serial in
            ["5CG1.23X", "SN1", "CZC1234567", "PF2ABCDE", "7E12", "1E+2X", "JBZCKPD", "CN41"]
        {
            assert!(is_serial(serial.as_bytes()), "`{serial}`");
        }
    }

    #[test]
    fn words_where_an_inventory_number_should_be_tell_no_machine_apart() {
        for tag in ["à étiqueter", "à définir", "en attente", "A ETIQUETER", "sans", "PERDU", ""]
        {
            assert!(!is_tag(tag.as_bytes()), "`{tag}`");
        }
        for tag in ["2021-001", "PC-ACCUEIL", "inv 12", "A1", "MAIRIE/PC/A"] {
            assert!(is_tag(tag.as_bytes()), "`{tag}`");
        }
    }

    #[test]
    fn every_word_says_nothing_in_small_letters_and_in_capitals() {
        for word in WORDS.iter().chain(&UUIDS) {
            assert!(is_placeholder(word.as_bytes()), "`{word}`");
            assert!(is_placeholder(word.to_uppercase().as_bytes()), "`{word}`");
        }
        assert!(!is_placeholder("néants".as_bytes()) && !is_placeholder(&[b'a'; 40]));
    }

    #[test]
    fn identifiers_shared_by_a_series_say_nothing() {
        assert!(is_placeholder(b"03000200-0400-0500-0006-000700080009"));
        assert!(is_placeholder(b"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"));
        assert!(!is_placeholder(b"4c4c4544-0042-3010-8052-b4c04f4e3432"));
    }
}
