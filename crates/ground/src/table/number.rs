//! Numbers as French and English files write them.

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// It is not a number at all.
    NotANumber,
    /// `1,234` could be 1.234 or 1234, and the file does not tell which.
    Ambiguous,
}

/// Reads a number: decimal point or comma, thousands apart by spaces (no-break ones too).
///
/// `comma_file` says that the file separates its fields by commas, so that it may write `1,234`
/// in the English way: such a number is ambiguous and refused, never guessed.
///
/// ```
/// use empreinte_ground::table::{NumberFault, parse_number};
/// assert_eq!(parse_number("1 234,5", false), Ok(1234.5));
/// assert_eq!(parse_number("1,234.5", true), Ok(1234.5));
/// assert_eq!(parse_number("1,234", true), Err(NumberFault::Ambiguous));
/// assert_eq!(parse_number("12 kg", false), Err(NumberFault::NotANumber));
/// ```
pub fn parse_number(text: &str, comma_file: bool) -> Result<f64, NumberFault> {
    let trimmed = text.trim();
    if trimmed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return finite(trimmed);
    }
    let mut digits = String::with_capacity(trimmed.len());
    for (i, c) in trimmed.char_indices() {
        match c {
            '0'..='9' | '.' | ',' => digits.push(c),
            '-' | '+' if i == 0 => digits.push(c),
            'e' | 'E' if i > 0 => digits.push(c),
            '-' | '+' if digits.ends_with(['e', 'E']) => digits.push(c),
            // A space belongs between groups of three digits and nowhere else.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
                if digits.ends_with(|d: char| d.is_ascii_digit())
                    && group_of_three(&trimmed[i + c.len_utf8()..]) => {}
            _ => return Err(NumberFault::NotANumber),
        }
    }
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    match (commas, points) {
        (0, _) => finite(&digits),
        (1, 0) => {
            let thousands_like = digits.rsplit(',').next().is_some_and(|tail| tail.len() == 3);
            if comma_file && thousands_like {
                return Err(NumberFault::Ambiguous);
            }
            finite(&digits.replace(',', "."))
        }
        // `1,234.5`: the comma is the thousands sign. `1.234,5`: the point is.
        (_, 1) if well_grouped(&digits, ',', '.') => finite(&digits.replace(',', "")),
        (1, _) if well_grouped(&digits, '.', ',') => {
            finite(&digits.replace('.', "").replace(',', "."))
        }
        _ => Err(NumberFault::NotANumber),
    }
}

/// Whether a number may be thousands apart by a point as well as a fraction: `1.000`.
///
/// Only where fields are not separated by commas, as in French files, is there such a doubt.
pub fn point_may_group(text: &str) -> bool {
    let Some((whole, rest)) = text.trim().split_once('.') else { return false };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && digits(whole)
        && rest.len() == 3
        && digits(rest)
}

/// Whether a number may be thousands apart by a comma or a point, whatever the file: `1,250`.
///
/// Where a fraction makes no sense, as of machines, it is a doubt in every file.
pub fn may_group(text: &str) -> bool {
    point_may_group(&text.replace(',', "."))
}

fn finite(digits: &str) -> Result<f64, NumberFault> {
    digits.parse::<f64>().ok().filter(|n| n.is_finite()).ok_or(NumberFault::NotANumber)
}

fn group_of_three(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

fn well_grouped(digits: &str, thousands: char, decimal: char) -> bool {
    let Some((whole, fraction)) = digits.split_once(decimal) else { return false };
    !fraction.contains([thousands, decimal])
        && whole.split(thousands).skip(1).all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<f64, NumberFault>) {
        assert_eq!(parse_number(text, false), expected, "`{text}`");
    }

    #[test]
    fn french_numbers_are_read() {
        check("1,0", Ok(1.0));
        check("0,316666667", Ok(0.316_666_667));
        check("28 316", Ok(28_316.0));
        check("28\u{a0}316,25", Ok(28_316.25));
        check("1\u{202f}234\u{202f}567", Ok(1_234_567.0));
        check("1.234,5", Ok(1234.5));
        check("-3,5", Ok(-3.5));
        check("1.5E+3", Ok(1500.0));
    }

    #[test]
    fn a_point_before_three_digits_may_group_thousands() {
        for text in ["1.000", "12.345", "-999.000", " 1.250 "] {
            assert!(point_may_group(text), "`{text}`");
        }
        for text in ["0.125", "1.00", "1.0000", "1234.567", "1,000", "1.000.000", "12", "a.bcd"] {
            assert!(!point_may_group(text), "`{text}`");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "NC", "60 mois", "$12.58", "1 2", "12 34", "--1", "1..2", "inf", "NaN", "1,2,3"]
        {
            check(text, Err(NumberFault::NotANumber));
        }
    }
}
