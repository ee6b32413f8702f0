//! The rows of a meter's export, below whatever its tool writes above the headings.

use super::headings::{MeasureColumn, MeterRole, best, role};
use ground::fault::Fault;
use ground::table::{Dialect, TextSource, fold, line_of, made_visible, open_quote_line};
use ground::text;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// How far down the headings may stand.
const DEEPEST: usize = 60;

/// A meter's export.
pub(super) struct MeterTable {
    pub(super) headings: Vec<String>,
    pub(super) roles: Vec<MeterRole>,
    /// The measures that count; other columns of measures say the same energy.
    pub(super) measures: Vec<MeasureColumn>,
    pub(super) left: Vec<usize>,
    pub(super) rows: Vec<(u64, Vec<String>)>,
    /// Whether its fields are separated by commas.
    pub(super) comma: bool,
    /// What stands above the headings: a word, folded, and what it says.
    above: HashMap<String, String>,
}

impl MeterTable {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let source = TextSource::open(path, None)?;
        let mut text = String::new();
        source.into_text().read_to_string(&mut text).map_err(|error| {
            Fault::new(text!("le fichier ne peut pas être lu", "the file cannot be read"))
                .in_file(path)
                .because(error)
        })?;
        // Signs to a terminal and what cannot be seen are no part of a name.
        let text = String::from_utf8_lossy(&made_visible(text.into_bytes())).into_owned();
        Self::parse(path, &text)
    }

    pub(super) fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        // What a tool writes above the headings has delimiters of its own, or none.
        let found = Dialect::detect(text.as_bytes()).delimiter;
        let mut unread = None;
        for delimiter in [found, b';', b',', b'\t', b'|'] {
            match rows(path, text, delimiter) {
                Ok(rows) => {
                    let first = rows.iter().take(DEEPEST);
                    if let Some(at) = first.map(|row| &row.1).position(|cells| is_heading(cells)) {
                        return Ok(Self::of(rows, at, delimiter == b','));
                    }
                }
                Err(fault) => unread = unread.or(Some(fault)),
            }
        }
        Err(unread.unwrap_or_else(|| not_a_meter(path)))
    }

    /// Of rows, and the one that has the headings.
    fn of(mut rows: Vec<(u64, Vec<String>)>, at: usize, comma: bool) -> Self {
        let above = above(&rows[..at]);
        let headings = std::mem::take(&mut rows[at].1);
        rows.drain(..=at);
        let mut roles: Vec<MeterRole> =
            headings.iter().enumerate().map(|(at, heading)| role(at, heading)).collect();
        dates_and_times(&mut roles, &headings);
        let mut measures: Vec<MeasureColumn> = roles
            .iter()
            .filter_map(|role| match role {
                MeterRole::Measure(measure) => Some(measure.clone()),
                _ => None,
            })
            .collect();
        // Beside a column that says its unit, one that says none is something else.
        if measures.iter().any(|measure| measure.unit.is_some()) {
            measures.retain(|measure| measure.unit.is_some());
        }
        let (measures, left) = best(measures);
        Self { headings, roles, measures, left, rows, comma, above }
    }

    /// The column of a role.
    pub(super) fn column(&self, role: &MeterRole) -> Option<usize> {
        self.roles.iter().position(|known| known == role)
    }

    /// What stands above the headings under one of these words.
    pub(super) fn above(&self, words: &[&str]) -> Option<&str> {
        words.iter().find_map(|word| self.above.get(*word)).map(String::as_str)
    }
}

/// A cell of a row; empty where the row has none.
pub(super) fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
}

/// The rows that have anything in them.
fn rows(path: &Path, text: &str, delimiter: u8) -> Result<Vec<(u64, Vec<String>)>, Fault> {
    if let Some(line) = open_quote_line(text.as_bytes(), delimiter) {
        return Err(Fault::new(text!(
            "un guillemet est ouvert et jamais fermé",
            "a quote is opened and never closed"
        ))
        .at(path, line, "", ""));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            Fault::new(text!("ce n’est pas un CSV lisible", "not a readable CSV"))
                .in_file(path)
                .because(error)
        })?;
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((line_of(record.as_byte_record(), text.as_bytes()), cells));
        }
    }
    Ok(rows)
}

/// Whether a row is the headings: it has a time, and a measure.
fn is_heading(cells: &[String]) -> bool {
    let mut roles: Vec<MeterRole> =
        cells.iter().enumerate().map(|(at, heading)| role(at, heading)).collect();
    dates_and_times(&mut roles, cells);
    let timed = roles.iter().any(|role| matches!(role, MeterRole::Time { .. }))
        || (roles.contains(&MeterRole::Start) && roles.contains(&MeterRole::End));
    timed && roles.iter().any(|role| matches!(role, MeterRole::Measure(_)))
}

/// `Date` beside `Time` is a day beside a time of it, and one time alone is the time.
fn dates_and_times(roles: &mut [MeterRole], headings: &[String]) {
    let times: Vec<usize> =
        (0..roles.len()).filter(|at| matches!(roles[*at], MeterRole::Time { .. })).collect();
    // `Time`, `Time (UTC)`: each may be a whole time, where no other column is.
    let of_day = |at: usize| {
        matches!(fold(&headings[at]).as_str(), "time" | "time utc" | "time gmt" | "time local")
    };
    if times.iter().any(|at| !of_day(*at)) {
        for at in times.iter().filter(|at| of_day(**at)) {
            if let MeterRole::Time { utc } = roles[*at] {
                roles[*at] = MeterRole::TimeOfDay { utc };
            }
        }
    }
    // The days of the extraction stand beside the time of each reading.
    if !times.is_empty() {
        for role in
            roles.iter_mut().filter(|role| matches!(role, MeterRole::Start | MeterRole::End))
        {
            *role = MeterRole::Other;
        }
    }
}

/// Words above the headings, and what is below or beside them.
fn above(rows: &[(u64, Vec<String>)]) -> HashMap<String, String> {
    let mut said = HashMap::new();
    let mut note = |word: &str, value: &str| {
        if !value.is_empty() {
            said.entry(fold(word)).or_insert_with(|| value.to_owned());
        }
    };
    for pair in rows.windows(2) {
        for (word, value) in pair[0].1.iter().zip(&pair[1].1) {
            note(word, value);
        }
    }
    for (_, cells) in rows {
        let full: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        if let [word, value] = full[..] {
            note(word.trim_end_matches([':', ' ']), value);
        }
    }
    said
}

fn not_a_meter(path: &Path) -> Fault {
    Fault::new(text!(
        "aucune ligne de titres n’a une date et une mesure",
        "no row of headings has a time and a measure"
    ))
    .in_file(path)
    .hint(text!(
        "donnez un CSV avec une colonne de date (Horodate, Timestamp, Date…) et une de puissance ou \
         d’énergie dont le titre dit l’unité (W, kW, Wh, kWh), ou à côté d’une colonne Unité",
        "give a CSV with a column of times (Timestamp, Date, Horodate…) and one of power or energy \
         whose heading says the unit (W, kW, Wh, kWh), or beside a column Unit"
    ))
}
