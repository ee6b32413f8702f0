//! The months, as people write them: the one list of their names.

use crate::lang::Text;
use crate::text;

/// A month.
struct MonthNames {
    /// In full, in French and in English.
    full: (&'static str, &'static str),
    /// Its names, folded: French, English, German, Spanish, Italian, Portuguese, Dutch; and what is short
    /// for it where that does not start its name, or starts another.
    names: &'static [&'static str],
}

const fn of(fr: &'static str, en: &'static str, names: &'static [&'static str]) -> MonthNames {
    MonthNames { full: (fr, en), names }
}

const MONTHS: [MonthNames; 12] = [
    of(
        "janvier",
        "January",
        &[
            "janvier", "january", "januar", "enero", "gennaio", "janeiro", "januari", "jan",
            "janner",
        ],
    ),
    of(
        "février",
        "February",
        &["fevrier", "february", "februar", "febrero", "febbraio", "fevereiro", "februari"],
    ),
    of(
        "mars",
        "March",
        &["mars", "march", "marz", "maerz", "marzo", "marco", "maart", "mrt", "mrz"],
    ),
    of("avril", "April", &["avril", "april", "abril", "aprile"]),
    of("mai", "May", &["mai", "may", "mayo", "maggio", "maio", "mei"]),
    of("juin", "June", &["juin", "june", "juni", "junio", "giugno", "junho"]),
    of("juillet", "July", &["juillet", "july", "juli", "julio", "luglio", "julho"]),
    of("août", "August", &["aout", "august", "agosto", "augustus"]),
    of(
        "septembre",
        "September",
        &["septembre", "september", "septiembre", "settembre", "setembro", "sept"],
    ),
    of("octobre", "October", &["octobre", "october", "oktober", "octubre", "ottobre", "outubro"]),
    of("novembre", "November", &["novembre", "november", "noviembre", "novembro"]),
    of(
        "décembre",
        "December",
        &["decembre", "december", "dezember", "diciembre", "dicembre", "dezembro"],
    ),
];

/// The month, from 1, of a folded word: its name, or three letters or more that start it and no other.
pub(super) fn month_named(word: &str) -> Option<u8> {
    let number = |at: usize| u8::try_from(at + 1).ok();
    if let Some(at) = MONTHS.iter().position(|month| month.names.contains(&word)) {
        return number(at);
    }
    if word.len() < 3 {
        return None;
    }
    let starts_one = |month: &MonthNames| month.names.iter().any(|name| name.starts_with(word));
    let mut starts = MONTHS.iter().enumerate().filter(|(_, month)| starts_one(month));
    let (found, _) = starts.next()?;
    if starts.next().is_some() { None } else { number(found) }
}

/// The name of a month, from 1; none of what is no month.
///
/// ```
/// use empreinte_ground::table::month_name;
/// assert_eq!(month_name(8).map(|name| name.fr), Some("août".to_owned()));
/// assert!(month_name(0).is_none() && month_name(13).is_none());
/// ```
pub fn month_name(month: u8) -> Option<Text> {
    let MonthNames { full: (fr, en), .. } = MONTHS.get(usize::from(month.checked_sub(1)?))?;
    Some(text!("{fr}", "{en}"))
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    #[test]
    fn the_name_of_each_month_is_read_as_it() {
        for month in 1..=12 {
            let name = month_name(month).unwrap();
            for said in [name.fr, name.en] {
                assert_eq!(month_named(&fold(&said)), Some(month), "{said}");
            }
        }
    }

    #[test]
    fn letters_that_start_two_months_are_neither() {
        for (word, month) in
            [("janv", Some(1)), ("okt", Some(10)), ("dez", Some(12)), ("juil", Some(7))]
        {
            assert_eq!(month_named(word), month, "{word}");
        }
        for word in ["jui", "ma", "parc", ""] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
