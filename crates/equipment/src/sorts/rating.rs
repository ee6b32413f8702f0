//! The power of a UPS: said with its unit (`1500 VA`, `10 kVA`, `3000 W`), else the number that
//! makers put it in the name by (`SMT1500`, `9PX6K`).

use super::{SortCell, SortedType, closed, unmeasured};

pub(super) const UPS: SortedType = SortedType {
    code: "ups",
    sorts: &["ups_upto_1kva", "ups_1_2kva", "ups_2_3_5kva", "ups_3_5_10kva", "ups_over_10kva"],
    told,
    is_open: closed,
    measured: unmeasured,
};

/// The apparent power up to which each sort goes, VA.
const UP_TO: [f64; 5] = [1000.0, 2000.0, 3500.0, 10_000.0, f64::INFINITY];
/// The least that watts may be of volt-amperes: nineteen in twenty certified models have more.
const LEAST_FACTOR: f64 = 0.56;
/// The power that a number of a name may be, VA.
const NAMED: std::ops::RangeInclusive<u32> = 300..=20_000;
/// Numbers of series of old: `Powerware 9130`, `9900`.
const SERIES: std::ops::RangeInclusive<u32> = 9100..=9900;

/// A number with what follows it.
struct WrittenNumber<'a> {
    before: &'a str,
    number: f64,
    /// Its digits as they are written, where three follow its only mark: `1.500`.
    thousands: Option<f64>,
    unit: &'a str,
}

fn sort_of(va: f64) -> Option<usize> {
    (va > 0.0).then(|| UP_TO.iter().position(|most| va <= *most))?
}

fn told(text: &str, stands: SortCell) -> Option<usize> {
    let text = text.to_lowercase();
    let said = stated(&text);
    if said.is_empty() { named(&text, stands) } else { of_all(&said) }
}

/// The sort that powers are all of.
fn of_all(powers: &[f64]) -> Option<usize> {
    let first = sort_of(*powers.first()?)?;
    powers.iter().all(|va| sort_of(*va) == Some(first)).then_some(first)
}

/// The powers that are said with their unit, VA: the least and the most that each may be.
fn stated(text: &str) -> Vec<f64> {
    let measured = measured_in(text);
    let mut volt_amperes = Vec::new();
    let mut watts = Vec::new();
    let mut before: Option<&WrittenNumber<'_>> = None;
    for one in &measured {
        let of = |is_kilo: bool, from: &WrittenNumber<'_>| {
            if is_kilo { from.number * 1000.0 } else { from.thousands.unwrap_or(from.number) }
        };
        let (is_kilo, is_apparent) = match one.unit {
            "va" => (false, true),
            "kva" => (true, true),
            "w" | "watt" | "watts" => (false, false),
            "kw" => (true, false),
            _ => {
                before = Some(one);
                continue;
            }
        };
        let power = of(is_kilo, one);
        // `1 à 2 kVA`: from just above the one to the other.
        let least = before
            .take()
            .filter(|from| from.unit.is_empty() && is_range(one.before))
            .map_or(power, |from| of(is_kilo, from) + 1.0);
        let most = if exceeds(one.before) { power + 1.0 } else { power };
        let least = if exceeds(one.before) { most } else { least };
        if is_apparent {
            volt_amperes.push([least, most]);
        } else {
            watts.push([least, most / LEAST_FACTOR]);
        }
    }
    let said = if volt_amperes.is_empty() { watts } else { volt_amperes };
    said.concat()
}

/// Whether what stands before a number says from the number before to it.
fn is_range(before: &str) -> bool {
    ["à", "a", "to", "-", "–", "bis", "et", "and", "tot", "fino a"].contains(&before.trim())
}

/// Whether what stands before a number says that it is more.
fn exceeds(before: &str) -> bool {
    let before = before.trim_end();
    [">", "plus de", "over", "über", "mas de", "más de", "more than", "oltre"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// The numbers of a text, each with what stands before it and the unit behind.
fn measured_in(text: &str) -> Vec<WrittenNumber<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| at + from) {
        let end = number_end(text, at);
        let is_fresh = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',');
        let unit = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let unit = &unit[..unit.find(|c: char| !c.is_alphabetic()).unwrap_or(unit.len())];
        let digits: String = text[at..end].chars().filter(|c| !c.is_whitespace()).collect();
        let number = digits.replace(',', ".").parse();
        if let (true, Ok(number)) = (is_fresh, number) {
            let thousands = digits
                .split_once(['.', ','])
                .filter(|(_, behind)| behind.len() == 3)
                .and_then(|(head, behind)| format!("{head}{behind}").parse().ok());
            found.push(WrittenNumber {
                before: &text[from..at],
                number,
                thousands,
                unit: known(unit),
            });
        }
        from = end;
    }
    found
}

/// A unit of power, or what stands between two numbers: nothing.
fn known(unit: &str) -> &str {
    if ["va", "kva", "w", "kw", "watt", "watts"].contains(&unit) { unit } else { "" }
}

/// Where a number ends: a mark and a space before three digits are its own.
fn number_end(text: &str, at: usize) -> usize {
    let digits = |from: usize| {
        from + text[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - from)
    };
    let end = digits(at);
    let Some(mark) = text[end..].chars().next() else { return end };
    let next = end + mark.len_utf8();
    let behind = digits(next) - next;
    let goes_on = match mark {
        '.' | ',' => behind > 0,
        ' ' | '\u{a0}' | '\u{202f}' => behind == 3 && end - at <= 3,
        _ => false,
    };
    if goes_on { next + behind } else { end }
}

/// The sort by the powers that numbers of a name may be, where all are of one.
fn named(text: &str, stands: SortCell) -> Option<usize> {
    let words: Vec<&str> = text.split([' ', '/', '_', '-', '(', ')', '\u{a0}']).collect();
    let mut sorts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_bare = word.chars().all(|c| c.is_ascii_digit());
        let is_voltage = words.get(at + 1).is_some_and(|next| ["v", "volts", "hz"].contains(next));
        if !(is_bare && (stands == SortCell::Type || is_voltage)) {
            sorts.extend(of_word(word).into_iter().filter_map(sort_of));
        }
    }
    let first = *sorts.first()?;
    sorts.iter().all(|sort| *sort == first).then_some(first)
}

/// The powers that the numbers of a word may be, VA: `smt1500i`, `9px6ki`, `1.5k`.
fn of_word(word: &str) -> Vec<f64> {
    let mut powers = Vec::new();
    let mut from = 0;
    while let Some(at) = word[from..].find(|c: char| c.is_ascii_digit()).map(|at| at + from) {
        let behind = |c: char| !(c.is_ascii_digit() || c == '.');
        let end = at + word[at..].find(behind).unwrap_or(word.len() - at);
        let (digits, tail) = (&word[at..end], &word[end..]);
        let measures = |unit: &str| tail.starts_with(unit);
        if measures("k") && !measures("kw") && !measures("khz") {
            let thousands = digits.parse().ok().filter(|of| (0.3..=500.0).contains(of));
            powers.extend(thousands.map(|of: f64| of * 1000.0));
        } else if let Ok(number) = digits.parse::<u32>()
            && number % 50 == 0
            && NAMED.contains(&number)
            && !SERIES.contains(&number)
            && !digits.starts_with('0')
            && !measures("v")
            && !measures("hz")
        {
            powers.push(f64::from(number));
        }
        from = end;
    }
    powers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, stands: SortCell, expected: Option<&str>) {
        assert_eq!(told(text, stands).map(|at| UPS.sorts[at]), expected, "{text}");
    }

    #[test]
    fn a_power_is_read_with_its_unit() {
        let check = |text, expected| check(text, SortCell::Type, expected);
        check("onduleur 1500 VA", Some("ups_1_2kva"));
        check("Back-UPS 700VA", Some("ups_upto_1kva"));
        check("UPS 10 kVA", Some("ups_3_5_10kva"));
        check("UPS > 10 kVA", Some("ups_over_10kva"));
        check("onduleur plus de 10 kVA", Some("ups_over_10kva"));
        check("onduleur 1 à 2 kVA", Some("ups_1_2kva"));
        check("onduleur 1 à 3 kVA", None);
        check("onduleur 1 500 VA", Some("ups_1_2kva"));
        check("USV 1.500 VA", Some("ups_1_2kva"));
        check("onduleur 1,5 kVA", Some("ups_1_2kva"));
        check("onduleur 2200VA / 1980W", Some("ups_2_3_5kva"));
        check("onduleur 2200 VA et 700 VA", None);
        check("onduleur 2 x 1500 VA", Some("ups_1_2kva"));
    }

    #[test]
    fn watts_tell_a_sort_where_no_power_factor_makes_them_another() {
        // 6000 W are 6000 to 10 714 VA, 5000 W 5000 to 8929.
        check("UPS 6000 W", SortCell::Type, None);
        check("UPS 5000 W", SortCell::Type, Some("ups_3_5_10kva"));
        check("UPS 400 W", SortCell::Type, Some("ups_upto_1kva"));
        check("UPS 3000 W", SortCell::Type, None);
    }

    #[test]
    fn the_number_of_a_name_is_its_power() {
        let check = |text, expected| check(text, SortCell::Model, expected);
        check("SMT1500RMI2U", Some("ups_1_2kva"));
        check("Smart-UPS 1500", Some("ups_1_2kva"));
        check("5P 1550i", Some("ups_1_2kva"));
        check("9PX 6000i", Some("ups_3_5_10kva"));
        check("9PX6Ki", Some("ups_3_5_10kva"));
        check("RT-1.5K", Some("ups_1_2kva"));
        check("Powerware 9130", None);
        check("SRT10KRMXLT 400V", Some("ups_3_5_10kva"));
        check("Galaxy", None);
        check("Ellipse 1200 750", None);
    }

    #[test]
    fn a_number_alone_in_the_cell_of_types_is_no_power() {
        check("Onduleur 300", SortCell::Type, None);
        check("Onduleur SMT1500", SortCell::Type, Some("ups_1_2kva"));
    }
}
