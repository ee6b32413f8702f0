//! States in a cross table: in its headings, alone or beside places, or among the places of its rows.

use super::super::by_values::is_of_holders;
use super::super::column_words::{CountsUnits, counted_thing, counts, days};
use super::super::dated_heading::{is_of_a_stage, is_year};
use super::super::found::{Found, ValuesTell};
use super::super::kinds::{WordJudge, count, count_or_none};
use super::super::price_heading::is_of_a_price;
use super::super::sample::RowSample;
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::heads::{PEOPLE, may_be_a_place};
use super::places::types_of;
use super::sums::{is_sum_of, sums_its_row};
use super::years::dated_columns;
use super::{Crossed, MOST, PLACES, may_cross};
use crate::sum_words::is_total_word;
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a column of places is called that has no heading: what is asked of it needs a name.
const UNNAMED: &str = "Site";

impl Crossed {
    /// As [`Crossed::of`], of a table of types with numbers below states: `Type;En service;HS`.
    pub(super) fn of_states(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        if !may_cross(Some(Field::Status), judge, told) {
            return None;
        }
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
        let types = plain
            .column(Field::EquipmentType)
            .or_else(|| types_of(&plain, headers.len(), sample, judge))?;
        let mut numbers: Vec<(usize, String)> = Vec::new();
        let (mut stated, mut places) = (BTreeMap::new(), Vec::new());
        let (mut labels, mut totals, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let (mut asked, mut unread) = (Vec::new(), BTreeSet::new());
        let left = |at: &usize| told.iter().any(|one| one.is_of(headers[*at].trim()));
        let by_user: Vec<usize> = (0..headers.len()).filter(left).collect();
        let years = dated_columns(headers, &by_user, judge);
        // `Commandés;Reçus`: the same units twice.
        let are_stages = headers.iter().filter(|heading| is_of_a_stage(heading)).count() > 1;
        // `Reçus;Déployés;Restants`: what came is the sum of the others.
        let came =
            (0..headers.len()).find(|at| is_of_a_stage(&headers[*at]) && sums_its_row(sample, *at));
        let is_other_stage =
            |at: usize, heading: &str| came == Some(at) || are_stages && is_of_a_stage(heading);
        for (at, heading) in headers.iter().enumerate() {
            let (cells, heading) = (sample.told(at), years.but_for(at, heading.trim()));
            let counted = |cell: &&str| count(cell).is_some_and(|number| number <= MOST);
            let all_counted = !cells.is_empty() && cells.iter().all(counted);
            let left = by_user.contains(&at);
            let left_over = || came.and(Some("in_stock").filter(|_| is_left(heading)));
            let state = state_of_units(heading, judge).or_else(left_over);
            match state.filter(|_| !is_other_stage(at, heading)) {
                Some(_) if all_counted && let Some(other) = years.instead_of(at) => {
                    asked.push(Found::of_other_day(&headers[at], other));
                    unread.insert(at);
                    labels.push(at);
                }
                Some(_) if left => labels.push(at),
                Some(state) if all_counted => {
                    stated.insert(at, state);
                    numbers.push((at, state.to_owned()));
                }
                // What sums the others up would count them twice.
                _ if all_counted
                    && (is_total_word(heading.as_bytes())
                        || came == Some(at)
                        || sums_it(sample, at)) =>
                {
                    totals.push(at);
                }
                _ if all_counted
                    && !left
                    && plain.roles[at] == Role::Ignored
                    && may_be_a_place(heading, judge) =>
                {
                    places.push((at, heading.to_owned()));
                }
                // `Utilisateurs;En stock`: those with users, or whose they are.
                _ if all_counted && !left && is_of_users(plain.roles[at], heading) => {
                    others.push((at, heading.to_owned()));
                }
                _ if heading.is_empty() && cells.is_empty() => {}
                _ => {
                    // `À réformer`, which elsewhere is a day.
                    if all_counted && !left && plain.roles[at] == Role::Ignored {
                        others.push((at, heading.to_owned()));
                    }
                    labels.push(at);
                }
            }
        }
        // Answers of one and nothing are of one machine a row.
        let several = |numbers: &[(usize, String)]| {
            numbers.iter().any(|(at, _)| {
                sample.told(*at).iter().any(|cell| count(cell).is_some_and(|number| number > 1))
            })
        };
        let distinct: BTreeSet<&&str> = stated.values().collect();
        if distinct.len() < 2 || !several(&numbers) {
            return None;
        }
        // `Total;En stock;HS`: the others are in service, and these are of them.
        let wholes = totals.iter().copied().chain(plain.column(Field::Quantity));
        let own: Vec<usize> = numbers.iter().map(|(at, _)| *at).collect();
        if !distinct.contains(&"in_service")
            && wholes.into_iter().any(|whole| holds_more(sample, whole, &own))
        {
            return None;
        }
        // A total that counts them too proves that they are of the machines of the row, in a state
        // that nobody knows; else they may be anything, and are asked.
        others.retain(|(at, heading)| {
            is_of_counts(heading) || is_of_users(plain.roles[*at], heading)
        });
        others.extend(places);
        others.sort_unstable();
        let all: Vec<usize> = numbers.iter().chain(&others).map(|(at, _)| *at).collect();
        labels.retain(|at| others.iter().all(|(other, _)| other != at));
        if totals.iter().any(|total| is_sum_of(sample, *total, &all)) {
            numbers.extend(others);
            numbers.sort_unstable();
        } else if !others.is_empty() {
            let names: Vec<&str> = others.iter().map(|(_, heading)| heading.as_str()).collect();
            let heading = names.join("`, `");
            asked.push(Found::asked_of(&heading, Field::Quantity, ValuesTell::Further));
            labels.extend(others.into_iter().map(|(at, _)| at));
            labels.sort_unstable();
        }
        let crossed = Self::plain(&plain, labels, Field::Status, numbers);
        let mut crossed = Self { types: Some(types), asked, unread, ..crossed };
        crossed.ask_of_totals(&totals, sample);
        Some(crossed)
    }

    /// The same table of places or of things, whose columns of numbers have these states too, below these headings;
    /// none where others have numbers, or no state.
    pub(in super::super) fn with_states(
        self,
        stated: BTreeMap<usize, &'static str>,
        headers: Vec<String>,
    ) -> Option<Self> {
        let is_whole = matches!(self.says, Field::Site | Field::EquipmentType)
            && self.stated.is_empty()
            && self.numbers.len() == stated.len()
            && self.numbers.iter().all(|(at, _)| stated.contains_key(at));
        is_whole.then_some(Self { stated, headers, is_placed: true, ..self })
    }

    /// Asks of the column that names the places of the rows, where states stand among them: what is
    /// in stock is not in service.
    pub(super) fn ask_of_states(
        &mut self,
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) {
        if told.iter().any(|one| one.field() == Some(Field::Status)) {
            return;
        }
        let headers: Vec<String> = self.labels.iter().map(|at| self.label(*at)).collect();
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
        if plain.column(Field::Status).is_some() {
            return;
        }
        let asked = self.labels.iter().zip(&headers).enumerate().find_map(|(nth, (at, name))| {
            let may_be = match plain.roles[nth] {
                Role::Field(field) => PLACES.contains(&field),
                Role::Ignored | Role::Blank | Role::Personal => true,
                _ => false,
            };
            let cells = sample.told(*at);
            let kept =
                |cell: &&&str| judge.is_kept_from_use(cell) && !self.sets_aside(cell.as_bytes());
            let states = cells.iter().filter(kept).count();
            let asks = may_be && states > 0 && !told.iter().any(|one| one.is_of(name));
            let share = states as f64 / cells.len().max(1) as f64;
            let values = ValuesTell::StatesAmong(Some(Field::Site));
            let found = || Found::asked_of(name, Field::Status, values);
            asks.then(|| Found { percent: crate::by_values::percent(share), ..found() })
        });
        self.asked.extend(asked);
    }

    /// What a column of labels is called.
    pub(super) fn label(&self, at: usize) -> String {
        let heading = self.headers[at].trim();
        let first = self.says == Field::EquipmentType && self.labels.first() == Some(&at);
        let named = || self.headers.iter().any(|other| fold(other) == fold(UNNAMED));
        if heading.is_empty() && first && !named() { UNNAMED } else { heading }.to_owned()
    }

    /// Adds what is said of the headings, and what is asked.
    pub(super) fn tell(&self, found: &mut Vec<Found>) {
        let quoted = |stated: bool| {
            let own = self.numbers.iter().filter(|(at, _)| self.stated.contains_key(at) == stated);
            own.map(|(at, _)| format!("`{}`", self.headers[*at].trim())).collect::<Vec<_>>()
        };
        for (headings, field) in [(quoted(false), self.says), (quoted(true), Field::Status)] {
            if !headings.is_empty() {
                found.push(Found::sure_of(&headings.join(", "), field, ValuesTell::Crossed));
            }
        }
        found.extend(self.asked.iter().cloned());
    }
}

/// The state that a heading is, or counts: `En stock`, `Qté en stock`. What came or was ordered is of one
/// number of units twice: `Qté commandée;Qté livrée`.
fn state_of_units(heading: &str, judge: &WordJudge<'_>) -> Option<&'static str> {
    const CAME: [Field; 3] = [Field::AcquiredOn, Field::DeliveredOn, Field::OrderedOn];
    let counted = || {
        let thing = counted_thing(heading)?;
        let came = matches!(days(&thing), Ok(Some(field)) if CAME.contains(&field));
        judge.state(&thing).filter(|_| !came)
    };
    judge.state(heading).or_else(counted)
}

/// Whether a heading is of the units that are left of those that came.
fn is_left(heading: &str) -> bool {
    const LEFT: [&str; 8] =
        ["restant", "restants", "restante", "restantes", "reste", "remaining", "left", "uebrig"];
    fold(heading).split(' ').any(|word| LEFT.contains(&word))
}

/// Whether whole numbers below a heading may be of units: they are neither amounts, nor of a year.
fn is_of_counts(heading: &str) -> bool {
    let is_amount = is_of_a_price(heading) || counts(heading) == CountsUnits::No;
    !heading.is_empty() && !is_amount && !heading.split_whitespace().any(is_year)
}

/// Whether a column is of departments or of people, whom no number names.
fn is_of_users(role: Role, heading: &str) -> bool {
    matches!(role, Role::Field(Field::Entity | Field::UserKey) | Role::Personal)
        || is_of_holders(heading)
        || PEOPLE.contains(&fold(heading).as_str())
}

/// Whether the numbers of a column are never less than those of others together, and once more.
fn holds_more(sample: &RowSample, whole: usize, parts: &[usize]) -> bool {
    let number = |row: &csv::ByteRecord, at: usize| {
        let cell = std::str::from_utf8(row.get(at).unwrap_or(b"").trim_ascii()).unwrap_or("?");
        count_or_none(cell)
    };
    let left = |row: &csv::ByteRecord| {
        let said: Option<u32> = parts.iter().map(|at| number(row, *at)).sum();
        Some(i64::from(number(row, whole)?) - i64::from(said?))
    };
    let lefts: Option<Vec<i64>> = sample.rows.iter().map(left).collect();
    lefts.is_some_and(|all| all.iter().all(|left| *left >= 0) && all.iter().any(|left| *left > 0))
}

/// Whether a column of three or more rows is the sum of the others.
fn sums_it(sample: &RowSample, at: usize) -> bool {
    sample.rows.len() > 2 && sums_its_row(sample, at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CrossedWords, turned_by};
    use super::*;
    use ground::table::Dialect;

    fn sampled(table: &str) -> (Vec<String>, RowSample, String) {
        let (line, rows) = table.split_once('\n').unwrap();
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        let sample = RowSample::of(rows.as_bytes(), Dialect { delimiter: b';' }, true);
        (headers, sample, rows.to_owned())
    }

    fn of_states(table: &str) -> Option<(Crossed, String)> {
        let (headers, sample, rows) = sampled(table);
        let crossed =
            Crossed::of_types(&headers, &sample, &WordJudge::new(Some(&CrossedWords)), &[])?;
        let text = turned_by(&crossed, &rows);
        Some((crossed, text))
    }

    #[test]
    fn states_may_stand_in_the_headings_beside_types() {
        let table = "Type;Modèle;Total;En service;En stock\nPC fixe;A 1;12;10;2\nÉcran;B 2;8;8;0\n";
        let (crossed, text) = of_states(table).unwrap();
        assert_eq!(
            text,
            "PC fixe;A 1;in_service;10;x;1\nPC fixe;A 1;in_stock;2;x;1\nÉcran;B 2;in_service;8;x;2\n"
        );
        let layout = crossed.layout(&[]);
        let columns = [Field::EquipmentType, Field::Model, Field::Status, Field::Quantity];
        assert_eq!(columns.map(|field| layout.column(field)), [Some(0), Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn places_stand_beside_states_in_the_headings() {
        let table = "Type;Mairie;École;En stock;Total\nPC fixe;12;10;2;24\nÉcran;8;0;1;9\n";
        let (crossed, text) = of_states(table).unwrap();
        assert_eq!(
            text,
            "PC fixe;Mairie;;12;x;1\nPC fixe;École;;10;x;1\nPC fixe;;in_stock;2;x;1\n\
             Écran;Mairie;;8;x;2\nÉcran;;in_stock;1;x;2\n"
        );
        let layout = crossed.layout(&[]);
        let columns = [Field::EquipmentType, Field::Site, Field::Status, Field::Quantity];
        assert_eq!(columns.map(|field| layout.column(field)), [Some(0), Some(1), Some(2), Some(3)]);
        let said: Vec<(&str, Field)> =
            layout.found.iter().map(|one| (one.heading.as_str(), one.field)).collect();
        assert_eq!(said, [("`Mairie`, `École`", Field::Site), ("`En stock`", Field::Status)]);
        // One place beside two states is one; one beside models may be anything.
        let width = |table| of_states(table).map(|(crossed, _)| crossed.width());
        assert_eq!(width("Type;Mairie;En service;En stock\nPC fixe;12;5;1\n"), Some(3));
        assert_eq!(width("Type;Modèle;Rang;En service;En stock\nPC fixe;A 1;12;5;1\n"), Some(2));
        assert_eq!(width("Type;Quantité;Mairie;École;En stock\nPC fixe;9;3;5;1\n"), None);
    }

    #[test]
    fn numbers_beside_states_that_are_no_state_are_counted_where_a_total_has_them_else_asked() {
        let rows = "PC fixe;A 1;10;2;4;16\nÉcran;B 2;8;0;1;9\nPC portable;C 3;5;1;0;6\n";
        let table = format!("Type;Modèle;En service;En stock;À réformer;Total\n{rows}");
        let (crossed, text) = of_states(&table).unwrap();
        assert!(crossed.asked.is_empty());
        assert!(text.contains("PC fixe;A 1;À réformer;4;x;1\n"), "{text}");
        // Nothing proves that they count: they are asked, and not added.
        let table = table.replace(";Total", ";Rang").replace(";16", ";1").replace(";9", ";2");
        let (crossed, text) = of_states(&table).unwrap();
        assert!(!text.contains(";À réformer;"), "{text}");
        let [asked] = &crossed.asked[..] else { panic!("{:?}", crossed.asked) };
        assert_eq!((asked.heading.as_str(), asked.values), ("À réformer", ValuesTell::Further));
    }

    #[test]
    fn states_among_the_places_of_the_rows_are_asked() {
        let asked = |table: &str, told: &[ToldColumn]| {
            let (headers, sample, _) = sampled(table);
            let crossed =
                Crossed::of(&headers, &sample, &WordJudge::new(Some(&CrossedWords)), told).unwrap();
            let found = crossed.layout(told).found.into_iter().filter(|one| !one.sure);
            found.map(|one| (one.heading, one.percent)).collect::<Vec<_>>()
        };
        let rows = "PC fixe;Écran\nMairie;12;4\nEn stock;3;1\n";
        for (first, name) in [("Service", "Service"), ("Lieu-dit", "Lieu-dit"), ("", "Site")] {
            assert_eq!(asked(&format!("{first};{rows}"), &[]), [(name.to_owned(), 50)]);
        }
        let told = [ToldColumn::parse("Service=entity").unwrap()];
        assert_eq!(asked(&format!("Service;{rows}"), &told), []);
        assert_eq!(asked("Service;PC fixe;Écran\nMairie;12;4\nÉcole;3;1\n", &[]), []);
        assert_eq!(asked(&format!("État;{rows}"), &[]), [], "they are read");
    }
}
