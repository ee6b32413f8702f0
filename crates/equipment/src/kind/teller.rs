//! The type of a row, told once for each distinct meeting of cells.

use super::beside::{IsThere, SaidBeside};
use super::evidence::{Clues, KindAnswer, WeighedKind};
use super::heard::Heard;
use super::meetings::Meetings;
use super::serial::is_virtual_serial;
use crate::cells::{aside, first_of};
use crate::condition::is_refurbished;
use crate::makers::{MakerAnswer, maker_answer};
use crate::memo::Memo;
use crate::normalise::Aside;
use crate::several::none_there;
use crate::vocabulary::Vocabulary;
use factor::{FactorSet, TypeId};
use ground::provenance::{Assumption, AssumptionSet};
use ground::table::{Why, is_broken};
use ground::text;
use inventory::{Field, Row, SourceFormat};
use std::collections::HashMap;

/// How many unknown types of a block are given their nearest names: a list of nothing but unknown
/// words would take a hundred times as long, and nobody reads as many.
const MOST_NEAREST: usize = 200;

/// Tells the types of rows; one a thread.
pub(crate) struct Teller<'a> {
    set: &'a FactorSet,
    words: &'a Vocabulary,
    told: Meetings,
    /// Of what import wrote: types by their codes.
    codes: Memo<Option<TypeId>>,
    said: SaidByCells,
    /// The unknown types of the block, with their nearest names.
    nearest: HashMap<String, Vec<String>>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(set: &'a FactorSet, words: &'a Vocabulary) -> Self {
        Self {
            set,
            words,
            told: Meetings::new(),
            codes: Memo::new(),
            said: SaidByCells::new(),
            nearest: HashMap::new(),
        }
    }

    /// Starts a block of rows: what is said of its words must not depend on those before it, which
    /// another thread may have.
    pub(crate) fn start_block(&mut self) {
        self.nearest.clear();
    }

    /// The type of a row, and what its words say besides; what was assumed is added.
    pub(crate) fn tell(
        &mut self,
        row: &Row<'_>,
        assumed: &mut AssumptionSet,
    ) -> Result<(TypeId, SaidBeside), Aside> {
        let words = self.words;
        let cells = [
            row.bytes(Field::EquipmentType),
            row.bytes(Field::Manufacturer),
            row.bytes(Field::Model),
            row.system(),
        ];
        // What import settled is settled: its code is no word to be weighed again.
        if is_imported(row)
            && let Some(kind) = self.code_of(cells[0])
        {
            let used = self.said.used(cells[2]) || self.said.used(cells[0]);
            return Ok((kind, SaidBeside { used, ..SaidBeside::default() }));
        }
        let (verdict, beside) = match self.hear(cells) {
            Heard::Broken => return Err(aside(row, Field::EquipmentType, Why::BrokenText)),
            Heard::Whatever(verdict, beside) => (verdict, beside),
            Heard::UnlessVirtual(verdict, beside) => {
                let serial = row.bytes(Field::Serial);
                if is_virtual_serial(serial) {
                    (weigh(cells, serial, words).verdict, beside)
                } else {
                    (verdict, beside)
                }
            }
        };
        *assumed = assumed.union(verdict.assumed);
        match verdict.answer {
            KindAnswer::Type(kind) => Ok((kind, self.named(row, kind, beside))),
            KindAnswer::Outside(outside) => Err(Aside::OutOfScope(outside)),
            KindAnswer::Several => {
                let word = row.text(Field::EquipmentType);
                if words.kinds().denies_any(&word) {
                    return Err(self.unknown(row));
                }
                let codes = words.candidates(&word, self.set);
                Err(aside(row, Field::EquipmentType, Why::AmbiguousType(codes)))
            }
            KindAnswer::Missing => Err(aside(row, Field::EquipmentType, missing(row))),
            KindAnswer::Unknown => Err(self.unknown(row)),
        }
    }

    /// What the name of a machine says besides, where it is words for a thing: `PC de secours`.
    fn named(&mut self, row: &Row<'_>, kind: TypeId, beside: SaidBeside) -> SaidBeside {
        let name = row.bytes(Field::Name).trim_ascii();
        let says_none = beside.state.is_none() && beside.open.is_none();
        if !says_none || !name.contains(&b' ') || !row.bytes(Field::Status).is_empty() {
            return beside;
        }
        let named = self.said.named(name, self.words);
        let named = named.waiting(self.words.kinds().types.waits_unused(kind));
        SaidBeside { state: named.state, open: named.open.map(|_| Field::Name), ..beside }
    }

    /// The type that a cell is the very code of.
    fn code_of(&mut self, cell: &[u8]) -> Option<TypeId> {
        let set = self.set;
        self.codes.get(cell, |cell| {
            let kind = set.type_named(std::str::from_utf8(cell).ok()?)?;
            (!set.equipment_type(kind).is_out_of_scope()).then_some(kind)
        })
    }

    fn hear(&mut self, cells: [&[u8]; 4]) -> Heard {
        let (words, said) = (self.words, &mut self.said);
        self.told.get(cells, || heard(cells, words, said))
    }

    /// Whether a row's type is the usual sense of its word, and would be again of the word, the
    /// maker and the model alone: then it is the word that is written.
    pub(crate) fn is_usual_sense(
        &mut self,
        row: &Row<'_>,
        type_id: TypeId,
        assumed: AssumptionSet,
    ) -> bool {
        let usual = Assumption::UsualType;
        if !assumed.contains(usual) {
            return false;
        }
        let cells = [Field::EquipmentType, Field::Manufacturer, Field::Model];
        let [word, maker, model] = cells.map(|field| row.bytes(field));
        match self.hear([word, maker, model, b""]) {
            Heard::Whatever(verdict, _) | Heard::UnlessVirtual(verdict, _) => {
                verdict.answer == KindAnswer::Type(type_id) && verdict.assumed.contains(usual)
            }
            Heard::Broken => false,
        }
    }

    #[cold]
    fn unknown(&mut self, row: &Row<'_>) -> Aside {
        if let Some(title) = row.perhaps_title() {
            return Aside::Reject(title);
        }
        let word = row.text(Field::EquipmentType);
        if points_elsewhere(&word) {
            let why = Why::said(
                text!(
                    "renvoie à une autre ligne : une part de celle-ci, ou d'autres équipements ?",
                    "it points to another row: a part of that one, or other equipment?"
                ),
                text!(
                    "retirez la ligne si elle dit où sont des équipements déjà comptés ; sinon, écrivez-y leur type",
                    "remove the row if it says where equipment is that counts already; else write its type in it"
                ),
            );
            return aside(row, Field::EquipmentType, why);
        }
        if self.words.kinds().denies_any(&word) {
            return aside(row, Field::EquipmentType, none_there(Field::EquipmentType));
        }
        if self.words.kinds().is_silent(&word) {
            let why = Why::said(
                text!(
                    "le mot du type ne dit pas ce que c'est",
                    "the type word does not say what it is"
                ),
                text!(
                    "écrivez sur la ligne son type, ou un modèle plus précis : dire une fois pour toutes ce qu'est ce mot compterait ainsi tout ce qui le porte",
                    "write its type on the row, or a fuller model: to say once and for all what this word is would count all that has it so"
                ),
            );
            return aside(row, Field::EquipmentType, why);
        }
        let nearest = if let Some(known) = self.nearest.get(&word) {
            known.clone()
        } else if self.nearest.len() < MOST_NEAREST {
            let nearest = self.words.nearest_types(&word, self.set);
            self.nearest.insert(word, nearest.clone());
            nearest
        } else {
            Vec::new()
        };
        aside(row, Field::EquipmentType, Why::UnknownType(nearest))
    }
}

/// Whether a cell says where the things of another row are: `=> DRH`, `dont école`.
fn points_elsewhere(word: &str) -> bool {
    const MARKS: [&str; 10] =
        ["=>", "->", "-->", "→", "⇒", "↳", "└", "dont ", "of which ", "davon "];
    let word = word.trim_start().to_lowercase();
    MARKS.iter().any(|mark| word.starts_with(mark))
}

/// Whether a row is of an inventory that the program wrote: only there is what was assumed said.
fn is_imported(row: &Row<'_>) -> bool {
    let layout = &row.file.layout;
    layout.format == SourceFormat::Canonical && layout.column(Field::Assumed).is_some()
}

/// All that speaks for the type of a row, and what was made of it.
pub(crate) fn evidence(row: &Row<'_>, words: &Vocabulary) -> WeighedKind {
    let cells = [
        row.bytes(Field::EquipmentType),
        row.bytes(Field::Manufacturer),
        row.bytes(Field::Model),
        row.system(),
    ];
    let bare = [cells[0], b"", b"", b""];
    weigh(if is_imported(row) { bare } else { cells }, row.bytes(Field::Serial), words)
}

/// Whether a cell says that others used the machine before.
fn says_used(cell: &[u8]) -> bool {
    is_refurbished(first_of(&String::from_utf8_lossy(cell)))
}

/// What the cells of types and of models say besides the thing: many meetings share a cell.
struct SaidByCells {
    words: Memo<SaidBeside>,
    models: Memo<SaidBeside>,
    names: Memo<SaidBeside>,
    /// Whether they say that others used the machine before.
    used: Memo<bool>,
}

impl SaidByCells {
    fn new() -> Self {
        Self { words: Memo::new(), models: Memo::new(), names: Memo::new(), used: Memo::new() }
    }

    fn used(&mut self, cell: &[u8]) -> bool {
        self.used.get(cell, says_used)
    }

    /// What the name of a machine says besides, where words for a thing are all of it.
    fn named(&mut self, name: &[u8], words: &Vocabulary) -> SaidBeside {
        self.names.get(name, |name| {
            let name = String::from_utf8_lossy(name);
            let is_thing = words.kinds().names_a_thing(&name);
            if is_thing { SaidBeside::of_word(&name, words) } else { SaidBeside::default() }
        })
    }

    /// What a word and a model say besides the thing.
    fn beside(&mut self, word: &str, model: &str, words: &Vocabulary) -> SaidBeside {
        let of_word = self.words.get(word.as_bytes(), |_| SaidBeside::of_word(word, words));
        let of_model = self.models.get(model.as_bytes(), |_| SaidBeside::of_model(model, words));
        of_word.and_by_model(of_model)
    }
}

fn heard(cells: [&[u8]; 4], words: &Vocabulary, said: &mut SaidByCells) -> Heard {
    if std::str::from_utf8(cells[0]).is_err() || is_broken(cells[0]) {
        return Heard::Broken;
    }
    let verdict = weigh(cells, b"", words).verdict;
    let maker = maker_answer(first_of(&String::from_utf8_lossy(cells[1])));
    let hardware = matches!(
        maker,
        Some(MakerAnswer::Hardware | MakerAnswer::Panel | MakerAnswer::PanelIfSmall)
    );
    let [word, maker, model, _] = cells.map(String::from_utf8_lossy);
    let beside = match verdict.answer {
        KindAnswer::Type(kind) => {
            let model = first_of(&model);
            let word = first_of(&word);
            let besides = said.beside(word, model, words);
            let besides = besides.waiting(words.kinds().types.waits_unused(kind));
            let named = if model.is_empty() { word } else { model };
            let more = besides.more
                || words.kinds().comes_with_more(first_of(&maker), named)
                || words.kinds().brings_another(model, kind)
                || words.kinds().brings_another(word, kind);
            let denies = |cell: &str| words.kinds().denies(cell, kind);
            let is_open = model.is_empty() && besides.there == IsThere::Surely;
            let there = match () {
                () if denies(model) => IsThere::DeniedByModel,
                () if denies(word) => IsThere::DeniedByType,
                () if is_open && besides.state.is_none() && words.is_doubted(word) => {
                    IsThere::Doubted
                }
                () => besides.there,
            };
            let used = said.used(cells[0]) || said.used(cells[2]);
            SaidBeside { more, used, there, ..besides }
        }
        _ => SaidBeside::default(),
    };
    if hardware || matches!(verdict.answer, KindAnswer::Outside(_)) {
        Heard::Whatever(verdict, beside)
    } else {
        Heard::UnlessVirtual(verdict, beside)
    }
}

fn weigh(cells: [&[u8]; 4], serial: &[u8], words: &Vocabulary) -> WeighedKind {
    let [word, maker, model, system] = cells.map(String::from_utf8_lossy);
    let clues = Clues {
        word: first_of(&word),
        maker: first_of(&maker),
        model: first_of(&model),
        system: &system,
        serial,
    };
    words.weigh(&clues)
}

/// Why a row has no type: its cell is empty, or the heading above it names no equipment of one kind.
fn missing(row: &Row<'_>) -> Why {
    if row.column_said().is_empty() {
        return Why::Missing;
    }
    Why::said(
        text!(
            "rien ne dit quel équipement c'est : ni le titre de la colonne, ni la cellule",
            "nothing says which equipment it is: neither the heading of the column, nor the cell"
        ),
        text!(
            "écrivez-le dans le titre (`PC portables`, `Téléphones`), ou le modèle dans la cellule",
            "write it in the heading (`Laptops`, `Telephones`), or the model in the cell"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::points_elsewhere;

    #[test]
    fn a_cell_may_say_where_the_things_of_another_row_are() {
        for (cell, points) in
            [("=> DRH", true), ("-> compta", true), ("dont école", true), ("PC => DRH", false)]
        {
            assert_eq!(points_elsewhere(cell), points, "{cell}");
        }
    }
}
