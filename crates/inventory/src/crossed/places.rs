//! Places in the headings of a cross table, beside a column of types: `Type;Mairie;École;Stock`.

mod settled;

use super::super::column_words::{CountsUnits, counts, is_ages};
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::{WordJudge, WordKind, count, tells_units};
use super::super::price_heading::is_of_a_price;
use super::super::sample::RowSample;
use super::super::{Confidence, Field, Layout, Role, SourceFormat, ToldColumn};
use super::heads::{Head, is_headcount};
use super::place_words::names_a_place;
use super::sums::sums_its_row;
use super::years::dated_columns;
use super::{Crossed, MOST, may_cross};
use crate::sum_words::{is_sum_word, is_total_word};
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of a table of types, by what their headings are.
#[derive(Default)]
struct CrossedColumns {
    /// Numbers of places, and whether their headings say so.
    places: Vec<(usize, String, bool)>,
    stated: BTreeMap<usize, &'static str>,
    /// Names that are a place or a state: a place among others.
    either: Vec<(usize, String, &'static str)>,
    /// Ages, which are columns of units where no places are.
    ages: Vec<(usize, String)>,
    /// Columns that may be places, or something said of the others.
    doubtful: Vec<(usize, String)>,
    /// Columns below words that lists have above where a row stands: `Étage`, `Direction`.
    words_of_lists: Vec<(usize, String)>,
    /// Columns called by the word of a total.
    totals: Vec<(usize, String)>,
    /// The column of types, or of models where none is.
    types: usize,
    /// Whether it is of models.
    are_models: bool,
    /// Columns that the user says to be places: none of them is a sum.
    by_user: BTreeSet<usize>,
    /// What a list says of a row.
    labels: Vec<usize>,
    /// What is neither: figures, and what the user leaves.
    others: Vec<usize>,
    found: Vec<Found>,
}

/// Whether two headings that nothing reads are places by their own words, or one by the user's.
pub(in super::super) fn name_places(
    headers: &[String],
    roles: &[Role],
    told: &[ToldColumn],
) -> bool {
    let by_user = |heading: &String| {
        told.iter().any(|one| one.field() == Some(Field::Site) && one.is_of(heading))
    };
    let unread = headers.iter().zip(roles).filter(|(_, role)| **role == Role::Ignored);
    unread.filter(|(heading, _)| names_a_place(heading)).nth(1).is_some()
        || (!told.is_empty() && headers.iter().any(by_user))
}

impl Crossed {
    /// The cross table that a table of types is: of places, or of states.
    pub(in super::super) fn of_types(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        Self::of_places(headers, sample, judge, told)
            .or_else(|| Self::of_states(headers, sample, judge, told))
    }

    /// As [`Crossed::of`], of a table of types with numbers below places, and states beside them.
    ///
    /// Nothing but types and numbers is such a table by that alone; beside models or prices, as where
    /// models alone say the types, two headings must be places by their own words, or by the user's.
    fn of_places(
        headers: &[String],
        sample: &RowSample,
        judge: &WordJudge<'_>,
        told: &[ToldColumn],
    ) -> Option<Self> {
        if !may_cross(None, judge, told) {
            return None;
        }
        let says = |at: usize, field: Option<Field>| {
            told.iter().any(|one| one.field() == field && one.is_of(&headers[at]))
        };
        let by_user: Vec<usize> = (0..headers.len())
            .filter(|at| says(*at, Some(Field::Site)) && are_numbers(&sample.told(*at), true))
            .collect();
        let is_other = |one: &&ToldColumn| by_user.iter().all(|at| !one.is_of(&headers[*at]));
        let others: Vec<ToldColumn> = told.iter().filter(is_other).cloned().collect();
        let plain = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, headers);
        let plain = plain.told(&others);
        let by_types = types_of(&plain, headers.len(), sample, judge);
        let types = by_types.or_else(|| models_of(&plain, sample, judge))?;
        let unread: Vec<usize> = (0..headers.len()).filter(|at| says(*at, None)).collect();
        let years = dated_columns(headers, &unread, judge);
        if is_one_each(&plain, sample) {
            return None;
        }
        let mut columns =
            CrossedColumns { types, are_models: by_types.is_none(), ..CrossedColumns::default() };
        for at in (0..headers.len()).filter(|at| *at != types) {
            let heading = years.but_for(at, headers[at].trim());
            if by_user.contains(&at) {
                columns.places.push((at, heading.to_owned(), true));
                columns.by_user.insert(at);
            } else if unread.contains(&at) {
                columns.others.push(at);
            } else if let Some(other) =
                years.instead_of(at).filter(|_| are_numbers(&sample.told(at), false))
            {
                columns.others.push(at);
                columns.found.push(Found::of_other_day(&headers[at], other));
            } else {
                let is_state = says(at, Some(Field::Status));
                columns.take(at, heading, (plain.roles[at], is_state), sample, judge)?;
            }
        }
        columns.settle(sample, judge);
        columns.crossed(headers, (sample, &plain), judge)
    }
}

impl CrossedColumns {
    /// Places a column by its heading and its cells; none where it is the number of units of its rows.
    fn take(
        &mut self,
        at: usize,
        heading: &str,
        (role, is_state): (Role, bool),
        sample: &RowSample,
        judge: &WordJudge<'_>,
    ) -> Option<()> {
        let cells = sample.told(at);
        let sums_up = is_total_word(heading.as_bytes())
            && (!heading.eq_ignore_ascii_case("somme") || sums_its_row(sample, at));
        if cells.is_empty() {
            return Some(());
        }
        if sums_up {
            // Amounts of money are no total of units.
            if are_numbers(&cells, false) && !is_of_a_price(heading) {
                self.totals.push((at, heading.to_owned()));
            }
            return Some(());
        }
        let head = Head::of(heading, role, judge);
        let loosely = matches!(head, Head::Place | Head::PlaceOrState(_) | Head::State(_));
        if !are_numbers(&cells, loosely) {
            self.labels.push(at);
            return Some(());
        }
        let counts_rows = matches!(counts(heading), CountsUnits::Yes | CountsUnits::Head);
        if (role == Role::Field(Field::Quantity) || counts_rows) && !is_headcount(heading) {
            return None;
        }
        let named = heading.to_owned();
        match head {
            Head::State(code) => drop(self.stated.insert(at, code)),
            Head::PlaceOrState(code) if is_state => drop(self.stated.insert(at, code)),
            Head::PlaceOrState(code) => self.either.push((at, named, code)),
            Head::Place => self.places.push((at, named, true)),
            Head::MayBe => self.places.push((at, named, false)),
            Head::Ages => self.ages.push((at, named)),
            Head::Doubtful if role == Role::Personal && at < self.types => self.labels.push(at),
            Head::Part | Head::Doubtful => self.doubtful.push((at, named)),
            Head::Figure => self.others.push(at),
            // Before the types, where the row stands.
            Head::Where if at > self.types => self.words_of_lists.push((at, named)),
            Head::Where | Head::Other => self.labels.push(at),
        }
        Some(())
    }

    /// The table, where it is one.
    fn crossed(
        mut self,
        headers: &[String],
        (sample, plain): (&RowSample, &Layout),
        judge: &WordJudge<'_>,
    ) -> Option<Crossed> {
        let names: BTreeSet<String> = self.places.iter().map(|(_, name, _)| fold(name)).collect();
        let certain = self.places.iter().filter(|(.., certain)| *certain).count();
        let several = || {
            let units = self.places.iter().map(|(at, ..)| at).chain(self.stated.keys());
            let mut cells = units.flat_map(|at| sample.told(*at));
            cells.any(|cell| count(cell).is_some_and(|number| number > 1))
        };
        // Numbers beside models may be anything, as those beside a list's other columns.
        let is_bare = self.labels.is_empty() && !self.are_models;
        let is_one = match (is_bare, self.stated.is_empty()) {
            (true, true) => names.len() > 1,
            // The user says that one is a place, and another is a state.
            (_, false) if !self.by_user.is_empty() => !names.is_empty() && several(),
            (true, false) => !names.is_empty() && names.len() + self.stated.len() > 2 && several(),
            (false, true) => names.len() > 1 && certain > 1 && several(),
            (false, false) => names.len() > 1 && several(),
        };
        if !is_one {
            return None;
        }
        let heard = |heading: &str| self.found.iter().any(|one| one.heading == heading.trim());
        let unheard: Vec<usize> =
            self.doubtful.iter().map(|(at, _)| *at).filter(|at| !heard(&headers[*at])).collect();
        for at in &unheard {
            self.ask(&headers[*at], Field::Site, ValuesTell::Numbers(NumbersAsked::AmongPlaces));
        }
        let ages = self.stated.is_empty() && self.places.iter().all(|(_, name, _)| is_ages(name));
        let says = if ages { Field::AcquiredOn } else { Field::Site };
        let set_aside = self.doubtful.iter().map(|(at, _)| *at).chain(self.others);
        let mut labels: Vec<usize> = self.labels;
        labels.push(self.types);
        let aside: BTreeSet<usize> = set_aside.collect();
        labels.extend(&aside);
        labels.sort_unstable();
        let totals: Vec<usize> = self.totals.iter().map(|(at, _)| *at).collect();
        let states = self.stated.iter().map(|(at, code)| (*at, (*code).to_owned()));
        let mut numbers: Vec<(usize, String)> =
            self.places.into_iter().map(|(at, name, _)| (at, name)).chain(states).collect();
        numbers.sort_unstable();
        let mut crossed = Crossed::plain(plain, labels, says, numbers);
        crossed.asked = self.found;
        crossed.unread = aside;
        crossed.stated = self.stated;
        crossed.types = (!self.are_models).then_some(self.types);
        crossed.ask_of_totals(&totals, sample);
        crossed.ask_of_years(sample, plain, judge);
        Some(crossed)
    }

    fn ask(&mut self, heading: &str, field: Field, values: ValuesTell) {
        self.found.push(Found::asked_of(heading, field, values));
    }
}

/// The column of types: that of its heading, though one of them be not known; else the only one by its
/// cells.
pub(super) fn types_of(
    plain: &Layout,
    wide: usize,
    sample: &RowSample,
    judge: &WordJudge<'_>,
) -> Option<usize> {
    let share = |at: usize| {
        let cells = sample.told(at);
        let is_type = |cell: &&&str| {
            let is_type = |word: &str| judge.is(WordKind::Type, word);
            is_type(cell) || is_total_word(cell.as_bytes()) || is_sum_word(cell, &is_type)
        };
        (cells.iter().filter(is_type).count() * 10, cells.len())
    };
    let own = plain.column(Field::EquipmentType).filter(|at| {
        let (types, cells) = share(*at);
        types >= cells * 5 && cells > 0
    });
    let mut by_cells = (0..wide).filter(|at| {
        let (types, cells) = share(*at);
        types >= cells * 9 && cells > 0
    });
    own.or_else(|| by_cells.next().filter(|_| by_cells.next().is_none()))
}

/// The column of models, by its heading and half of its cells: each says a type.
fn models_of(plain: &Layout, sample: &RowSample, judge: &WordJudge<'_>) -> Option<usize> {
    plain.column(Field::Model).filter(|at| {
        let cells = sample.told(*at);
        let models = cells.iter().filter(|cell| judge.is(WordKind::Model, cell)).count();
        *at < plain.roles.len() && models > 0 && models * 2 >= cells.len()
    })
}

/// Whether the rows are of one machine each, by numbers that makers give.
fn is_one_each(plain: &Layout, sample: &RowSample) -> bool {
    [Field::Serial, Field::Uuid].into_iter().filter_map(|field| plain.column(field)).any(|at| {
        let cells = sample.told(at);
        let numbers = cells.iter().filter(|cell| cell.bytes().any(|b| b.is_ascii_alphabetic()));
        numbers.collect::<BTreeSet<_>>().len() * 2 > sample.rows.len()
    })
}

/// Whether cells are numbers of units: nearly all of them, or, below what is a place, half; or one,
/// where the others are no words.
fn are_numbers(cells: &[&str], loosely: bool) -> bool {
    let counted = |cell: &&&str| count(cell).is_some_and(|number| number <= MOST);
    let whole = cells.iter().filter(counted).count();
    let like = cells.iter().filter(|cell| tells_units(cell) || count(cell).is_some()).count();
    let odd = cells.iter().filter(|cell| !cell.chars().any(char::is_alphanumeric)).count();
    // `4 + 2`, `env. 7`: each is asked.
    let says_one = |cell: &&&str| {
        let mut words = cell.split(|c: char| !c.is_alphanumeric());
        count(cell).is_none() && words.any(|word| count(word).is_some_and(|number| number <= MOST))
    };
    let said = cells.iter().filter(says_one).count();
    whole > 0
        && (loosely && (whole + said) * 10 >= cells.len() * 9
            || whole * 10 >= cells.len() * 9
            || whole * 2 >= cells.len() && (loosely || whole + 1 >= cells.len())
            || loosely && (like + odd) * 10 >= cells.len() * 9)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CrossedWords, turned};
    use super::*;
    use ground::table::Dialect;

    fn read(table: &str, told: &[&str]) -> Option<Crossed> {
        let (line, rows) = table.split_once('\n').unwrap();
        let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
        let sample = RowSample::of(rows.as_bytes(), Dialect { delimiter: b';' }, true);
        let told: Vec<ToldColumn> =
            told.iter().map(|one| ToldColumn::parse(one).unwrap()).collect();
        Crossed::of_types(&headers, &sample, &WordJudge::new(Some(&CrossedWords)), &told)
    }

    /// The columns that count, and those that are asked.
    #[track_caller]
    fn columns(table: &str, told: &[&str]) -> (Vec<String>, Vec<String>) {
        let crossed = read(table, told).unwrap();
        let counted = crossed.numbers.iter().map(|(at, _)| crossed.headers[*at].clone()).collect();
        (counted, crossed.asked.iter().map(|one| one.heading.clone()).collect())
    }

    fn own(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn numbers_of_some_of_the_others_or_of_something_else_are_no_place_more() {
        let rows = "PC fixe;12;4;3\nPC portable;7;1;2\nÉcran;15;4;5\n";
        for heading in ["À remplacer", "Loués", "Win 10", "Plus de 5 ans", "Étiquetés", "Objectif"]
        {
            let table = format!("Type;Mairie;Lyon;{heading}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Mairie", "Lyon"]), own(&[heading])));
            let told = [&*format!("{heading}=site")];
            assert_eq!(columns(&table, &told), (own(&["Mairie", "Lyon", heading]), vec![]));
            let told = [&*format!("{heading}=unread")];
            assert_eq!(columns(&table, &told), (own(&["Mairie", "Lyon"]), vec![]));
        }
        // A figure is not asked, and a place whose name is a word of lists refuses nothing.
        for heading in ["kWh", "ETP", "Moyenne", "Maximum"] {
            let table = format!("Type;Nancy;Lyon;{heading}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Nancy", "Lyon"]), vec![]), "{heading}");
        }
        for heading in ["Achats", "Prix Nobel", "Budget", "1"] {
            let table = format!("Type;Nancy;Lyon;{heading}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Nancy", "Lyon"]), own(&[heading])));
        }
        for heading in ["Service Achats", "Bâtiment A", "Salle 12", "Lycée Prévert", "Vosges"] {
            let table = format!("Type;Nancy;Lyon;{heading}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Nancy", "Lyon", heading]), vec![]));
        }
    }

    #[test]
    fn what_a_row_says_besides_stands_beside_its_places() {
        let rows = "PC fixe;1;12;8\nPC portable;2;7;\nÉcran;3;15;9\n";
        for heading in ["N° de série", "Prix", "Garantie"] {
            let table = format!("Type;{heading};Mairie;École\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), vec![]), "{heading}");
        }
        // Where the row stands, or one more place: it was passed over without a word.
        let table = format!("Type;Étage;Mairie;École\n{rows}");
        assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), own(&["Étage"])));
        let table = format!(
            "Étage;Type;Mairie;École\n{}",
            rows.replace("PC", "2;PC")
                .replace("Éc", "2;Éc")
                .replace(";1;", ";")
                .replace(";2;7", ";7")
                .replace(";3;15", ";15")
        );
        assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), vec![]), "{table}");
        let serials = "Type;N° de série;Mairie;École\nPC fixe;ABC1;12;8\nÉcran;ABC2;15;9\n";
        assert!(read(serials, &[]).is_none(), "one machine a row");
        // Days that may be of purchase are asked, as in a list.
        let years = "Type;Année;Mairie;École\nPC fixe;2021;12;8\nÉcran;2022;15;9\n";
        assert_eq!(columns(years, &[]), (own(&["Mairie", "École"]), own(&["Année"])));
        let ages = years.replace("Année", "Âge moyen").replace("202", "");
        assert_eq!(columns(&ages, &[]), (own(&["Mairie", "École"]), own(&["Âge moyen"])));
        // What is of one machine, or of all of the row, is of none of the rows that it becomes.
        let crossed = read(&format!("Type;N° de série;Mairie;École\n{rows}"), &[]).unwrap();
        assert_eq!(crossed.layout(&[]).column(Field::Serial), None);
        let models = "Type;Modèle;Mairie;École\nPC fixe;A 1;12;8\nÉcran;B 2;15;9\n";
        assert_eq!(columns(models, &[]), (own(&["Mairie", "École"]), vec![]));
        assert_eq!(read(models, &[]).unwrap().layout(&[]).column(Field::Model), Some(1));
        // Beside a model, names that nobody knows may be anything; the user may say.
        let towns = models.replace("Mairie;École", "Lyon;Nancy");
        assert!(read(&towns, &[]).is_none());
        let told = ["Lyon=site", "Nancy=site"];
        assert_eq!(columns(&towns, &told), (own(&["Lyon", "Nancy"]), vec![]));
    }

    #[test]
    fn a_word_that_heads_where_rows_stand_is_a_place_among_places() {
        let rows = "PC fixe;5;3;2\nPC portable;4;4;3\nÉcran;8;7;5\n";
        for heading in ["Étage", "Direction", "Site", "Salle", "Bâtiment", "Lieu", "Entité"] {
            let table = format!("Type;Mairie;École;{heading}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Mairie", "École", heading]), vec![]));
            let table = format!("Type;RDC;{heading};Nancy\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["RDC", heading, "Nancy"]), vec![]));
            // Numbers that call rooms, or that go in order behind all others, are asked.
            let called = rows.replace(";2\n", ";101\n").replace(";3\n", ";104\n");
            let table =
                format!("Type;Mairie;École;{heading}\n{}", called.replace(";5\n", ";210\n"));
            assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), own(&[heading])));
            // A list has several rows of one type.
            let list = "PC fixe;5;3\nPC fixe;4;4\nÉcran;8;7\n";
            assert!(read(&format!("Type;Agence;{heading}\n{list}"), &[]).is_none(), "{heading}");
        }
        // Of people it is asked.
        let table = format!("Type;Mairie;École;Utilisateur\n{rows}");
        assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), own(&["Utilisateur"])));
    }

    #[test]
    fn cells_that_say_a_number_among_words_are_asked_below_a_place() {
        let rows = "PC fixe;5 (dont 1 HS);3\nPC portable;4;4 + 2\nÉcran;8;env. 7\n";
        let crossed = read(&format!("Type;Mairie;École\n{rows}"), &[]).unwrap();
        assert_eq!(crossed.numbers.len(), 2);
        // Words without a number are no such cells.
        let words = "PC fixe;5;3\nPC portable;4;oui\nÉcran;8;peu\n";
        assert!(read(&format!("Type;Mairie;École\n{words}"), &[]).is_none());
    }

    #[test]
    fn an_odd_cell_costs_itself_and_a_type_that_is_not_known_its_row() {
        for odd in ["trois", "~3", "2 (dont 1 HS)", "/", "x", "RAS"] {
            let rows = format!("PC fixe;20;3\nPC portable;7;{odd}\nÉcran;24;2\n");
            let text = turned("Type;Mairie;École", &rows);
            assert!(text.contains(&format!("PC portable;École;{odd};x;2\n")), "{text}");
            assert!(text.ends_with("Écran;École;2;x;3\n"), "{text}");
        }
        let text = turned("Type;Mairie;École", "PC fixe;20;—\nPC portable;7;—\nÉcran;4;1\n");
        assert!(!text.contains('—') && text.contains("Écran;École;1"), "{text}");
        let rows = "PC fixe;20;3\nPC portable;7;2\nBidule;4;1\nÉcran;24;\n";
        assert!(turned("Type;Mairie;École", rows).contains("Bidule;École;1;x;3\n"));
    }

    #[test]
    fn a_name_that_is_a_place_or_a_state_is_a_place_till_it_is_told() {
        let table = "Type;Mairie;École;En-Stock\nPC fixe;12;4;3\nÉcran;7;1;2\n";
        let crossed = read(table, &[]).unwrap();
        assert!(crossed.stated.is_empty());
        assert_eq!(
            crossed.asked[0].values,
            ValuesTell::Numbers(NumbersAsked::PlaceOrState("in_stock"))
        );
        assert_eq!(read(table, &["En-Stock=status"]).unwrap().stated.len(), 1);
        let crossed = read(table, &["En-Stock=site"]).unwrap();
        assert!(crossed.stated.is_empty() && crossed.asked.is_empty());
        // Among states it is one.
        let states = "Type;En service;En-Stock;Total\nPC fixe;12;4;16\nÉcran;7;1;8\n";
        assert_eq!(read(states, &[]).unwrap().says, Field::Status);
    }

    #[test]
    fn a_sum_that_two_rows_bear_out_is_asked_or_known_by_its_word() {
        let rows = "PC fixe;20;3;23\nPC portable;7;2;9\nÉcran;24;;24\n";
        for word in ["Parc", "Toutes écoles"] {
            let table = format!("Type;Mairie;École;{word}\n{rows}");
            assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), vec![]), "{word}");
        }
        let table = format!("Type;Mairie;École;Piscine\n{rows}");
        assert_eq!(columns(&table, &[]), (own(&["Mairie", "École"]), own(&["Piscine"])));
        let odd = table.replace("Piscine", "Ensemble du site").replace(";2;9", ";deux;9");
        assert_eq!(columns(&odd, &[]).0.len(), 3, "one row is left that tells");
    }

    #[test]
    fn headings_that_name_places_are_looked_for_among_those_that_nothing_reads() {
        let named = |line: &str, told: &[ToldColumn]| {
            let headers: Vec<String> = line.split(';').map(str::to_owned).collect();
            let layout = Layout::of(SourceFormat::Spreadsheet, Confidence::Likely, &headers);
            name_places(&headers, &layout.roles, told)
        };
        assert!(named("Type;Modèle;Mairie;École", &[]));
        assert!(!named("Type;Modèle;Mairie;Lyon", &[]));
        assert!(!named("Type;Site;Service;Bureau;Salle n°;Room number", &[]));
        assert!(named("Type;Modèle;Lyon;Nancy", &[ToldColumn::parse("Lyon=site").unwrap()]));
    }
}
