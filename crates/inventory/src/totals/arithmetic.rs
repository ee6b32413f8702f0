//! Rows that sum others up by their numbers, whatever they are called: each number of theirs is the sum
//! of those of several rows beside them.
//!
//! Equal numbers alone may be chance. How sure it is tells by what a row says that the others do not:
//! nothing, that it is all of them, what they are a sort of, or the place they stand in.

use super::independent::{ColumnGroups, say_something};
use super::sureness::{FiguresTell, FoundSum, Relation, SURELY, SumCertainty, TogetherTell};
use crate::placeholder::is_placeholder;
use crate::sum_words::{all_of, is_sum_word, says_it_adds};
use ground::table::fold;
use std::cell::OnceCell;

/// What words are, for who sums rows up.
pub(crate) trait PartsJudge {
    /// Whether a word names a type of equipment.
    fn is_thing(&self, word: &str) -> bool;
    /// Whether a word says a sort of a thing.
    fn is_sort(&self, thing: &str, word: &str) -> bool;
}

/// The words and the numbers of a row: no number is known where nobody can read the cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowFigures {
    /// Its words, folded, by their columns; nothing where the cell is empty. Most rows are never asked.
    words: OnceCell<Vec<String>>,
    pub(crate) numbers: Vec<Option<u64>>,
    /// Whether it says that it is of one machine, or that it stands beside the others.
    pub(crate) stands_alone: bool,
}

impl RowFigures {
    /// Of a row that has these numbers, whose words are told once they are asked for.
    pub(crate) fn of(numbers: Vec<Option<u64>>) -> Self {
        Self { numbers, ..Self::default() }
    }

    /// The same, of a row that stands beside the others, or not.
    pub(crate) fn standing_alone(self, stands_alone: bool) -> Self {
        Self { stands_alone, ..self }
    }

    #[cfg(test)]
    /// Of a row that has these words.
    pub(crate) fn with_words(self, words: Vec<String>) -> Self {
        Self { words: OnceCell::from(words), ..self }
    }
}

/// Rows in their order, and who tells the words of one.
#[derive(Clone, Copy)]
pub(crate) struct HeldRows<'a> {
    pub(crate) rows: &'a [RowFigures],
    pub(crate) tell: &'a dyn Fn(usize) -> Vec<String>,
    /// The figures of a row that count no units: its price, its memory.
    pub(crate) figures: &'a dyn Fn(usize) -> Vec<Option<f64>>,
}

impl<'a> HeldRows<'a> {
    /// The words of a row.
    pub(crate) fn words(&self, at: usize) -> &'a [String] {
        self.rows[at].words.get_or_init(|| (self.tell)(at))
    }

    /// What a row says in a column.
    pub(crate) fn word(&self, at: usize, column: usize) -> &'a str {
        self.words(at).get(column).map_or("", String::as_str)
    }
}

/// The most rows that are held against one another.
pub(crate) const MOST_ROWS: usize = 2_000;

/// As [`SURELY`], of a row that says nothing of its own.
const SAYS_NOTHING: u64 = 20;

/// Of rows in their order, those that sum up several right above or right below; `rooms` says that each
/// has numbers of several things, so that two of them are alike by little chance.
pub(crate) fn sums_of_rows(
    held: HeldRows<'_>,
    rooms: bool,
    judge: &dyn PartsJudge,
) -> Vec<Option<SumCertainty>> {
    let count = held.rows.len().min(MOST_ROWS);
    let mut found = sums_in_order(count, |at, beside, is_sum| {
        sum_of_run(held, at, (beside, is_sum), rooms, judge)
    });
    found.resize(held.rows.len(), None);
    let certain = TogetherTell::of(&found);
    found.into_iter().map(|one| one.and_then(|one| certain.certainty(one))).collect()
}

/// Of things in their order, what is told of those that sum up several right below, or right above:
/// `sum_of` is given one, those beside it that sum up nothing, the nearest first, and which are sums.
pub(crate) fn sums_in_order<T: Clone>(
    count: usize,
    sum_of: impl Fn(usize, &mut dyn Iterator<Item = usize>, &dyn Fn(usize) -> bool) -> Option<T>,
) -> Vec<Option<T>> {
    let mut found: Vec<Option<T>> = vec![None; count];
    // A whole that stands above its parts is met after the parts of its parts.
    for at in (0..count).rev() {
        let is_sum = |other: usize| found[other].is_some();
        found[at] = sum_of(at, &mut (at + 1..count).filter(|other| !is_sum(*other)), &is_sum);
    }
    for at in 0..count {
        if found[at].is_none() {
            let is_sum = |other: usize| found[other].is_some();
            found[at] = sum_of(at, &mut (0..at).rev().filter(|other| !is_sum(*other)), &is_sum);
        }
    }
    found
}

/// How a row sums up several of those that follow one another beside it, if it does.
fn sum_of_run(
    held: HeldRows<'_>,
    at: usize,
    (beside, is_sum): (impl Iterator<Item = usize>, &dyn Fn(usize) -> bool),
    rooms: bool,
    judge: &dyn PartsJudge,
) -> Option<FoundSum> {
    let row = &held.rows[at];
    let own: Vec<u64> = row.numbers.iter().copied().collect::<Option<_>>()?;
    if row.stands_alone || own.iter().all(|number| *number == 0) {
        return None;
    }
    let (mut sums, mut run) = (ColumnGroups::of(own.len()), Vec::new());
    let figures = |run: &[usize]| held.figures_add_up(at, run);
    for other in beside {
        let numbers = &held.rows[other].numbers;
        if numbers.contains(&None) {
            break;
        }
        if numbers.iter().all(|number| *number == Some(0)) {
            continue;
        }
        run.push(other);
        sums.add(numbers);
        if sums.exceed(&row.numbers) {
            break;
        }
        if run.len() < 2 || !sums.are(&row.numbers) {
            continue;
        }
        let relation = match relation(held, at, &run, judge)? {
            Relation::Nothing if !figures(&run).may_be() => return None,
            Relation::Nothing if figures(&run) == FiguresTell::Open => Relation::Within,
            Relation::Nothing if !rooms && held.goes_on(at, &run, is_sum) => Relation::Within,
            relation => relation,
        };
        let sure_from = match relation {
            Relation::All => 0,
            Relation::MayBeWhole if sums.chance() <= SAYS_NOTHING => return None,
            Relation::Nothing => SAYS_NOTHING,
            Relation::Whole | Relation::Holder | Relation::MayHold => SURELY,
            // Of two rooms another may have the numbers: it is asked.
            Relation::Name if !rooms || !say_something(&own) => return None,
            Relation::Name if sums.prove() => 0,
            Relation::Name | Relation::Within | Relation::MayBeWhole => u64::MAX,
        };
        let certainty =
            if sums.chance() > sure_from { SumCertainty::Sure } else { SumCertainty::Perhaps };
        return Some(FoundSum { certainty, by: relation, chance: sums.chance() });
    }
    None
}

/// What a row says that others do not; nothing where they say the same, or where it says more.
fn relation(
    held: HeldRows<'_>,
    row: usize,
    run: &[usize],
    judge: &dyn PartsJudge,
) -> Option<Relation> {
    let (mut own, mut lacks, mut all) = (Vec::new(), false, false);
    for (at, word) in held.words(row).iter().enumerate() {
        let others = || run.iter().map(|other| held.word(*other, at));
        let each_says = others().all(|other| !other.is_empty());
        if is_sum_word(word, &|thing| judge.is_thing(thing)) {
            // `Tous PC` is the sum of computers alone.
            let thing = fold(word);
            let of = all_of(&thing).filter(|thing| judge.is_thing(thing));
            let is_of = |of: &str| {
                let is = |part: &str| judge.is_sort(of, part) || one_of(part) == one_of(of);
                others().all(is)
            };
            if !of.is_none_or(is_of) {
                return None;
            }
            (all, lacks) = (true, lacks || each_says);
        } else if word.is_empty() {
            lacks |= each_says;
        } else if !others().all(|other| other == word || one_of(other) == one_of(word))
            && !held.word_adds_up(row, at, run)
        {
            if says_it_adds(word) {
                return None;
            }
            own.push(at);
        }
    }
    // `RDC`, above rooms that do not say their floor once more; below them it is a word of its own.
    if lacks && run.first().is_some_and(|first| *first > row) {
        own.retain(|at| run.iter().any(|other| !held.word(*other, *at).is_empty()));
    }
    match own[..] {
        [] if all => Some(Relation::All),
        [] => lacks.then_some(Relation::Nothing),
        [at] => {
            let word = held.word(row, at);
            let others: Vec<&str> = run.iter().map(|other| held.word(*other, at)).collect();
            let is_sort = |part: &&str| {
                (judge.is_sort(word, part) || is_named_after(word, part))
                    && !judge.is_sort(part, word)
            };
            if judge.is_thing(word) && others.iter().all(is_sort) {
                Some(Relation::Whole)
            } else if let Some(relation) = holds(word, &others) {
                Some(relation)
            } else if judge.is_thing(word) && others.iter().any(|part| is_named_after(word, part)) {
                Some(Relation::MayBeWhole)
            } else if others.contains(&"") || is_kept_apart(word) {
                None
            } else {
                Some(Relation::Name)
            }
        }
        _ => None,
    }
}

/// Nouns of places that hold others, folded.
const HOLDERS: &str = "batiment batiments bat site etage niveau pole direction departement service aile zone \
    secteur ecole college lycee mairie agence residence campus usine hopital clinique ehpad entite \
    unite groupe ville commune region filiale societe district canton pays territoire building floor level department school hospital gebaude haus etage \
    edificio planta escuela hospital abteilung gemeente gebouw afdeling";

/// Nouns of what is kept apart, folded and in the singular: it holds no rooms, as many as there are in
/// them.
const KEPT_APART: &str = "stock reserve pret divers autre spare magasin entrepot depot lager reserva \
    magazzino voorraad storage other misc miscellaneous loan sonstige varios otro altro overig rebut \
    don";

/// A folded name in the singular.
pub(super) fn one_of(name: &str) -> String {
    let one = |word: &str| word.strip_suffix(['s', 'x']).unwrap_or(word).to_owned();
    name.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// Whether a name goes on behind that of a thing: `Switch 24 ports`, of `Switchs`.
pub(super) fn is_named_after(thing: &str, part: &str) -> bool {
    let (thing, part) = (one_of(thing), one_of(part));
    part.strip_prefix(&thing).is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a folded name is of what is kept apart: `Stock DSI`, `Réserve`.
pub(crate) fn is_kept_apart(place: &str) -> bool {
    let noun = one_of(place.split(' ').next().unwrap_or(""));
    KEPT_APART.split_whitespace().any(|own| noun == own || noun == one_of(own))
}

/// How a place holds others, if it may: its noun is of a larger kind, or they begin with its name.
fn holds(place: &str, others: &[&str]) -> Option<Relation> {
    let noun = |name: &str| name.split(' ').next().unwrap_or("").to_owned();
    let within = |other: &&str| {
        other.strip_prefix(place).is_some_and(|rest| rest.starts_with(' ') && rest.len() > 1)
    };
    if others.iter().all(within) {
        return Some(Relation::Holder);
    }
    if is_kept_apart(place) {
        return None;
    }
    let first = noun(others.first().copied().unwrap_or(""));
    let own = noun(place);
    let numbered = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    let alike = others.iter().all(|name| noun(name) == first || numbered(name) && numbered(&first));
    let is_holder = HOLDERS.split_whitespace().any(|holder| holder == own);
    let apart = others.iter().all(|name| !name.is_empty() && noun(name) != own);
    match (apart && is_holder, alike) {
        (true, true) => Some(Relation::Holder),
        (true, false) => Some(Relation::MayHold),
        (false, _) => None,
    }
}

/// The words of cells, folded, but for what says a sum. A mark for nothing (`-`, `N/A`) says nothing, as
/// a total does; a whole word for it (`inconnu`) is of machines that somebody knows too little of.
pub(crate) fn words_of<'r>(cells: impl Iterator<Item = &'r [u8]>) -> Vec<String> {
    let word = |cell: &[u8]| {
        let text = String::from_utf8_lossy(cell);
        match text.trim() {
            told if is_placeholder(told.as_bytes()) && !is_a_word(told) => String::new(),
            // What no letter says folds to nothing.
            told @ ("Σ" | "∑") => told.to_owned(),
            told => fold(told),
        }
    };
    cells.map(word).collect()
}

/// Whether what stands for nothing is a word that a person wrote, and no mark or code (`null`, `#N/A`).
fn is_a_word(told: &str) -> bool {
    !told.starts_with('#') && told.chars().filter(|c| c.is_alphabetic()).count() > 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::WordJudge;
    use SumCertainty::{Perhaps, Sure};

    struct SumWords;

    impl crate::Kinds for SumWords {
        fn is_type(&self, word: &str) -> bool {
            ["pc", "laptops", "ordinateurs"].contains(&word)
        }
        fn sort_said(&self, thing: &str, beside: &str) -> Option<String> {
            (["pc", "ordinateurs"].contains(&thing) && fold(beside).starts_with("pc "))
                .then(|| beside.to_owned())
        }
    }

    /// The last `numbers` cells of each line are its numbers.
    fn sums(text: &str, numbers: usize) -> Vec<Option<SumCertainty>> {
        let rows: Vec<RowFigures> = text
            .lines()
            .map(|line| {
                let cells: Vec<&[u8]> = line.split(';').map(str::as_bytes).collect();
                let (words, figures) = cells.split_at(cells.len() - numbers);
                let number = |cell: &&[u8]| std::str::from_utf8(cell).ok()?.parse().ok();
                let numbers = figures.iter().map(number).collect();
                RowFigures::of(numbers).with_words(words_of(words.iter().copied()))
            })
            .collect();
        let held = HeldRows { rows: &rows, tell: &|_| Vec::new(), figures: &|_| Vec::new() };
        sums_of_rows(held, numbers > 1, &WordJudge::new(Some(&SumWords)))
    }

    #[test]
    fn a_row_without_a_name_that_sums_up_others_is_a_total() {
        let found = sums("101;12;4;20\n102;14;3;18\n103;10;5;14\n;36;12;52", 3);
        assert_eq!(found, [None, None, None, Some(Sure)]);
        let found = sums("PC;A;12\nPC;B;8\nPC;;20\nÉcran;C;15", 1);
        assert_eq!(found, [None, None, Some(Sure), None]);
        // `Écrans`, above those of each model.
        let found = sums("Écrans;;20\nÉcran;A;15\nÉcran;B;5\nPC;C;9", 1);
        assert_eq!(found, [Some(Sure), None, None, None]);
        assert_eq!(sums("Écrans;;21\nÉcran;A;15\nÉcran;B;5", 1), [None; 3]);
        // Two more of a model that nobody wrote down.
        assert_eq!(sums("PC;A;1\nPC;B;1\nPC;;2", 1), [None, None, Some(Perhaps)]);
        assert_eq!(sums("PC;A;12\nPC;B;8\nPC;;19", 1), [None; 3]);
    }

    #[test]
    fn a_place_above_what_it_holds_is_their_total() {
        let found = sums("Bâtiment A;20;10\nSalle 1;12;4\nSalle 2;8;6", 2);
        assert_eq!(found, [Some(Sure), None, None]);
        // Once, of one number: it may be a room more.
        let found = sums("Bâtiment A;20\nSalle 1;12\nSalle 2;8", 1);
        assert_eq!(found, [Some(Perhaps), None, None]);
        let twice = "Bâtiment A;20\nSalle 1;12\nSalle 2;8\nBâtiment B;3\nSalle 3;2\nSalle 4;1";
        assert_eq!(sums(twice, 1), [Some(Sure), None, None, Some(Sure), None, None]);
        let nested = "Site;23;14\nBâtiment A;20;10\nSalle 1;12;4\nSalle 2;8;6\nBâtiment B;3;4\nSalle 3;2;3\nSalle 4;1;1";
        let found = sums(nested, 2);
        assert_eq!(found.iter().flatten().count(), 3);
        let poles = "Pôle médecine;18;26;3\nUrgences;12;14;2\nRadio;6;12;1\nPôle technique;9;10;2\nPharmacie;5;6;1\nMagasin;4;4;1";
        assert_eq!(sums(poles, 3), [Some(Sure), None, None, Some(Sure), None, None]);
        let floors = "RDC;;30;2\n;001;15;1\n;002;15;1\n1er;;6;1\n;101;2;1\n;102;4;0";
        assert_eq!(sums(floors, 2), [Some(Sure), None, None, Some(Sure), None, None]);
        assert_eq!(sums("Paris;12;5\nÉcole;3;4\nLyon;1;2\nNice;2;2", 2), [None; 4]);
        // Rooms of small numbers, and one that has a name of its own.
        assert_eq!(sums("A;1;1\nB;1;1\nC;1;2\nD;3;4", 2), [None; 4]);
        assert_eq!(sums("CDI;3\nSalle 1;2\nSalle 2;1", 1), [None; 3]);
    }

    #[test]
    fn a_site_holds_rooms_and_another_site_adds_to_them() {
        let rooms = "Salle 1;12;4\nSalle 2;8;6";
        assert_eq!(sums(&format!("Site Nord;20;10\n{rooms}"), 2), [Some(Sure), None, None]);
        assert_eq!(sums(&format!("{rooms}\nSite Nord;20;10"), 2), [None, None, Some(Sure)]);
        for name in ["Autre site Nord", "AUTRE SITE", "Other site North", "Autres sites"] {
            assert_eq!(sums(&format!("{name};20;10\n{rooms}"), 2), [None; 3], "{name}");
        }
        let poles = "Site Nord;18;26;3\nUrgences;12;14;2\nRadio;6;12;1\nSite Sud;9;10;2\nPharmacie;5;6;1\nMagasin;4;4;1";
        assert_eq!(sums(poles, 3), [Some(Sure), None, None, Some(Sure), None, None]);
        // A floor that its rooms do not say, and a name that all rows of a list bear.
        let floors = "Autre site RDC;;30;2\n;001;15;1\n;002;15;1";
        assert_eq!(sums(floors, 2), [None; 3]);
        let borne = "Autres sites;PC;A;12\nAutres sites;PC;B;8\nAutres sites;PC;;20";
        assert_eq!(sums(borne, 1), [None, None, Some(Sure)]);
    }

    #[test]
    fn what_is_kept_apart_holds_no_rooms() {
        for name in ["Stock", "Stock DSI", "Réserve", "Réserves", "Prêt", "Divers", "Autres"] {
            let twice = format!(
                "{name};2\nSalle 1;1\nSalle 2;1\n{name} B;20\nSalle 3;12\nSalle 4;8\nSalle 5;3"
            );
            assert_eq!(sums(&twice, 1), [None; 7], "{name}");
            let three = format!("{name};42;14\nSalle 1;12;8\nSalle 2;30;5\nSalle 3;0;1");
            assert_eq!(sums(&three, 2), [None; 4], "{name}");
        }
        // Its parts say that they are some of it.
        assert_eq!(sums("Stock;20\nStock A;12\nStock B;8", 1), [Some(Perhaps), None, None]);
    }

    #[test]
    fn columns_that_go_together_are_no_second_proof() {
        // One PC and one screen a seat: the library has as many as two rooms.
        for seats in ["CDI;30;30\nSalle 1;15;15\nSalle 2;15;15", "CDI;30;60\nA;10;20\nB;20;40"] {
            assert_eq!(sums(seats, 2), [Some(Perhaps), None, None], "{seats}");
        }
        let three = "CDI;940;940\nSalle 1;515;515\nSalle 2;415;415\nSalle 3;10;10";
        assert_eq!(sums(three, 2), [Some(Perhaps), None, None, None]);
        // Of other numbers, two rooms are asked, and three prove it.
        assert_eq!(sums("CDI;30;31\nSalle 1;15;16\nSalle 2;15;15", 2), [Some(Perhaps), None, None]);
        let three = "Agglo;42;14\nMairie;12;8\nÉcole;30;5\nCrèche;0;1";
        assert_eq!(sums(three, 2), [Some(Sure), None, None, None]);
        // A building says that it holds rooms: once, of numbers that go together, it is asked.
        let found = sums("Bâtiment A;30;30\nSalle 1;15;15\nSalle 2;15;15", 2);
        assert_eq!(found, [Some(Perhaps), None, None]);
    }

    #[test]
    fn what_others_are_a_sort_of_is_their_total() {
        let found = sums("Tous PC;20\nPC fixe;12\nPC portable;8\nÉcran;15", 1);
        assert_eq!(found, [Some(Sure), None, None, None]);
        let found = sums("PC fixe;12\nPC portable;8\nTous PC;20\nÉcran;15", 1);
        assert_eq!(found, [None, None, Some(Sure), None]);
        let found = sums("Laptop;A;12\nLaptop;B;8\nAll laptops;;20\nMonitor;C;15", 1);
        assert_eq!(found, [None, None, Some(Sure), None]);
        let found = sums("Ordinateurs;20;9\nPC fixe;12;4\nPC portable;8;5", 2);
        assert_eq!(found, [Some(Sure), None, None]);
        // An all-in-one is a machine, as many as there are others.
        for name in
            ["All-in-one", "All in One PC", "Tout-en-un", "Total Access", "Ensemble clavier"]
        {
            assert_eq!(sums(&format!("{name};2\nPC;1\nÉcran;1"), 1), [None; 3], "{name}");
            assert_eq!(sums(&format!("{name};20\nPC;12\nÉcran;8"), 1), [None; 3], "{name}");
        }
        // Screens are no sort of computer, as many as there are.
        assert_eq!(sums("PC fixe;4\nPC portable;3\nÉcran;7", 1), [None; 3]);
    }
}
