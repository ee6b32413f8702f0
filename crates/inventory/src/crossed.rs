//! Cross tables: types stand in the headings, and how many there are in the cells below; or places
//! or states do, beside a column of types.
//!
//! Each number is turned into a row: the row's own labels, what its heading says, the number as
//! the quantity. A row keeps the file and the line it stands on.

mod heads;
mod named_thing;
mod place_sums;
pub(super) mod place_words;
mod places;
mod stated_things;
mod states;
mod sums;
mod thing_sums;
mod things;
mod turned;
mod years;

use super::dated_heading::When;
use super::derive::{DeriveRule, DerivedField};
use super::found::Found;
use super::kinds::WordJudge;
use super::sample::RowSample;
use super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use ground::table::fold;
pub(super) use heads::{heads_where, is_headcount, is_of_a_measure, is_of_a_size};
pub(super) use places::name_places;
use std::collections::{BTreeMap, BTreeSet};
pub(super) use thing_sums::thing_of_all;
pub(super) use things::{NamedThings, is_a_stranger};

/// The most units that a cell of a cross table says: more is no count of equipment of a place.
const MOST: u32 = 19_999;
/// What the first label of a row is, where its heading does not say.
const PLACES: [Field; 3] = [Field::Site, Field::Entity, Field::Country];

/// A cross table: which columns are labels, and which are numbers of what their headings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crossed {
    headers: Vec<String>,
    /// Of its columns, those in which each machine has its own cell.
    own_of_each: Vec<bool>,
    labels: Vec<usize>,
    /// What the headings of the numbers say: types; or places, states or ages beside a column of
    /// types. Of ages, which tell no day, it is the day that they stand for.
    says: Field,
    /// The columns of numbers, with the type, the place or the state that each heading says.
    numbers: Vec<(usize, String)>,
    /// The column of types, where the headings say something else.
    types: Option<usize>,
    /// Of the columns of numbers, those below a state where the others are below places.
    stated: BTreeMap<usize, &'static str>,
    /// Whether those are below places too.
    is_placed: bool,
    /// What is asked of its columns: states among its places, what may be a place.
    asked: Vec<Found>,
    /// Of the labels, those that are not read.
    unread: BTreeSet<usize>,
    /// The column of years or days and the one that counts, where the rows of others are the same once more.
    of_year: Option<(usize, When)>,
    /// Names of rows, folded, that are of some of the others or figures, and no places.
    aside: BTreeSet<String>,
}

impl Crossed {
    /// The cross table that a line of headings and the rows below it are, if they are one of types in
    /// the headings, or of places or states beside types.
    pub(super) fn of(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        Self::of_things(headers, sample, judge, told)
            .or_else(|| Self::of_types(headers, sample, judge, told))
    }

    /// One that has no column of types, and of which nothing is asked.
    fn plain(
        layout: &Layout,
        labels: Vec<usize>,
        says: Field,
        numbers: Vec<(usize, String)>,
    ) -> Self {
        Self {
            headers: layout.headers[..layout.roles.len()].to_vec(),
            own_of_each: layout.own_of_each(),
            labels,
            says,
            numbers,
            types: None,
            stated: BTreeMap::new(),
            is_placed: false,
            asked: Vec::new(),
            unread: BTreeSet::new(),
            of_year: None,
            aside: BTreeSet::new(),
        }
    }

    /// The columns that its rows are made of, and those that only sum them up.
    pub(super) fn reads(&self, sample: &RowSample) -> BTreeSet<usize> {
        let numbers: Vec<usize> = self.numbers.iter().map(|(at, _)| *at).collect();
        let others = (0..self.headers.len()).filter(|at| !numbers.contains(at));
        // The sum of one column is as likely another with as many.
        let are_sums = |at: &usize| numbers.len() > 1 && sums::is_sum_of(sample, *at, &numbers);
        let sums: Vec<usize> = others.filter(are_sums).collect();
        // Below types the rows are of several, and none has a model; nowhere have they other units.
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &self.headers);
        let of_rows = self.labels.iter().filter(|at| {
            let units = matches!(plain.roles[**at], Role::Field(Field::Quantity));
            self.says != Field::EquipmentType && !units && !self.unread.contains(at)
        });
        // What another day says in the place of a column is decided.
        let is_of_another_day = |at: &&usize| {
            let heading = self.headers[**at].trim();
            self.asked.iter().any(|one| one.is_of_another_day() && one.heading == heading)
        };
        let other_days = self.unread.iter().filter(is_of_another_day);
        numbers.iter().chain(&sums).chain(of_rows).chain(other_days).copied().collect()
    }

    /// Asks of columns that it leaves, where nothing is asked of them yet.
    pub(super) fn ask(&mut self, asked: Vec<Found>) {
        let new = |one: &Found| self.asked.iter().all(|own| !own.is_said_of(&one.heading));
        let asked: Vec<Found> = asked.into_iter().filter(new).collect();
        self.asked.extend(asked);
    }

    /// How many columns of numbers it has, those in whose place one of another day counts among them.
    pub(super) fn width_of_all_days(&self) -> usize {
        self.numbers.len() + self.asked.iter().filter(|one| one.is_of_another_day()).count()
    }

    /// How many columns of numbers it has.
    pub(super) fn width(&self) -> usize {
        self.numbers.len()
    }

    /// The headings of a line below one that groups them: `Ordinateurs;;Écrans` over
    /// `Fixes;Portables;24"`; none where the line above groups nothing.
    pub(super) fn grouped(
        above: &[String],
        headers: &[String],
        judge: &WordJudge<'_>,
    ) -> Option<Vec<String>> {
        let groups = above.iter().filter(|cell| !cell.trim().is_empty()).count();
        let gaps = above.len() > 2 && above[1..].iter().any(|cell| cell.trim().is_empty());
        if groups < 2 || !gaps {
            return None;
        }
        let mut group = "";
        let together = headers.iter().enumerate().map(|(at, own)| {
            if let Some(next) =
                above.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
            {
                group = next;
            }
            match own.trim() {
                "" if above.get(at).is_none_or(|cell| cell.trim().is_empty()) => String::new(),
                // A cell merged over both lines is one heading.
                own if own == group => own.to_owned(),
                // `Portable` below `Téléphonie` is no computer, and no phone on a desk.
                own if judge.says_telephony(group)
                    && let Some(telephone) = judge.telephone_of(own) =>
                {
                    telephone
                }
                own => format!("{group} {own}").trim().to_owned(),
            }
        });
        Some(together.collect())
    }

    /// The headings as the file writes them.
    pub(super) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The layout of the rows it becomes.
    pub(super) fn layout(&self, told: &[ToldColumn]) -> Layout {
        let mut headers: Vec<String> = self.labels.iter().map(|at| self.label(*at)).collect();
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers).told(told);
        let mut roles = plain.roles.clone();
        for (role, at) in roles.iter_mut().zip(&self.labels) {
            let stated = if self.stated.is_empty() { self.says } else { Field::Status };
            // Below several types one model is of none of them.
            let is_of_a_thing = |field| {
                self.says == Field::EquipmentType
                    && matches!(field, Field::Manufacturer | Field::Model)
            };
            let taken = [Field::EquipmentType, Field::Quantity, self.says, stated];
            if self.types == Some(*at) {
                *role = Role::Field(Field::EquipmentType);
            } else if self.unread.contains(at)
                || matches!(role, Role::Field(field) | Role::Second(field)
                    if is_of_one_row(*field) || taken.contains(field) || is_of_a_thing(*field))
            {
                *role = Role::Ignored;
            }
        }
        let is_place = |role: &Role| matches!(role, Role::Field(field) if PLACES.contains(field));
        let placed = self.says != Field::EquipmentType || roles.iter().any(is_place);
        if let Some(first) = roles.first_mut().filter(|role| !placed && **role == Role::Ignored) {
            *first = Role::Field(Field::Site);
        }
        let state = (!self.stated.is_empty()).then_some(Field::Status);
        for field in [self.says].into_iter().chain(state).chain([Field::Quantity]) {
            // Rows set aside are read again as those of a plain table: by its code the type would make
            // them an inventory that import wrote, of which half a machine is read.
            let free = !headers.iter().any(|heading| fold(heading) == "type");
            let (name, role) = match field {
                Field::EquipmentType if free => ("Type", Role::Field(field)),
                Field::AcquiredOn => ("", Role::Blank),
                _ => (field.code(), Role::Field(field)),
            };
            headers.push(name.to_owned());
            roles.push(role);
        }
        let width = headers.len();
        // The file and the line of a row, and the title that it stands below.
        headers.extend([String::new(), String::new(), String::new()]);
        roles.extend([Role::Blank, Role::Blank, Role::Blank]);
        let format = SourceFormat::Spreadsheet;
        let mut layout = Layout::with_roles(format, Confidence::Likely, &headers, roles);
        layout.of_sheets(width);
        // Where nothing says the type, the model does.
        if let Some(from) = layout.column(Field::Model)
            && layout.column(Field::EquipmentType).is_none()
        {
            let (field, from) = (Field::EquipmentType, Some(from));
            layout.derive(DerivedField { field, from, rule: DeriveRule::Copy });
        }
        self.tell(&mut layout.found);
        layout
    }
}

/// Whether a table may be one whose headings or rows say this field, and its numbers units: somebody
/// knows the words, and the user says neither of a column.
fn may_cross(field: Option<Field>, judge: &WordJudge<'_>, told: &[ToldColumn]) -> bool {
    let is_said = |one: &ToldColumn| {
        one.field().is_some_and(|own| own == Field::Quantity || Some(own) == field)
    };
    judge.knows_words() && !told.iter().any(is_said)
}

/// Whether a field is of one machine, or of all of a row: several rows that it becomes have it not each.
fn is_of_one_row(field: Field) -> bool {
    matches!(
        field,
        Field::EquipmentId
            | Field::Serial
            | Field::AssetTag
            | Field::Uuid
            | Field::PriceEur
            | Field::AnnualEnergyKwh
            | Field::WeightKg
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use csv::ByteRecord;
    use ground::table::Dialect;

    pub(super) struct CrossedWords;

    impl crate::Kinds for CrossedWords {
        fn is_type(&self, word: &str) -> bool {
            ["pc fixe", "pc portable", "ecran", "ecrans"].contains(&fold(word).as_str())
        }
        fn is_state(&self, word: &str) -> bool {
            self.state(word).is_some()
        }
        fn state(&self, word: &str) -> Option<&'static str> {
            match fold(word).as_str() {
                "en service" => Some("in_service"),
                "stock" | "en stock" => Some("in_stock"),
                _ => None,
            }
        }
    }

    pub(super) fn turned(headings: &str, rows: &str) -> String {
        turned_by(&crossed(&format!("{headings}\n{rows}")).unwrap(), rows)
    }

    pub(super) fn turned_by(crossed: &Crossed, rows: &str) -> String {
        let mut out = Vec::new();
        let place = |_: &ByteRecord, line: u64| (b"x".to_vec(), line.to_string().into_bytes());
        let (dialect, judge) = (Dialect { delimiter: b';' }, WordJudge::new(Some(&CrossedWords)));
        let turned = crossed.turn(rows.as_bytes(), dialect, place, &judge, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(turned.rows, text.lines().count() as u64);
        text
    }

    pub(super) fn crossed(table: &str) -> Option<Crossed> {
        let (line, rows) = table.split_once('\n').unwrap();
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        let sample = RowSample::of(rows.as_bytes(), Dialect { delimiter: b';' }, true);
        Crossed::of(&headers, &sample, &WordJudge::new(Some(&CrossedWords)), &[])
    }

    /// The columns of a table that count, and those that are asked.
    #[track_caller]
    pub(super) fn counts_and_asks(table: &str, counted: &str, asked: &str) {
        let crossed = crossed(table).unwrap();
        let own = crossed.numbers.iter().map(|(at, _)| crossed.headers[*at].as_str());
        let said = crossed.asked.iter().map(|one| one.heading.as_str());
        let both = [own.collect::<Vec<_>>().join(";"), said.collect::<Vec<_>>().join(";")];
        assert_eq!(both, [counted, asked], "{table}");
    }

    #[test]
    fn each_number_becomes_a_row_with_its_labels_and_its_line() {
        let rows = "Mairie;12;8;\nÉcole;0;NC;32\nTotal;12;8;32\n";
        let crossed =
            crossed(&format!("Lieu-dit;PC fixe;PC portable;Nb d'écrans\n{rows}")).unwrap();
        let text = turned_by(&crossed, rows);
        assert_eq!(
            text,
            "Mairie;PC fixe;12;x;1\nMairie;PC portable;8;x;1\nÉcole;ecrans;32;x;2\nTotal;;;x;3\n"
        );
        let layout = crossed.layout(&[]);
        assert_eq!(layout.column(Field::Site), Some(0), "the first label is the place");
        assert_eq!(layout.column(Field::Quantity), Some(2));
    }

    #[test]
    fn ages_are_neither_places_nor_days() {
        let roles = |heading: &str| {
            let table = format!("Type;- de 3 ans;{heading}\nPC fixe;12;4\nPC portable;8;3\n");
            let layout = crossed(&table).unwrap().layout(&[]);
            [Field::Site, Field::AcquiredOn, Field::Quantity].map(|field| layout.column(field))
        };
        assert_eq!(roles("3 à 5 ans"), [None, None, Some(2)]);
        assert_eq!(roles("Mairie"), [Some(1), None, Some(2)], "one of them is a place");
    }

    #[test]
    fn a_cell_that_is_no_number_stays_for_its_row_to_be_set_aside() {
        let table = "Lieu;PC fixe;PC portable\nMairie;4;3\nÉcole;trois;2\n";
        assert_eq!(crossed(table).map(|crossed| crossed.width()), Some(2));
    }

    #[test]
    fn a_line_of_groups_says_what_headings_are_sorts_of() {
        let line = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
        let judge = WordJudge::new(Some(&CrossedWords));
        let grouped = |above: &str, own: &str| Crossed::grouped(&line(above), &line(own), &judge);
        assert_eq!(
            grouped("Lieu;PC;;Écrans;", ";fixe;portable;22\";24\""),
            Some(line("Lieu;PC fixe;PC portable;Écrans 22\";Écrans 24\""))
        );
        assert_eq!(
            grouped("Lieu;PC;;Total", "Lieu;fixe;portable;"),
            Some(line("Lieu;PC fixe;PC portable;Total"))
        );
        assert_eq!(grouped("Parc 2025;;", "Lieu;PC fixe;Écran"), None);
    }

    #[test]
    fn a_list_is_no_cross_table() {
        assert_eq!(crossed("Type;Nom;PC fixe\nPC fixe;a;1\n"), None, "a type in the cells");
        assert_eq!(crossed("Site;PC fixe;Écran\nLyon;oui;non\n"), None, "no numbers");
        assert_eq!(crossed("Site;PC fixe;Prix\nLyon;1;2\n"), None, "one type alone");
        assert_eq!(crossed("Type;Prix;Étage\nPC fixe;1;2\n"), None, "numbers of something else");
        assert_eq!(crossed("Type;2023;2024\nPC fixe;1;2\n"), None, "years");
    }

    #[test]
    fn places_may_stand_in_the_headings_beside_a_column_of_types() {
        let rows = "PC fixe;12;30;42\nÉcran;8;0;8\nTotal;20;30;50\n";
        let crossed = crossed(&format!("Type;Mairie;École;Total\n{rows}")).unwrap();
        let text = turned_by(&crossed, rows);
        assert_eq!(
            text,
            "PC fixe;Mairie;12;x;1\nPC fixe;École;30;x;1\nÉcran;Mairie;8;x;2\nTotal;;;x;3\n"
        );
        let layout = crossed.layout(&[]);
        let columns =
            [Field::EquipmentType, Field::Site, Field::Quantity].map(|f| layout.column(f));
        assert_eq!(columns, [Some(0), Some(1), Some(2)]);
        // The department, and not what sums up the others.
        let width = |table| super::tests::crossed(table).map(|crossed| crossed.width());
        assert_eq!(width("Type;Oise;Somme\nPC fixe;12;30\nÉcran;8;1\n"), Some(2));
        assert_eq!(width("Type;Oise;Aisne;Somme\nPC fixe;12;30;42\nÉcran;8;1;9\n"), Some(2));
    }

    #[test]
    fn a_department_with_the_name_of_a_sum_has_its_numbers() {
        let turned = |rows: &str| turned("Département;PC fixe;Écrans", rows);
        assert_eq!(
            turned("Oise;4;3\nSomme;12;5\nAisne;1;2\nSomme;17;10\n"),
            "Oise;PC fixe;4;x;1\nOise;Écrans;3;x;1\nSomme;PC fixe;12;x;2\nSomme;Écrans;5;x;2\n\
             Aisne;PC fixe;1;x;3\nAisne;Écrans;2;x;3\nSomme;;;x;4\n"
        );
        // What sums up a part does; a firm does not, and its rows are set aside for their place.
        assert_eq!(
            turned("Lyon;4;3\nTotal Rhône;4;3\nNancy;2;2\nTotal Energies;9;9\nTotal;15;14\n"),
            "Lyon;PC fixe;4;x;1\nLyon;Écrans;3;x;1\nTotal Rhône;;;x;2\nNancy;PC fixe;2;x;3\n\
             Nancy;Écrans;2;x;3\nTotal Energies;PC fixe;9;x;4\nTotal Energies;Écrans;9;x;4\n\
             Total;;;x;5\n"
        );
    }
}
