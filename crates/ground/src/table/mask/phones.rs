//! Telephone numbers, by how their digits are grouped.

/// The digits of a number with the code of its country.
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 9..=15;

/// The digits of the longest one: `00` before those.
const LONGEST: usize = *INTERNATIONAL.end() + 2;

/// A run of digits and single signs: its groups, and the signs between them.
struct Dialled {
    groups: Vec<usize>,
    signs: Vec<u8>,
    /// Its length in bytes.
    end: usize,
}

impl Dialled {
    /// The run that a text starts with; brackets stand around the first group alone.
    fn of(text: &[u8]) -> Self {
        let mut run = Self { groups: Vec::new(), signs: Vec::new(), end: 0 };
        let mut at = 0;
        loop {
            let digits = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                break;
            }
            run.groups.push(digits);
            at += digits;
            run.end = at;
            // No number is longer, and a long cell is not read again from each of its digits.
            if run.digits() > LONGEST {
                break;
            }
            match text[at..] {
                [sign @ (b' ' | b'.' | b'-' | b'/'), b'0'..=b'9', ..] => {
                    run.signs.push(sign);
                    at += 1;
                }
                _ => break,
            }
        }
        run
    }

    fn digits(&self) -> usize {
        self.groups.iter().sum()
    }

    fn only(&self, signs: &[u8]) -> bool {
        self.signs.iter().all(|sign| signs.contains(sign))
    }
}

/// A text without the mobile numbers of ten digits that stand alone in it; none where it has none.
/// What a thing is called may be such a number too: it is asked of places and remarks only.
pub(super) fn without_bare(text: &str) -> Option<String> {
    let mobile = |digits: &[u8]| {
        matches!(digits, [b'0', b'6' | b'7', ..]) && digits.iter().all(u8::is_ascii_digit)
    };
    // Nearly no cell has ten digits in a row.
    if !text.as_bytes().windows(BARE).any(mobile) {
        return None;
    }
    let mut found = false;
    let words = text.split_inclusive(|c: char| !c.is_alphanumeric());
    let shown = words.map(|word| {
        let digits = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let masks = digits.len() == BARE && mobile(digits.as_bytes());
        found |= masks;
        if masks { format!("{}{}", super::MASK, &word[BARE..]) } else { word.to_owned() }
    });
    let shown: String = shown.collect();
    found.then_some(shown)
}

/// The digits of such a number.
const BARE: usize = 10;

/// The length of the telephone number that a text starts with.
pub(super) fn phone(text: &[u8]) -> Option<usize> {
    let end = match text {
        [b'+', ..] => abroad(text, 1)?,
        // `(+33) 6 12 34 56 78`, `(212) 555-0123`, `(02) 40 12 34 56`.
        [b'(', b'+', ..] => {
            let close = text.iter().take(7).position(|byte| *byte == b')')?;
            abroad(text, close + 1)?
        }
        [b'(', ..] => bracketed(text)?,
        [b'0', b'0', b'1'..=b'9', ..] => {
            let run = Dialled::of(text);
            let grouped = run.signs.len() > 1 || run.digits() == 13;
            (grouped && (11..=LONGEST).contains(&run.digits()) && run.only(b" .-"))
                .then_some(run.end)?
        }
        [b'0', b'1'..=b'9', ..] => national(text)?,
        [b'2'..=b'9', ..] => american(text, &Dialled::of(text))?,
        _ => return None,
    };
    // What goes on is a longer number, or an address.
    let next = match &text[end..] {
        [b'-' | b'.' | b':', next, ..] | [next, ..] => Some(next),
        [] => None,
    };
    next.is_none_or(|next| !next.is_ascii_alphanumeric()).then_some(end)
}

/// A number with the code of its country, from a place in the text on: groups, and brackets around
/// one.
fn abroad(text: &[u8], from: usize) -> Option<usize> {
    let (mut digits, mut end) = (0, from);
    // Those of the code stand before.
    let code = text[..from].iter().filter(|byte| byte.is_ascii_digit()).count();
    let mut signs = 0;
    for (at, byte) in text.iter().enumerate().skip(from) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                end = at + 1;
                signs = 0;
            }
            b' ' | b'.' | b'-' | b'/' | b'(' | b')' if signs < 3 => signs += 1,
            _ => break,
        }
    }
    INTERNATIONAL.contains(&(digits + code)).then_some(end)
}

/// A number whose first group stands between brackets.
fn bracketed(text: &[u8]) -> Option<usize> {
    let close = text.iter().take(7).position(|byte| *byte == b')')?;
    let area = &text[1..close];
    if !(2..=5).contains(&area.len()) || !area.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let from = close + 1 + usize::from(text.get(close + 1) == Some(&b' '));
    let run = Dialled::of(&text[from..]);
    let rest = &run.groups[..];
    let own = area[0] == b'0' && (9..=12).contains(&(area.len() + run.digits()));
    ((own || (area.len() == 3 && rest == [3, 4])) && run.only(b" .-")).then_some(from + run.end)
}

/// A number of the country itself, which begins with one zero: ten digits in pairs, as in France; an
/// area and a line (`0221-1234567`); or groups apart by spaces, none of which is a year.
fn national(text: &[u8]) -> Option<usize> {
    let run = Dialled::of(text);
    let pairs = run.groups.len() >= 5 && run.groups[..5].iter().all(|group| *group == 2);
    if pairs && (run.only(b" .-") || run.groups.len() == 5) {
        return (run.groups.len() == 5).then_some(run.end);
    }
    let whole = (9..=12).contains(&run.digits());
    let grouped = match run.groups[..] {
        [area, line] => {
            // An inventory is numbered from zeros, or by years.
            let line_of_zeros = text.get(area + 1) == Some(&b'0');
            let years = area == 2 && matches!(text.get(3..5), Some(b"19" | b"20"));
            (2..=5).contains(&area) && line >= 6 && !line_of_zeros && !years
        }
        [area, ..] => {
            let mut at = 0;
            let mut year = false;
            for (group, length) in run.groups.iter().enumerate() {
                year |= *length == 4 && matches!(text.get(at..at + 2), Some(b"19" | b"20"));
                at += length + usize::from(group + 1 < run.groups.len());
            }
            let lines = run.groups.len() <= 5 && run.groups.iter().all(|group| *group >= 2);
            (2..=5).contains(&area) && lines && run.only(b" ") && !(year && area == 2)
        }
        [] => false,
    };
    (whole && grouped).then_some(run.end)
}

/// A number as in North America: `212-555-0123`; no area and no exchange begins with 0 or 1.
fn american(text: &[u8], run: &Dialled) -> Option<usize> {
    let one = run.only(b"-") || run.only(b".");
    let exchange = text.get(4).is_some_and(|digit| (b'2'..=b'9').contains(digit));
    (run.groups == [3, 3, 4] && one && exchange).then_some(run.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_countries_are_told_whole() {
        for text in [
            "06 12 34 56 78",
            "01.23.45.67.89",
            "0033 6 12 34 56 78",
            "+33 (0)1 23 45 67 89",
            "(+33) 6 12 34 56 78",
            "020 7946 0958",
            "07700 900123",
            "0161 496 0000",
            "+44 (0)20 7946 0958",
            "(020) 7946 0958",
            "030 12345678",
            "0221-1234567",
            "089/1234567",
            "+49 89 / 1234567",
            "+49 (0)171 1234567",
            "044 668 18 00",
            "+41 44 668 18 00",
            "02 1234567",
            "06 1234 5678",
            "+39 347 123 4567",
            "(212) 555-0123",
            "212-555-0123",
            "212.555.0123",
            "+1 (212) 555-0123",
            "+1-212-555-0123",
        ] {
            assert_eq!(phone(text.as_bytes()), Some(text.len()), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "0612345678",
            "01 23 45 67",
            "01-2023-0045",
            "05 2023 00123",
            "01-00012345",
            "05-20230012",
            "07/12/2023 08:30",
            "0012-3456-78",
            "123-456-7890",
            "661-0987",
            "415-155-2671",
            "2021-03-04",
            "0 12345 67890 5",
            "01 02 03 04 05 06",
            "02-00-00-00-00-0A",
            "10.0.0.12",
            "(2023) 12",
            "(123) 4567",
            "+12 V",
            "0123 456 789A",
            "01 1",
            "01",
            "0",
            "(01)",
            "+1",
        ] {
            assert_eq!(phone(text.as_bytes()), None, "{text}");
        }
    }
}
