//! Numbers of people, of their telephones and of their accounts, told by their own check: social
//! security, IMEI, IBAN.

/// The digits of a social security number with its key, and of an IMEI.
const DIGITS: usize = 15;

/// How the digits of an IMEI are grouped where they are.
const IMEI: [&[usize]; 5] = [&[15], &[2, 6, 6, 1], &[6, 2, 6, 1], &[8, 6, 1], &[6, 8, 1]];

/// How the characters of a social security number are grouped where they are.
const SOCIAL: [&[usize]; 4] = [&[15], &[13, 2], &[1, 2, 2, 2, 3, 3, 2], &[1, 2, 2, 2, 3, 3]];

/// The fewest digits of one, the letter of a department of Corsica left out.
pub(super) const FEWEST: usize = 12;

/// The digits of the number of a SIM card, which begins with 89 wherever it was issued.
const SIM: std::ops::RangeInclusive<usize> = 19..=20;

/// The length of the number that a text starts with, where it is one.
pub(super) fn number(text: &[u8]) -> Option<usize> {
    match text.first() {
        Some(b'A'..=b'Z') => account(text),
        Some(b'0'..=b'9') => of_digits(text).or_else(|| of_sim(text)),
        _ => None,
    }
}

/// Whether a text ends with the word for such a number, so that what is glued to it is one: `imei490…`.
pub(super) fn is_led_to(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"imei", b"nir", b"iccid", b"sim", b"tel", b"gsm", b"mob", b"portable"];
    const LONGEST: usize = 8;
    // One letter more than the longest: a longer word is none of them, and is not read whole from each end.
    let letters =
        before.iter().rev().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = &before[before.len() - letters..];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The length of the number of a SIM card that a text starts with.
fn of_sim(text: &[u8]) -> Option<usize> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let goes_on = text.get(digits).is_some_and(u8::is_ascii_alphanumeric);
    (SIM.contains(&digits) && text.starts_with(b"89") && !goes_on).then_some(digits)
}

/// The length of the IBAN that a text starts with: a country, a check, and what it is of, by fours.
fn account(text: &[u8]) -> Option<usize> {
    let [country, other, check @ ..] = text else { return None };
    if !(country.is_ascii_uppercase() && other.is_ascii_uppercase()) {
        return None;
    }
    if !check.get(..2)?.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (mut own, mut end) = (Vec::with_capacity(34), 0);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'A'..=b'Z' | b'0'..=b'9' => {
                own.push(*byte);
                end = at + 1;
            }
            b' ' if own.len() % 4 == 0 && end == at => {}
            _ => break,
        }
        if own.len() > 34 {
            return None;
        }
    }
    // The country and the check count last, letters as two digits.
    let moved = own.iter().cycle().skip(4).take(own.len());
    let rest = moved.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    let closed = text.get(end).is_none_or(|next| !next.is_ascii_alphanumeric());
    (own.len() >= 15 && rest == 1 && closed).then_some(end)
}

/// The length of the number of digits that a text starts with, where it is one.
fn of_digits(text: &[u8]) -> Option<usize> {
    let mut digits = [0_u8; DIGITS];
    let (mut count, mut end) = (0, 0);
    let (mut groups, mut group) = (Vec::new(), 0);
    while count < DIGITS {
        let digit = match text.get(end) {
            Some(byte @ b'0'..=b'9') => byte - b'0',
            // The departments of Corsica, 2A and 2B, stand for 19 and 18 in the key.
            Some(letter @ (b'A' | b'a' | b'B' | b'b'))
                if count == 6 && digits.get(5) == Some(&2) =>
            {
                digits[5] = 1;
                if letter.eq_ignore_ascii_case(&b'A') { 9 } else { 8 }
            }
            Some(b' ' | b'-' | b'.' | b'/')
                if group > 0 && text.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) =>
            {
                groups.push(group);
                group = 0;
                end += 1;
                continue;
            }
            _ => break,
        };
        digits[count] = digit;
        count += 1;
        group += 1;
        end += 1;
    }
    // What goes on is a longer number, or another thing.
    let goes_on = match &text[end..] {
        [b'-' | b'.' | b'/', next, ..] | [next, ..] => next.is_ascii_alphanumeric(),
        [] => false,
    };
    groups.push(group);
    let grouped = |ways: &[&[usize]]| ways.contains(&groups.as_slice());
    let whole = count == DIGITS;
    let imei = whole && grouped(&IMEI) && is_luhn(&digits);
    let social = grouped(&SOCIAL) && is_birth(&digits) && (!whole || has_key(&digits));
    (!goes_on && (imei || social)).then_some(end)
}

fn is_luhn(digits: &[u8; DIGITS]) -> bool {
    let doubled = |(at, digit): (usize, &u8)| {
        let digit = u32::from(*digit) * if at % 2 == 1 { 2 } else { 1 };
        digit / 10 + digit % 10
    };
    let sum: u32 = digits.iter().enumerate().map(doubled).sum();
    digits.iter().any(|digit| *digit > 0) && sum.is_multiple_of(10)
}

/// Whether it starts with a sex, a year and a month as those numbers do.
fn is_birth(digits: &[u8; DIGITS]) -> bool {
    let month = digits[3] * 10 + digits[4];
    matches!(digits[0], 1..=4 | 7 | 8) && matches!(month, 1..=12 | 20..=42 | 50..=99)
}

fn has_key(digits: &[u8; DIGITS]) -> bool {
    let (number, key) = digits.split_at(13);
    let read = |digits: &[u8]| digits.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(*digit));
    97 - read(number) % 97 == read(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_by_their_check_and_others_are_left() {
        for (text, length) in [
            ("255081416802538", Some(15)),
            ("2 55 08 14 168 025 38", Some(21)),
            ("2 55 08 14 168 025", Some(18)),
            ("2550814168025 38 (Lyon)", Some(16)),
            ("1 85 05 2A 006 084 35", Some(21)),
            ("490154203237518", Some(15)),
            ("49-015420-323751-8", Some(18)),
            ("490154203237519", None),
            ("255081416802539", None),
            ("2550814168025389", None),
            ("20210304083015", None),
            ("000000000000000", None),
            ("2021 0304 0830 15", None),
            // The examples of the registry of IBANs, and one with a digit changed.
            ("FR14 2004 1010 0505 0001 3M02 606", Some(33)),
            ("GB29NWBK60161331926819", Some(22)),
            ("DE89 3704 0044 0532 0130 00;x", Some(27)),
            ("DE89 3704 0044 0532 0130 01", None),
            ("CF36 0000 1234 5678 9012 34", None),
            ("HP24 P2419H EAN 0193808888888", None),
        ] {
            let ok = number(text.as_bytes());
            assert_eq!(ok, length, "`{text}`");
        }
    }
}
