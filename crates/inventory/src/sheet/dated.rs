//! Sheets that are the same estate at other times: named after years, months or versions.

use super::super::dated_heading::{Apart, When, apart};
use super::chosen::ChosenSheet;
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

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

/// When a sheet is of: its day, month or year, and its version.
type OfSheet = (Option<When>, u16);

/// What a sheet is called but for when it is of, and when; nothing where its name says no time, or
/// where such sheets add up.
fn dated(name: &str) -> Option<(String, OfSheet)> {
    let (called, mut when) = match apart(&name.replace('_', " ")) {
        Some(Apart { thing, when, .. }) => (thing, Some(when)),
        None => (name.to_owned(), None),
    };
    let (mut version, mut rest) = (0, Vec::new());
    let folded = fold(&called);
    for word in folded.split(' ') {
        let of_version = || word.strip_prefix('v').and_then(|digits| digits.parse::<u16>().ok());
        // Of a period, `2024-2025`, the end.
        if let Some(found) = When::read(word) {
            when = when.max(Some(found));
        } else if let Some(found) = of_version() {
            version = found;
        } else if !OF_VERSIONS.contains(&word) {
            rest.push(word);
        }
    }
    let flows = rest.iter().any(|word| FLOWS.contains(word));
    let said = (when.is_some() || version > 0) && !flows;
    said.then(|| (rest.join(" "), (when, version)))
}

/// The sheets that count: of those called the same but for when they are of, the last by the end of the
/// year that is asked for.
pub(super) fn latest(mut sheets: Vec<ChosenSheet>, asked: Option<u16>) -> Vec<ChosenSheet> {
    let mut times: BTreeMap<String, BTreeSet<OfSheet>> = BTreeMap::new();
    for (stem, of) in sheets.iter().filter_map(|sheet| dated(&sheet.name)) {
        times.entry(stem).or_default().insert(of);
    }
    let counts = |times: BTreeSet<OfSheet>| {
        let whens = times.iter().filter_map(|(when, _)| *when).collect();
        let when = When::that_counts(&whens, asked);
        times.into_iter().rfind(|(own, _)| *own == when)
    };
    let last: BTreeMap<String, OfSheet> =
        times.into_iter().filter_map(|(stem, times)| Some((stem, counts(times)?))).collect();
    sheets.retain(|sheet| {
        let Some((stem, of)) = dated(&sheet.name) else { return true };
        last.get(&stem).is_none_or(|last| *last == of)
    });
    sheets
}
