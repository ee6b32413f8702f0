//! Titles of types in a list of quantities: `Imprimantes`, without a quantity, above models that have
//! one, or `Réseau` among the types.

use super::RowStanding;
use super::titles::{names_several, title};
use crate::kinds::{WordJudge, WordKind};
use crate::sample::each_first_row;
use crate::sum_words::is_total_word;
use crate::{Field, Layout, Role};
use ground::table::{Dialect, RecordCells, fold};
use std::collections::BTreeMap;
use std::sync::Arc;

/// For one row of models without a quantity, that many with one leave it open what a word for a thing
/// among them is; below, a row without a quantity is one unit there.
const MOSTLY: usize = 4;

/// What stands alone in a list of quantities, and has none.
pub(crate) type TypeTitles = Arc<TitlesNoted>;

#[derive(Debug, Default)]
pub(crate) struct TitlesNoted {
    /// The words for things that stand alone where models do, and what their rows are.
    among_models: BTreeMap<Vec<u8>, RowStanding>,
    /// Whether a type that stands alone is asked for its quantity.
    asks_of_types: bool,
}

impl Layout {
    /// Notes the words for things that stand alone among the models of a list whose other rows have a
    /// quantity: titles above the rows that follow them, else asked. `text` begins at a line, and whether
    /// it is cut nowhere stands beside.
    pub(crate) fn note_type_titles(
        &mut self,
        text: (&[u8], bool),
        dialect: Dialect,
        judge: &WordJudge<'_>,
    ) {
        let own = |field: Field| self.roles.iter().position(|role| *role == Role::Field(field));
        let Some(units) = own(Field::Quantity) else { return };
        let columns = [Field::Model, Field::EquipmentType].map(own);
        let met = TitlesMet { judge, standing: BTreeMap::new(), last: None, rows: [0; 2] };
        let (mut models, mut types, own) = (met, [0; 2], self.own_columns());
        each_first_row(text, dialect, |row| {
            let [model, kind] = columns.map(|at| at.map(|at| RowMet::of(row, own, at, units)));
            if let Some(row) = model {
                models.meet(row);
            }
            if let Some(with) = kind.and_then(|row| row.counts_among_types()) {
                types[usize::from(with)] += 1;
            }
        });
        let noted = TitlesNoted {
            among_models: models.told().unwrap_or_else(BTreeMap::new),
            asks_of_types: nearly_all_count(types),
        };
        self.type_titles =
            (noted.asks_of_types || !noted.among_models.is_empty()).then(|| Arc::new(noted));
    }

    /// What a row is whose only cell is a type, which is no title by its own words.
    pub(super) fn alone_among_types(&self, cell: &[u8]) -> RowStanding {
        let asks = self.type_titles.as_ref().is_some_and(|titles| titles.asks_of_types);
        // Its own figures may be its quantity: `Serveur x2`.
        if asks && !cell.iter().any(u8::is_ascii_digit) {
            RowStanding::Doubtful
        } else {
            RowStanding::Equipment
        }
    }

    /// What a row is whose only cell stands where models do.
    pub(super) fn alone_among_models(&self, cell: &[u8]) -> RowStanding {
        let told =
            self.type_titles.as_ref().and_then(|titles| titles.among_models.get(cell)).copied();
        match (title(cell), told) {
            (RowStanding::Passed, _) => RowStanding::Passed,
            (said, told) => told.unwrap_or(said),
        }
    }
}

/// Whether nearly all rows of a list have a quantity, of those that have none and those that have one.
fn nearly_all_count([without, with]: [usize; 2]) -> bool {
    with > 0 && without * MOSTLY <= with
}

/// Areas of things, folded.
const AREAS: [&str; 16] = [
    "reseau",
    "network",
    "networking",
    "impression",
    "printing",
    "stockage",
    "storage",
    "telephonie",
    "telephony",
    "telefonia",
    "telefonie",
    "telecom",
    "informatique",
    "bureautique",
    "peripherie",
    "audiovisuel",
];

/// Whether a text names an area of things, or several: no one thing.
pub(crate) fn names_things(text: &str) -> bool {
    let is_area = |word: &str| AREAS.contains(&word);
    names_several(text.as_bytes()) || fold(text).split(' ').any(is_area)
}

/// Whether a cell says an area of things rather than one: `Réseau`, `Téléphonie mobile`.
fn is_an_area(cell: &[u8]) -> bool {
    let text = std::str::from_utf8(cell).map(fold);
    text.is_ok_and(|text| text.split(' ').next().is_some_and(|first| AREAS.contains(&first)))
}

/// What is looked at of a row.
struct RowMet {
    /// The cell of the column that is looked at: of models, or of types.
    model: Vec<u8>,
    is_alone: bool,
    has_units: bool,
    is_total: bool,
}

impl RowMet {
    fn of(record: &RecordCells<'_>, own: usize, model: usize, units: usize) -> Self {
        let cell = |at: usize| record.get(at).unwrap_or(b"").trim_ascii();
        let first = (0..own).map(cell).find(|cell| !cell.is_empty()).unwrap_or(b"");
        Self {
            model: cell(model).to_vec(),
            is_alone: (0..own).all(|at| at == model || cell(at).is_empty()),
            has_units: !cell(units).is_empty(),
            is_total: is_total_word(first),
        }
    }

    /// Whether a row of a type has a quantity; none where it is no row of the list: a title by its own
    /// words says nothing of the others.
    fn counts_among_types(&self) -> Option<bool> {
        let is_title = || {
            title(&self.model) != RowStanding::Equipment
                || names_several(&self.model)
                || is_an_area(&self.model)
        };
        let is_row = !self.model.is_empty() && !self.is_total;
        let titled = is_row && self.is_alone && !self.has_units && is_title();
        (is_row && !titled).then_some(self.has_units)
    }
}

/// The rows of a list, as they are met.
struct TitlesMet<'j, 'w> {
    judge: &'j WordJudge<'w>,
    standing: BTreeMap<Vec<u8>, RowStanding>,
    /// The word for a thing on the row before.
    last: Option<Vec<u8>>,
    /// How many other rows have no quantity, and how many have one.
    rows: [usize; 2],
}

impl TitlesMet<'_, '_> {
    fn meet(&mut self, row: RowMet) {
        if row.model.is_empty() || row.is_total {
            return;
        }
        if row.is_alone && self.names_a_thing(&row.model) {
            self.close(false);
            self.last = Some(row.model);
            return;
        }
        // A title that its own words tell says nothing of the list.
        if row.is_alone && title(&row.model) == RowStanding::Passed {
            return self.close(false);
        }
        self.rows[usize::from(row.has_units)] += 1;
        let is_of_it = self.last.as_ref().is_some_and(|last| {
            let [title, model] = [last, &row.model].map(|cell| String::from_utf8_lossy(cell));
            !self.judge.contradict(&title, &model)
        });
        self.close(row.has_units && is_of_it);
    }

    /// Whether a cell is a word for a thing, and no more.
    fn names_a_thing(&self, cell: &[u8]) -> bool {
        let figures = cell.iter().any(u8::is_ascii_digit);
        let text = std::str::from_utf8(cell).ok().filter(|_| !figures);
        text.is_some_and(|text| self.judge.is(WordKind::Type, text))
    }

    /// Says of the word on the row before whether it stands above a row of models.
    fn close(&mut self, is_above: bool) {
        let Some(word) = self.last.take() else { return };
        let said = if is_above { RowStanding::Passed } else { RowStanding::Doubtful };
        let known = self.standing.entry(word).or_insert(said);
        if said == RowStanding::Doubtful {
            *known = said;
        }
    }

    /// What the words are: none is a title where other rows have no quantity either.
    fn told(mut self) -> Option<BTreeMap<Vec<u8>, RowStanding>> {
        self.close(false);
        let [without, with] = self.rows;
        if !nearly_all_count([without, with]) {
            return None;
        }
        if without > 0 {
            for said in self.standing.values_mut() {
                *said = RowStanding::Doubtful;
            }
        }
        Some(self.standing).filter(|standing| !standing.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::RowStanding;
    use crate::kinds::WordJudge;
    use crate::totals::tests::file_of;
    use ground::table::Dialect;

    struct Things;

    impl crate::Kinds for Things {
        fn is_type(&self, word: &str) -> bool {
            ["Imprimantes", "Serveurs", "Switch", "Imprimante"].contains(&word)
        }

        fn contradict(&self, word: &str, model: &str) -> bool {
            word == "Switch" && model.starts_with("LaserJet")
        }
    }

    /// What a cell alone is in a list.
    fn said(headings: &str, rows: &str, whole: bool, cell: &str) -> RowStanding {
        let mut layout = file_of(headings).layout;
        let judge = WordJudge::new(Some(&Things));
        layout.note_type_titles((rows.as_bytes(), whole), Dialect { delimiter: b';' }, &judge);
        layout.alone_among_models(cell.as_bytes())
    }

    #[test]
    fn a_type_alone_is_asked_where_nearly_all_rows_have_a_quantity() {
        let asked = |headings: &str, rows: &str, cell: &str| {
            let mut layout = file_of(headings).layout;
            let judge = WordJudge::new(Some(&Things));
            layout.note_type_titles((rows.as_bytes(), true), Dialect { delimiter: b';' }, &judge);
            layout.alone_among_types(cell.as_bytes()) == RowStanding::Doubtful
        };
        let own = "Type;Quantité";
        assert!(asked(own, "PC;12\nRéseau;\nSwitch;4\nImpression;\nImprimante;2", "Réseau"));
        assert!(asked(own, "PC;12\nServeur;\nSwitch;4\nÉcran;2\nImprimante;2", "Serveur"));
        assert!(asked(own, "Serveurs;\nSwitch;4\nRéseau;", "Réseau"), "titles say nothing");
        let models = "Type;Modèle;Quantité";
        assert!(asked(models, "PC;A 1;12\nTéléphonie;;\nPC;B 2;3", "Téléphonie"));
        // An empty quantity is one.
        assert!(!asked(own, "PC;12\nServeur;\nSwitch;4\nRéseau;", "Serveur"));
        assert!(!asked(own, "PC;12\nServeur;\nSwitch;\nRéseau;", "Réseau"));
        assert!(!asked(models, "PC;A 1;\nTéléphonie;;\nPC;B 2;3", "Téléphonie"));
        assert!(!asked(own, "Réseau;\nImpression;", "Réseau"), "none has one");
        assert!(!asked(own, "PC;12\nSwitch;4", "Serveur x2"), "it has its own");
        assert!(!asked("Type;Site", "PC;A\nRéseau;", "Réseau"));
    }

    #[test]
    fn a_word_for_a_thing_above_models_that_are_counted_is_a_title() {
        use RowStanding::{Doubtful, Equipment, Passed};
        let headings = "Modèle;Quantité";
        for (rows, cell, expected) in [
            ("Imprimantes;\nLaserJet M404;3\nServeurs;\nT440;2", "Imprimantes", Passed),
            ("Imprimantes;\nLaserJet M404;3\nServeurs;\nT440;2", "Serveurs", Passed),
            ("Imprimantes;\n\nLaserJet M404;3\nSwitch;\nSG350;2", "Switch", Passed),
            ("Imprimante;\nLaserJet M404;3\nTotal;3", "Imprimante", Passed),
            // Nothing of it stands below.
            ("LaserJet M404;3\nImprimante;", "Imprimante", Doubtful),
            ("Serveurs;\nImprimantes;\nLaserJet M404;3", "Serveurs", Doubtful),
            ("Switch;\nLaserJet M404;3", "Switch", Doubtful),
            // One other row has no quantity.
            ("Imprimante;\nA 1;3\nB 1;2\nC 1;2\nD 1;2\nE 1;", "Imprimante", Doubtful),
            ("Imprimante;\nA 1;3\nB 1;\nC 1;2", "Imprimante", Equipment),
            ("Imprimante;\nA 1;\nB 1;", "Imprimante", Equipment),
            ("Imprimante;3\nA 1;3", "Imprimante", Equipment),
        ] {
            assert_eq!(said(headings, rows, true, cell), expected, "{rows}");
        }
        assert_eq!(said("Modèle;Site", "Imprimante;\nA 1;X", true, "Imprimante"), Equipment);
        // What is cut may have had a quantity.
        assert_eq!(said(headings, "A 1;3\nImprimante", false, "Imprimante"), Equipment);
        assert_eq!(said(headings, "A 1;3\nImprimante;", true, "ÉCRANS ET SERVEURS"), Passed);
    }
}
