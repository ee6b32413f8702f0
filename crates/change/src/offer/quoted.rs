//! A quotation, as its row tells.

use super::sold::Sold;
use super::table_begun::TableBegun;
use super::title_line::TitleLine;
use super::unread::ObjectionsToCell;
use equipment::{
    AcquisitionMode, ToldRow, is_condition_of_used, is_for_life, is_grade_of_used, is_of_grades,
    is_offered_on_lease, is_offered_opened, is_offered_used, is_paid_in_time,
};
use factor::{FactorId, TypeId, TypeKind};
use ground::lang::Text;
use ground::provenance::{MatchedBy, Origin};
use ground::table::{UnreadCell, Why, fold};
use ground::text;
use inventory::{
    Field, answers_a_warranty, has_tax, is_of_a_warranty, is_placeholder, says_euros,
    warranty_of_heading,
};
use std::collections::BTreeSet;
use walk::{Line, Recorder};

/// A quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Quoted {
    /// Its identifier, or its line.
    pub id: String,
    /// The file that it stands in.
    pub file: String,
    /// Its line.
    pub line: u64,
    /// The type, its code and its name.
    pub type_id: TypeId,
    /// The type's code.
    pub type_code: String,
    /// The type's name for people.
    pub type_label: Text,
    /// Maker and model, as written; and what describes it, where that is in the type's column.
    pub model: String,
    /// How it would come.
    pub mode: Option<AcquisitionMode>,
    /// Whether one of its cells says that it is let, and not sold: its price is a rent.
    pub is_rent: bool,
    /// What columns that are not read say against its price or its warranty.
    pub against: ObjectionsToCell,
    /// The titles that its row says itself to stand below; none once they are heeded.
    pub sections: Vec<TitleLine>,
    /// What titles and cells say of it besides, for people.
    pub remarks: Vec<Text>,
    /// Whether its price says that it is in euros.
    pub is_in_euros: bool,
    /// Whether one of its cells says that it is new, and another that others used it.
    pub is_contradicted: bool,
    /// What its price is of: one machine, or several.
    pub sold: Sold,
    /// The price said, EUR; of a unit once it is compared.
    pub price: Option<f64>,
    /// Whether the price has the tax in it, where its heading or its cell says so.
    pub tax: Option<Tax>,
    /// The French repair index, of 10.
    pub repair_index: Option<f64>,
    /// The European repairability class, A to E.
    pub repair_class: Option<char>,
    /// Warranty, months; 0 where the quotation says that there is none.
    pub warranty_months: Option<f64>,
    /// Years of use by others before, where they are said.
    pub upstream_years: Option<f64>,
    /// How its making met the factors.
    pub matched: Option<MatchedBy>,
    /// What its making was met by, as the set names it; empty for a type.
    pub matched_name: String,
    /// What kept its parts from being priced.
    pub miss: Option<Text>,
    /// Making of a unit: factors, and how much of each.
    pub made: Vec<(FactorId, f64)>,
    /// Electricity of a unit, kWh a year, where it comes from, and the default it is.
    pub energy: Option<(f64, Origin, Option<FactorId>)>,
    /// The electricity of its zone.
    pub electricity: Option<FactorId>,
    /// The year asked for, and the one that electricity is of.
    pub electricity_years: Option<(i32, i32)>,
    /// The default lifetime of the type.
    pub lifetime: Option<FactorId>,
}

/// Whether a price has the tax in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tax {
    /// It has not.
    Excluded,
    /// It has.
    Included,
}

impl Tax {
    /// What the words of a heading or of a cell say.
    fn said_in(words: &str) -> Option<Self> {
        has_tax(words).map(|with| if with { Self::Included } else { Self::Excluded })
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Included => "included",
        }
    }
}

/// A cell of the repair index that holds no number: a class of the European scale, or nothing that
/// anybody reads.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassCell {
    /// The cell, with what is wrong where it is not read.
    pub cell: UnreadCell,
    /// Whether it is a class, and of something that has one.
    pub is_read: bool,
}

/// Quotations of a block.
#[derive(Debug, Default)]
pub struct QuotedBatch {
    /// The quotations.
    pub offers: Vec<Quoted>,
    /// What they say of a class.
    pub classes: Vec<ClassCell>,
    /// Rows that are headings once more.
    pub tables: Vec<TableBegun>,
    /// The rows that were set aside and are no headings: their file and line.
    pub aside: Vec<(String, u64)>,
    /// What may be titles, each cell alone in its row; once they are heeded, those between rows that say
    /// something.
    pub titles: Vec<TitleLine>,
    /// The headings of a warranty of so long that some cell does not answer.
    pub unanswered: BTreeSet<String>,
}

impl QuotedBatch {
    /// Adds the quotations of another block.
    pub fn add(&mut self, other: Self) {
        self.offers.extend(other.offers);
        self.classes.extend(other.classes);
        self.tables.extend(other.tables);
        self.aside.extend(other.aside);
        self.titles.extend(other.titles);
        self.unanswered.extend(other.unanswered);
    }
}

/// Writes quotations down, for the first criterion computed.
#[derive(Debug, Clone, Copy, Default)]
pub struct QuotedRecorder;

/// Whether a cell of the repair index is to be a class: one with a figure is an index, or none.
fn is_of_class(cell: &str) -> bool {
    let says = cell.chars().any(char::is_alphabetic) && !is_placeholder(cell.trim().as_bytes());
    says && !cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// The European class that a cell says.
fn class_of(cell: &str) -> Option<char> {
    let word = cell.trim().to_ascii_uppercase();
    let letter = ["CLASSE ", "CLASS "].iter().find_map(|said| word.strip_prefix(said));
    let mut letters = letter.unwrap_or(&word).trim().chars();
    let letter = letters.next().filter(|letter| ('A'..='E').contains(letter));
    letter.filter(|_| letters.next().is_none())
}

/// What an offer is called: any word that stands there, else its line.
fn name_of(told: ToldRow<'_>) -> String {
    let said = told.shown(Field::EquipmentId);
    if said.contains(char::is_alphanumeric) { said } else { told.id().into_owned() }
}

/// Maker and model, and what describes them; what says another of them again stands for both.
fn named(maker: &str, model: &str, described: &str) -> String {
    let folded: Vec<String> = [maker, model, described].into_iter().map(fold).collect();
    let is_in =
        |at: usize, of: usize| format!(" {} ", folded[of]).contains(&format!(" {} ", folded[at]));
    let again = [is_in(0, 1) || is_in(0, 2), is_in(1, 2), false];
    let words = [maker, model, described].into_iter().zip(again);
    let left = words.filter(|(word, again)| !word.trim().is_empty() && !again);
    left.map(|(word, _)| word.trim()).collect::<Vec<&str>>().join(" ")
}

/// What an offer is called.
const WORDS: [Field; 4] = [Field::EquipmentId, Field::EquipmentType, Field::Model, Field::Name];

/// Whether one of its cells says that others used what is offered.
fn is_used(told: ToldRow<'_>) -> bool {
    WORDS.into_iter().any(|field| is_offered_used(&told.shown(field)))
        || is_condition_of_used(&told.shown(Field::Status))
        || told.as_written(Field::Status).any(|cell| is_condition_of_used(&cell))
        || told.unread_cells().any(|(of, cell)| is_of_grades(of) && is_grade_of_used(&cell))
}

/// What is said of a machine that was unpacked, returned or shown, and not used for years.
fn opened(told: ToldRow<'_>) -> Option<Text> {
    let mut written = WORDS.into_iter().chain([Field::AcquisitionMode]).map(|of| told.shown(of));
    let is_opened = |cell: String| is_offered_opened(&cell);
    let states = || told.as_written(Field::Status).any(|cell| is_offered_opened(&cell));
    let grades =
        || told.unread_cells().any(|(of, cell)| is_of_grades(of) && is_offered_opened(&cell));
    (written.any(is_opened) || is_opened(told.shown(Field::Status)) || states() || grades()).then(
        || {
            text!(
                "déballé, rendu ou montré : compté neuf, sans usage par d'autres avant",
                "unpacked, returned or shown: counted as new, without use by others before"
            )
        },
    )
}

/// What is said of a grade that no word known says to be of a used machine.
fn unknown_grade(told: ToldRow<'_>) -> Option<Text> {
    let mut grades =
        told.unread_cells().filter(|(of, cell)| is_of_grades(of) && is_grade_of_used(cell));
    let (of, cell) = grades.find(|(_, cell)| !is_condition_of_used(cell))?;
    Some(text!(
        "`{of}` = `{cell}` : pris pour celui d'une machine d'occasion",
        "`{of}` = `{cell}`: taken for that of a used machine"
    ))
}

/// Whether one of its cells says that it is let: how it comes, or what it is called with its amount
/// (`24,90 € par mois sur 36 mois`).
fn is_rent(told: ToldRow<'_>) -> bool {
    let is_let = |field: Field| is_offered_on_lease(&told.shown(field));
    let is_by_the_time = |field: Field| {
        let words = told.shown(field);
        is_paid_in_time("", &words) && !is_offered_used(&words)
    };
    WORDS.into_iter().chain([Field::Status, Field::AcquisitionMode]).any(is_let)
        || [Field::EquipmentType, Field::Model].into_iter().any(is_by_the_time)
}

/// The longest warranty that is in the price: that of its column, or of another that answers (`Garantie 5 ans`).
fn longest_warranty(told: ToldRow<'_>, own: Option<f64>) -> Option<f64> {
    let others = told.unread_cells().filter_map(|(of, cell)| warranty_of_heading(of, &cell));
    own.into_iter().chain(others).reduce(f64::max)
}

/// Whether a cell says none: elsewhere a tool's 0 tells nothing, in a quotation it was written.
fn says_zero(cell: &str) -> bool {
    let mut digits = cell.bytes().filter(u8::is_ascii_digit).peekable();
    digits.peek().is_some() && digits.all(|digit| digit == b'0')
}

/// Whether a cell says that there is no warranty: `0`, `sans`.
fn says_none(cell: &str) -> bool {
    const NONE: [&str; 7] = ["sans", "sans garantie", "aucune", "none", "no warranty", "non", "no"];
    says_zero(cell) || NONE.contains(&fold(cell).as_str())
}

/// What is said of a warranty for life.
fn for_life(cell: &str) -> Option<Text> {
    is_for_life(cell).then(|| {
        text!(
            "garantie à vie, qu'aucun nombre de mois ne dit",
            "warranted for life, which no number of months says"
        )
    })
}

/// Why a cell is no class.
fn no_class(is_class: bool) -> Why {
    Why::said(
        if is_class {
            text!(
                "seuls les téléphones et les tablettes ont une classe de réparabilité",
                "phones and tablets alone have a repairability class"
            )
        } else {
            text!(
                "ni un indice sur 10, ni une classe de A à E",
                "neither an index of 10 nor a class A to E"
            )
        },
        text!(
            "écrivez l'indice (`8,4`) ou, d'un téléphone ou d'une tablette, la classe (`B`)",
            "write the index (`8.4`) or, of a phone or tablet, the class (`B`)"
        ),
    )
}

impl Recorder for QuotedRecorder {
    type Batch = QuotedBatch;

    fn record(&mut self, line: &Line<'_>, batch: &mut QuotedBatch) {
        let (kernel, equipment, told) = (line.kernel, line.equipment, line.told);
        let place = kernel.criteria[0];
        let choice = kernel.choice(line.weighed.choice);
        let kind = kernel.set.equipment_type(equipment.type_id);
        let index = told.shown(Field::RepairIndex);
        let said = class_of(&index);
        let class = said.filter(|_| kind.kind == TypeKind::Mobile);
        if is_of_class(&index) {
            let cell = told.unread(Field::RepairIndex, no_class(said.is_some()));
            batch.classes.push(ClassCell { cell, is_read: class.is_some() });
        }
        let described = told.shown(Field::EquipmentType);
        let is_described = described.bytes().any(|byte| byte.is_ascii_digit());
        let described = if is_described { described } else { String::new() };
        let model = named(&told.maker(), &told.shown(Field::Model), &described);
        let used = is_used(told);
        let unanswered = told.unread_cells().filter(|(of, cell)| {
            !cell.trim().is_empty() && is_of_a_warranty(of) && !answers_a_warranty(cell)
        });
        batch.unanswered.extend(unanswered.map(|(of, _)| of.to_owned()));
        let against = ObjectionsToCell::of(told);
        let is_rent = is_rent(told) || against.rent.is_some();
        let terms = choice.terms.iter().filter(|term| term.criterion == place);
        let mix = kernel.mix(equipment.zone).ok();
        let price = told.shown(Field::PriceEur);
        let warranty = told.shown(Field::WarrantyMonths);
        let mut offer = Quoted {
            id: name_of(told),
            file: told.file().to_string(),
            line: told.line(),
            type_id: equipment.type_id,
            type_code: kind.code.clone(),
            type_label: kind.label.clone(),
            model,
            mode: equipment
                .mode
                .or_else(|| used.then_some(AcquisitionMode::Refurbished))
                .or_else(|| is_rent.then_some(AcquisitionMode::Leased)),
            is_rent,
            against,
            sections: Vec::new(),
            remarks: [unknown_grade(told), opened(told).filter(|_| !used), for_life(&warranty)]
                .into_iter()
                .flatten()
                .collect(),
            is_in_euros: says_euros(&price) || says_euros(told.heading(Field::PriceEur)),
            is_contradicted: used && equipment.mode == Some(AcquisitionMode::New),
            sold: Sold::of(told, equipment),
            price: equipment.measures.get(Field::PriceEur),
            tax: equipment.measures.get(Field::PriceEur).and_then(|_| {
                Tax::said_in(&price).or_else(|| Tax::said_in(told.heading(Field::PriceEur)))
            }),
            repair_index: equipment.measures.get(Field::RepairIndex),
            repair_class: class,
            warranty_months: longest_warranty(told, equipment.measures.get(Field::WarrantyMonths))
                .or_else(|| says_none(&warranty).then_some(0.0)),
            upstream_years: equipment
                .upstream_months
                .or_else(|| says_zero(&told.shown(Field::UpstreamMonths)).then_some(0.0))
                .map(|months| months / 12.0),
            matched: choice.matched_by,
            matched_name: choice.name.clone(),
            miss: choice.miss.as_ref().map(|miss| miss.what.clone()),
            made: terms.map(|term| (term.factor, term.quantity.value)).collect(),
            energy: line
                .weighed
                .energy
                .map(|(kwh, origin)| (kwh.0.value, origin, line.weighed.energy_factor)),
            electricity: mix.as_ref().and_then(|mix| mix.factors[place]),
            electricity_years: mix.map(|mix| (kernel.year.year, mix.year)),
            lifetime: choice.lifetime,
        };
        batch.perhaps_titled(told, &mut offer);
        batch.offers.push(offer);
    }

    fn beside(&mut self, told: ToldRow<'_>, batch: &mut QuotedBatch) {
        batch.perhaps_title(told);
    }

    fn aside(&mut self, told: ToldRow<'_>, batch: &mut QuotedBatch) {
        batch.perhaps_title(told);
        match TableBegun::of(told) {
            Some(table) => batch.tables.push(table),
            None => batch.aside.push((told.file().to_string(), told.line())),
        }
    }
}
