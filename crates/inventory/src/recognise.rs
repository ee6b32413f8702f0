//! Which source a table is: each reading held against this very file, and the best one taken.
//!
//! A heading says what a column is; its cells must agree. Never by the name of the file.

use super::by_values::by_values;
use super::column_words::{comments, names};
use super::contest::{READ, ReadingStanding, Score};
use super::dated_heading::When;
use super::found::{Found, NumbersAsked, ValuesTell};
use super::headings::{headings, key};
use super::kinds::WordJudge;
use super::other_lists::what_it_lists;
use super::per_person::is_per_person;
use super::place::HeadingPlace;
use super::refusal::what_it_is_not;
use super::sample::RowSample;
use super::{Confidence, Field, KnownBy, Layout, Opening, Role, SourceFormat};
use crate::sum_words::{is_sum_word, is_total_word};
use ground::fault::{Fault, clip};
use ground::text;
use ground::word::within_quotes;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

/// The fewest fields that a plain table must have besides the type of the equipment.
const FEWEST_FIELDS: usize = 2;

/// From this share of its rows on, a table's types are known.
const NEARLY_ALL: f64 = 0.8;

/// From this share of its rows on, a list of types alone is one.
const MOSTLY: f64 = 0.6;

/// What is known of a table besides its headings.
pub(super) struct KnownTable<'a> {
    /// The user's words.
    pub(super) opening: &'a Opening<'a>,
    /// What words are.
    pub(super) judge: &'a WordJudge<'a>,
    /// The first rows, once they are asked for.
    pub(super) sample: &'a OnceCell<RowSample>,
    /// How the first rows are read.
    pub(super) rows: &'a dyn Fn() -> RowSample,
}

impl KnownTable<'_> {
    fn sample(&self) -> &RowSample {
        self.sample.get_or_init(self.rows)
    }
}

/// A table recognised.
#[derive(Debug, Clone)]
pub(super) struct Recognised {
    pub(super) layout: Layout,
    /// The readings tried, the best first; none where the user says what the table is.
    pub(super) contest: Vec<Score>,
    /// How well the best reads, to be held against other sheets.
    pub(super) rank: Rank,
    /// Whether its headings alone tell nothing of it.
    pub(super) by_values: bool,
}

/// How well a reading reads, to be compared.
pub(super) type Rank = (u8, u32, bool, usize, usize);

/// Why a table is not recognised.
#[derive(Debug, Clone)]
pub(super) enum NoReading {
    /// It is known to be something else.
    Other(Fault),
    /// It cannot be read, whatever stands below it.
    Stops(Fault),
    /// Its headings are of no known source.
    Unknown,
}

/// Recognises a table by its headings, held against its first rows.
///
/// # Errors
///
/// The headings are of no source that is read, or of something else.
pub(super) fn recognise(
    place: HeadingPlace<'_>,
    headers: &[String],
    known: &KnownTable<'_>,
) -> Result<Recognised, NoReading> {
    let keys: HashSet<String> = headers.iter().map(|header| key(header)).collect();
    if let Some((what, hint)) = what_it_is_not(&keys).or_else(|| what_it_lists(&keys)) {
        return Err(NoReading::Other(place.fault(what).hint(hint)));
    }
    if headers.len() > usize::from(u16::MAX) {
        return Err(NoReading::Unknown);
    }
    if let Some(format) = known.opening.source {
        return by_hand(place, format, headers, known);
    }
    let mut readings: Vec<(Layout, bool)> = Vec::new();
    if headers.iter().any(|header| header.trim() == "equipment_type") {
        readings.push((of(SourceFormat::Canonical, headers), true));
    }
    for (format, groups) in &headings().signatures {
        let has = |group: &Vec<String>| group.iter().any(|heading| keys.contains(heading));
        let new = !readings.iter().any(|(layout, _)| layout.format == *format);
        if new && groups.iter().all(has) {
            readings.push((of(*format, headers), true));
        }
    }
    let plain = of(SourceFormat::Spreadsheet, headers).told(known.opening.columns);
    let quoted = super::quotation::described(&plain);
    let is_quoted = quoted.is_some();
    let plain = quoted.unwrap_or(plain);
    let others = plain.fields().filter(|field| *field != Field::EquipmentType).count();
    // What the user says to be the types needs no other column.
    let by_user = |column: usize| plain.is_told(column);
    if plain
        .column(Field::EquipmentType)
        .is_some_and(|at| others >= FEWEST_FIELDS || by_user(at) || is_quoted)
    {
        readings.push((plain, false));
    }
    readings.extend(ecodiag(headers).map(|layout| (layout, false)));
    if readings.is_empty() {
        return Err(NoReading::Unknown);
    }
    for format in SourceFormat::ALL {
        let tried = readings.iter().any(|(layout, _)| layout.format == *format);
        if !tried && !headings().of(*format).is_empty() {
            let layout = of(*format, headers);
            // What a source works out of nothing is no evidence.
            let own_type = layout.roles.contains(&Role::Field(Field::EquipmentType));
            if knows_most(&layout) && own_type {
                readings.push((layout, false));
            }
        }
    }
    contest(readings, known, false).ok_or(NoReading::Unknown)
}

/// A refusal of a list of people or of places of work, with a column for each thing there.
fn per_person(
    place: HeadingPlace<'_>,
    headers: &[String],
    known: &KnownTable<'_>,
) -> Result<(), NoReading> {
    match is_per_person(headers, known.sample(), known.judge) {
        Some((what, hint)) => Err(NoReading::Other(place.fault(what).hint(hint))),
        None => Ok(()),
    }
}

/// Recognises a table of headings that nobody listed by the values below them.
///
/// # Errors
///
/// Its values tell nothing, or that it is a list of people.
pub(super) fn recognise_by_values(
    place: HeadingPlace<'_>,
    headers: &[String],
    known: &KnownTable<'_>,
) -> Result<Recognised, NoReading> {
    if headers.len() > usize::from(u16::MAX) || known.sample().rows.is_empty() {
        return Err(NoReading::Unknown);
    }
    per_person(place, headers, known)?;
    let found = by_values_alone(headers, known).ok_or(NoReading::Unknown)?;
    match counts_apart(place, &found.layout, known.judge.year) {
        Some(fault) => Err(NoReading::Other(fault)),
        None => Ok(found),
    }
}

/// The fault of a table of types alone beside several columns of numbers, none of which says that it
/// is how many there are: `Type;Dell;HP`. To count one a row would be wrong by all of them.
fn counts_apart(place: HeadingPlace<'_>, layout: &Layout, year: Option<u16>) -> Option<Fault> {
    let alone = layout.fields().all(|field| field == Field::EquipmentType);
    let asked: Vec<&Found> = layout.found().iter().filter(|one| one.asks_units()).collect();
    let in_a_state = |heading: &str| {
        let state = ValuesTell::Numbers(NumbersAsked::CountsOrState);
        asked.iter().any(|one| one.heading == heading && one.values == state)
    };
    let asked: Vec<&str> = asked.iter().map(|one| one.heading.as_str()).collect();
    (alone && asked.len() > 1).then(|| {
        let all = asked.iter().map(|heading| clip(heading)).collect::<Vec<_>>().join(", ");
        // The sum of the others counts, and adds to none of them.
        let sum = asked.iter().find(|heading| is_of_a_sum(heading));
        let first = within_quotes(sum.unwrap_or(&asked[0]));
        let each = |heading: &&str| {
            let code = if in_a_state(heading) { Field::Status } else { Field::Site }.code();
            format!("--column \"{}={code}\"", within_quotes(heading))
        };
        let parts = asked.iter().filter(|heading| !is_of_a_sum(heading));
        let places = parts.map(each).collect::<Vec<_>>().join(" ");
        let fault = place.fault(text!(
            "plusieurs colonnes de nombres pourraient dire combien il y en a, et rien ne dit laquelle : {all}",
            "several columns of numbers could say how many there are, and nothing says which: {all}"
        ));
        let days: Option<BTreeSet<When>> = asked.iter().map(|heading| When::read(heading)).collect();
        // Of several years one counts, and they are no places.
        if let Some(counts) = days.and_then(|days| When::that_counts(&days, year)) {
            let mut last = asked.iter().filter(|own| When::read(own) == Some(counts));
            let last = last.next().map_or_else(|| first.clone(), |own| within_quotes(own));
            return fault.hint(text!(
                "donnez une ligne par équipement, avec sa quantité, ou dites laquelle compte : `--column \"{last}=quantity\"`",
                "give a row an equipment, with its quantity, or say which one counts: `--column \"{last}=quantity\"`"
            ));
        }
        fault.hint(text!(
            "donnez une ligne par équipement, avec sa quantité, ou dites laquelle compte : `--column \"{first}=quantity\"` ; si toutes s'ajoutent, comme celles de lieux, dites-le de chacune : `{places}`",
            "give a row an equipment, with its quantity, or say which one counts: `--column \"{first}=quantity\"`; if all add up, as those of places do, say so of each: `{places}`"
        ))
    })
}

/// Whether a heading is that of what others add up to, or leave.
fn is_of_a_sum(heading: &str) -> bool {
    const LEFT: [&str; 4] = ["solde", "restant", "restants", "remaining"];
    is_total_word(heading.as_bytes()) || is_sum_word(heading, &|_| false) || names(heading, &LEFT)
}

/// As [`recognise_by_values`], of a list of equipment.
fn by_values_alone(headers: &[String], known: &KnownTable<'_>) -> Option<Recognised> {
    let plain = of(SourceFormat::Spreadsheet, headers);
    let mut found = contest(vec![(plain, false)], known, true)?;
    found.by_values = true;
    let others = found.layout.fields().filter(|field| *field != Field::EquipmentType).count();
    let typed = found.contest.first().map_or(0.0, |score| score.typed);
    // A list of types alone is one where most of it is types.
    let enough = if others >= 1 { READ } else { MOSTLY };
    // Below a heading that is a type itself there are rows, and no heading.
    let heading = found.layout.heading(Field::EquipmentType);
    if others == 0 && known.judge.is(super::kinds::WordKind::Type, heading) {
        return None;
    }
    (typed >= enough).then_some(found)
}

/// The reading that the user asks for.
fn by_hand(
    place: HeadingPlace<'_>,
    format: SourceFormat,
    headers: &[String],
    known: &KnownTable<'_>,
) -> Result<Recognised, NoReading> {
    let layout = match format {
        SourceFormat::EcoDiag => ecodiag(headers),
        _ => Some(of(format, headers)),
    };
    let found = layout.and_then(|layout| contest(vec![(layout, true)], known, true));
    let Some(mut found) = found.filter(|found| found.layout.fields().next().is_some()) else {
        let code = format.code();
        return Err(NoReading::Other(
            place.fault(text!(
                "lu comme `{code}`, ce tableau n'a aucune colonne connue",
                "read as `{code}`, this table has no known column"
            ))
            .hint(text!(
                "sans `--source`, la source est reconnue aux titres et aux valeurs ; `empreinte import --explain` la montre",
                "without `--source`, the source is told by headings and values; `empreinte import --explain` shows it"
            )),
        ));
    };
    found.layout.confidence = Confidence::Told;
    Ok(found)
}

fn of(format: SourceFormat, headers: &[String]) -> Layout {
    Layout::of(format, Confidence::Likely, headers)
}

/// Whether a layout knows most of its headings.
fn knows_most(layout: &Layout) -> bool {
    let (known, all) = layout.known();
    known * 10 >= all * 6
}

/// Holds readings against one another; of two alike the earlier wins.
fn contest(
    readings: Vec<(Layout, bool)>,
    known: &KnownTable<'_>,
    loosely: bool,
) -> Option<Recognised> {
    let (sample, judge) = (known.sample(), known.judge);
    let mut standings = Vec::new();
    for (layout, signed) in readings {
        let own = knows_most(&layout);
        let told = layout.told(known.opening.columns);
        // Headings alone are a source's own, or any table's.
        let told = if sample.rows.is_empty() { told } else { told.with_general_headings() };
        let (told, replaced) = told.but_for_replaced();
        let first = ReadingStanding::of(told, signed, sample, judge);
        let mut layout = by_values(&first, sample, judge, loosely);
        layout.ask_of_replaced(&replaced);
        let mut last = if layout.reads_as(&first.layout) {
            ReadingStanding { layout, ..first }
        } else {
            ReadingStanding::of(layout, signed, sample, judge)
        };
        let unread = !last.layout.found().is_empty() || last.layout.leaves_a_mover();
        let nothing_open = !unread && last.typed >= NEARLY_ALL;
        let canonical = last.layout.traits.known_by == KnownBy::Canonical;
        if signed && (canonical || (own && nothing_open)) {
            last.layout.confidence = Confidence::Certain;
        }
        standings.push(last);
    }
    standings.sort_by_key(|standing| std::cmp::Reverse(rank(standing)));
    let contest = standings.iter().map(ReadingStanding::score).collect();
    let mut best = standings.into_iter().next()?;
    best.layout.note_places(sample);
    best.layout.note_counts(sample);
    best.layout.note_memory(sample);
    Some(Recognised { rank: rank(&best), layout: best.layout, contest, by_values: false })
}

/// How well a reading reads. A source without its signature must read more than others: that it
/// knows the same headings says nothing.
fn rank(standing: &ReadingStanding) -> Rank {
    let (typed, points, signed, filled, known) = standing.rank();
    if signed || standing.layout.traits.known_by == KnownBy::Words {
        (typed, points, signed, filled, known)
    } else {
        (typed, points, false, 0, 0)
    }
}

/// The four columns of EcoDiag, which takes any heading with its words in it, but of comments.
fn ecodiag(headers: &[String]) -> Option<Layout> {
    let first = |words: &[&str]| {
        headers.iter().position(|heading| !comments(heading) && names(heading, words))
    };
    let bought = |heading: &String| {
        names(heading, &["date"]) && names(heading, &["achat", "acquisition"])
            || names(heading, &["dateachat", "dateacquisition"])
    };
    let found = [
        (Field::Manufacturer, first(&["fabricant", "brand", "marque"])?),
        (Field::EquipmentType, first(&["type", "categorie", "category", "kind"])?),
        (Field::Model, first(&["modele", "model"])?),
        (Field::AcquiredOn, headers.iter().position(bought)?),
    ];
    let mut layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
    let mut roles = layout.roles.clone();
    for (field, at) in found {
        for role in &mut roles {
            if *role == super::Role::Field(field) {
                *role = super::Role::Second(field);
            }
        }
        roles[at] = super::Role::Field(field);
    }
    layout = Layout::with_roles(SourceFormat::EcoDiag, Confidence::Likely, headers, roles);
    Some(layout)
}

#[cfg(test)]
mod tests;
