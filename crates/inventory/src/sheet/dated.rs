//! Sheets that are the same estate at other times: named after years, months or versions.

use super::chosen::ChosenSheet;
use ground::table::fold;
use std::collections::BTreeMap;

/// Months, as sheets are named after them: French, English, German, Spanish, Italian.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "january", "jan", "januar", "enero", "gennaio"],
    &["fevrier", "fevr", "fev", "february", "feb", "februar", "febrero", "febbraio"],
    &["mars", "march", "mar", "marz", "marzo"],
    &["avril", "avr", "april", "apr", "abril", "aprile"],
    &["mai", "may", "mayo", "maggio"],
    &["juin", "june", "jun", "juni", "junio", "giugno"],
    &["juillet", "juil", "july", "jul", "juli", "julio", "luglio"],
    &["aout", "august", "aug", "agosto"],
    &["septembre", "sept", "september", "sep", "septiembre", "settembre"],
    &["octobre", "oct", "october", "oktober", "okt", "octubre", "ottobre"],
    &["novembre", "nov", "november", "noviembre"],
    &["decembre", "dec", "december", "dezember", "dez", "diciembre", "dicembre"],
];
/// Words beside a version that say no more than that it is one.
const OF_VERSIONS: [&str; 10] = [
    "version",
    "corrige",
    "corrigee",
    "corrected",
    "final",
    "finale",
    "definitif",
    "definitive",
    "maj",
    "rev",
];
/// What moves in a year: such sheets add up.
const FLOWS: [&str; 20] = [
    "achat",
    "achats",
    "acquisition",
    "acquisitions",
    "commande",
    "commandes",
    "livraison",
    "livraisons",
    "entree",
    "entrees",
    "sortie",
    "sorties",
    "purchase",
    "purchases",
    "order",
    "orders",
    "rebut",
    "rebuts",
    "reforme",
    "reformes",
];

/// When a sheet is of: its year, month and version.
type When = (u16, u8, u16);

/// What a sheet is called but for when it is of, and when; nothing where its name says no time, or
/// where such sheets add up.
fn dated(name: &str) -> Option<(String, When)> {
    let folded = fold(name);
    let (mut year, mut month, mut version) = (0, 0, 0);
    let mut rest = Vec::new();
    for word in folded.split(' ') {
        let number = |digits: &str| digits.parse::<u16>().ok();
        let is_year = |year: &u16| (1990..2100).contains(year);
        let of_month = || MONTHS.iter().position(|names| names.contains(&word));
        if let Some(found) = number(word).filter(is_year) {
            year = found;
        } else if let Some(at) = of_month() {
            month = u8::try_from(at + 1).unwrap_or(0);
        } else if let Some(found) = word.strip_prefix('v').and_then(number) {
            version = found;
        } else if !OF_VERSIONS.contains(&word) {
            rest.push(word);
        }
    }
    let flows = rest.iter().any(|word| FLOWS.contains(word));
    let said = (year, month, version) != (0, 0, 0) && !flows;
    said.then(|| (rest.join(" "), (year, month, version)))
}

/// The sheets that count: of those called the same but for when they are of, the last.
pub(super) fn latest(mut sheets: Vec<ChosenSheet>) -> Vec<ChosenSheet> {
    let mut times: BTreeMap<String, Vec<When>> = BTreeMap::new();
    for (stem, when) in sheets.iter().filter_map(|sheet| dated(&sheet.name)) {
        times.entry(stem).or_default().push(when);
    }
    sheets.retain(|sheet| {
        let Some((stem, when)) = dated(&sheet.name) else { return true };
        times.get(&stem).and_then(|times| times.iter().max()).is_none_or(|last| *last == when)
    });
    sheets
}
