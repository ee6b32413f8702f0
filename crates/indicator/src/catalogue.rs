//! The catalogue: what each indicator is, as data.

use ground::fault::Fault;
use ground::lang::{Lang, Text};
use ground::table::{SmallTable, TableRow, fold};
use ground::text;
use std::path::Path;

const CATALOGUE: &str = include_str!("catalogue.csv");
/// The indicator that counts the others.
pub(super) const TRACKED: &str = "indicators_tracked";

/// The columns of the catalogue, in order.
pub const COLUMNS: [&str; 22] = [
    "id",
    "family",
    "core",
    "unit",
    "direction",
    "computable_from",
    "label_en",
    "label_fr",
    "definition_en",
    "definition_fr",
    "formula",
    "formula_fr",
    "guide_ref",
    "references",
    "references_fr",
    "benchmark_en",
    "benchmark_fr",
    "benchmark_source",
    "benchmark_source_fr",
    "whole",
    "measures",
    "moved_by",
];

/// The columns that no indicator leaves empty.
const WANTED: [&str; 8] = [
    "id",
    "unit",
    "label_en",
    "label_fr",
    "definition_en",
    "definition_fr",
    "formula",
    "formula_fr",
];

/// What a share may be of (`whole`); `own` is one whose name alone says of what.
pub const WHOLES: [&str; 18] = [
    "fleet",
    "workstations",
    "printers",
    "people",
    "units_bought",
    "spend",
    "exits",
    "reuse",
    "renewals",
    "faults",
    "waste",
    "electricity",
    "equipment_footprint",
    "upgrades",
    "fields",
    "returns",
    "statutory",
    "others",
];

/// Those that a share is told against and no part of, so that it may be more than all of it.
const NO_PART: [&str; 3] = ["returns", "statutory", "others"];

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident = $code:literal $fr:literal $en:literal),* $(,)?) => {
        /// What an indicator is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Family { $($(#[$doc])* $name),* }

        impl Family {
            /// All families, in the order they are printed.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Its name for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.label($fr, $en)),* }
            }
        }
    };
}

families! {
    /// How long equipment stays.
    Lifetime = "lifetime" "Durée de vie" "Lifetime",
    /// What is used again.
    Reuse = "reuse" "Réemploi" "Reuse",
    /// What is bought.
    Purchasing = "purchasing" "Achats" "Purchasing",
    /// What becomes waste.
    Waste = "waste" "Déchets (DEEE)" "Waste (WEEE)",
    /// How many devices a person has.
    Density = "density" "Densité d'équipement" "Equipment density",
    /// Electricity.
    Energy = "energy" "Énergie" "Energy",
    /// Impacts.
    Carbon = "carbon" "Carbone et autres impacts" "Carbon and other impacts",
    /// Datacentres.
    Datacentre = "datacentre" "Centres de données" "Datacentres",
    /// How equipment and data are used.
    Usage = "usage" "Usages" "Usage",
    /// Who steers, and how.
    Governance = "governance" "Gouvernance" "Governance",
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// Yes is better.
    Yes,
    /// It says how things are, neither better nor worse.
    Context,
}

impl Direction {
    fn named(code: &str) -> Option<Self> {
        Some(match code {
            "lower" => Self::Lower,
            "higher" => Self::Higher,
            "yes" => Self::Yes,
            "context" => Self::Context,
            _ => return None,
        })
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Lower => lang.label("moins vaut mieux", "less is better"),
            Self::Higher => lang.label("plus vaut mieux", "more is better"),
            Self::Yes => lang.label("oui vaut mieux", "yes is better"),
            Self::Context => lang.label("dit l'état, ni mieux ni pire", "says how things are"),
        }
    }
}

/// What an indicator is.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its name in files.
    pub id: String,
    /// What it is about.
    pub family: Family,
    /// Whether it is one of the sixteen of a small company.
    pub core: bool,
    /// Its unit; `%` runs from 0 to 100, and `yes/no` is 1 or 0.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Where it comes from: inventory, usage, movements, declared, joined by `+`.
    pub computable_from: String,
    /// Its name.
    pub label: Text,
    /// What it is, a sentence.
    pub definition: Text,
    /// Its formula. Columns and codes stand in it as they are written, in either language.
    pub formula: Text,
    /// The indicators it answers in the State's guide: `practice#ordinal`, joined by `|`.
    pub guide: String,
    /// The laws and standards it answers.
    pub references: Text,
    /// What others found, as context and never as a target, with the source.
    pub benchmark: Option<(Text, Text)>,
    /// Of a share, what it is of: one of [`WHOLES`], or `own`; empty where it is no share.
    pub whole: String,
    /// Of which types a measure of electricity moves it.
    pub measures: MeasuresMove,
    /// What moves it that is nobody's act.
    pub moved_by: MovedBy,
    /// What the headcount does to it, where it is of a person.
    pub headcount: Option<Headcount>,
}

/// What the headcount does to an indicator though nobody does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headcount {
    /// It is a figure of one person: the more people, the less.
    Divides,
    /// It counts people by something: the more, the more.
    Multiplies,
}

/// What moves an indicator though nobody does anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MovedBy {
    /// Age: making is spread over the longer of lifetime and age.
    pub age: bool,
    /// The year's electricity, what a kilowatt-hour weighs.
    pub grid: bool,
    /// Time going by: it tells of ages in the fleet, or of dates that they reach.
    pub calendar: bool,
}

/// Of which types a measure of electricity moves an indicator of impacts or of electricity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuresMove {
    /// Of any.
    All,
    /// Of workstations alone.
    Workstations,
    /// Of none: it holds no kWh of the equipment, or says how much is measured.
    None,
}

/// All indicators, in the order they are printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue(Vec<Definition>);

impl Catalogue {
    /// The catalogue carried by the program.
    ///
    /// # Errors
    ///
    /// Its file does not hold: a fault of the program, which a test rules out.
    pub fn shipped() -> Result<Self, Fault> {
        Self::parse(Path::new("catalogue.csv"), CATALOGUE)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Fault> {
        let table = SmallTable::parse(path, text, &COLUMNS)?;
        let mut all: Vec<Definition> = Vec::new();
        for row in table.rows() {
            let definition = definition(&row)?;
            if all.iter().any(|known| known.id == definition.id) {
                return Err(row.fault("id", text!("identifiant répété", "identifier repeated")));
            }
            all.push(definition);
        }
        Ok(Self(all))
    }

    /// Its indicators, in order.
    pub fn all(&self) -> &[Definition] {
        &self.0
    }

    /// An indicator by its identifier.
    pub fn named(&self, id: &str) -> Option<&Definition> {
        self.0.iter().find(|definition| definition.id == id)
    }

    /// The indicators of some families, or all; of the core set alone, or all.
    pub fn wanted(&self, families: &[Family], core: bool) -> Vec<&Definition> {
        self.0
            .iter()
            .filter(|one| families.is_empty() || families.contains(&one.family))
            .filter(|one| !core || one.core)
            .collect()
    }

    /// The indicators to compute so that some are told: one counts all the others.
    pub fn beside<'a>(&'a self, wanted: &[&'a Definition]) -> Vec<&'a Definition> {
        let is_counting = wanted.iter().any(|one| one.id == TRACKED);
        if is_counting { self.wanted(&[], false) } else { wanted.to_vec() }
    }

    /// The identifiers nearest to a word: those that have its words in their own or in their names
    /// of either language, then those that are written much as it is.
    pub fn nearest(&self, word: &str) -> Vec<&str> {
        let asked = words_of(word);
        let mut all: Vec<(f64, &str)> = self
            .0
            .iter()
            .map(|one| {
                let alike = strsim::jaro_winkler(&one.id, word);
                let meant = [&one.id, &one.label.fr, &one.label.en]
                    .map(|name| shared(&asked, &words_of(name)));
                (meant.into_iter().fold(alike, f64::max), one.id.as_str())
            })
            .collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        all.into_iter().take(3).filter(|(near, _)| *near > 0.7).map(|(_, id)| id).collect()
    }
}

/// The words of a name that tell it from others.
fn words_of(name: &str) -> Vec<String> {
    let name = fold(name);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
    words.map(str::to_owned).collect()
}

/// How much a name is meant by words: above 1 where it has all of them, and the more so the fewer
/// others it has; 0 where it lacks one.
fn shared(asked: &[String], name: &[String]) -> f64 {
    let has_all = !asked.is_empty() && asked.iter().all(|word| name.contains(word));
    if has_all { 1.0 + asked.len() as f64 / name.len() as f64 } else { 0.0 }
}

fn definition(row: &TableRow<'_>) -> Result<Definition, Fault> {
    let unknown = |column: &str| row.fault(column, text!("valeur inconnue", "unknown value"));
    let both = |fr: &str, en: &str| Text { fr: row.get(fr).into(), en: row.get(en).into() };
    let family = Family::ALL.iter().find(|family| family.code() == row.get("family"));
    let source = both("benchmark_source_fr", "benchmark_source");
    for column in WANTED {
        if row.get(column).is_empty() {
            return Err(row.fault(column, text!("valeur absente", "value missing")));
        }
    }
    let whole = row.get("whole");
    let is_share = row.get("unit") == "%";
    if is_share != (whole == "own" || WHOLES.contains(&whole)) || !is_share && !whole.is_empty() {
        return Err(unknown("whole"));
    }
    let measures = match row.get("measures") {
        "" => MeasuresMove::All,
        "workstations" => MeasuresMove::Workstations,
        "no" => MeasuresMove::None,
        _ => return Err(unknown("measures")),
    };
    let (mut moved_by, mut headcount) = (MovedBy::default(), None);
    for word in row.get("moved_by").split(' ').filter(|word| !word.is_empty()) {
        match word {
            "age" => moved_by.age = true,
            "grid" => moved_by.grid = true,
            "calendar" => moved_by.calendar = true,
            "per_head" => headcount = Some(Headcount::Divides),
            "heads_per" => headcount = Some(Headcount::Multiplies),
            _ => return Err(unknown("moved_by")),
        }
    }
    Ok(Definition {
        id: row.get("id").into(),
        family: *family.ok_or_else(|| unknown("family"))?,
        core: row.get("core") == "yes",
        unit: row.get("unit").into(),
        direction: Direction::named(row.get("direction")).ok_or_else(|| unknown("direction"))?,
        computable_from: row.get("computable_from").into(),
        label: both("label_fr", "label_en"),
        definition: both("definition_fr", "definition_en"),
        formula: both("formula_fr", "formula"),
        guide: row.get("guide_ref").into(),
        references: both("references_fr", "references"),
        benchmark: (!source.en.is_empty()).then(|| (both("benchmark_fr", "benchmark_en"), source)),
        whole: whole.into(),
        measures,
        moved_by,
        headcount,
    })
}

impl Definition {
    /// Whether it is a yes or no.
    pub fn is_yes_no(&self) -> bool {
        self.unit == "yes/no"
    }

    /// Whether it is a part of a whole, which is all at most.
    pub fn is_part(&self) -> bool {
        self.unit == "%" && !NO_PART.contains(&self.whole.as_str())
    }

    /// Whether it may be below nothing: a difference, a saving that may be a loss, a temperature.
    pub fn may_be_negative(&self) -> bool {
        ["kgCO2e", "tCO2e", "kg Sb eq", "MWh", "EUR", "°C"].contains(&self.unit.as_str())
    }

    /// Why a number cannot be its value, whoever says it; below nothing, see
    /// [`Definition::may_be_negative`].
    pub fn impossible(&self, value: f64) -> Option<Text> {
        // A PUE of less than 1 gives energy.
        let least = if self.id == "dc_pue" { 1.0 } else { 0.0 };
        Some(match self.unit.as_str() {
            "yes/no" if value.abs() > 0.0 && (value - 1.0).abs() > 0.0 => {
                text!("1 pour oui, 0 pour non", "1 is yes, 0 is no")
            }
            _ if value < 0.0 => text!("une valeur négative", "a negative value"),
            _ if value < least => text!(
                "moins que le moindre possible ({least})",
                "less than the least that can be ({least})"
            ),
            // A share is of a whole.
            "%" if value > 100.0 && self.is_part() => {
                text!("une part ne dépasse pas 100 %", "a share is 100 % at most")
            }
            "/10" if value > 10.0 => text!("une note sur 10", "a mark out of 10"),
            _ => return None,
        })
    }

    /// Where it comes from, in words.
    pub fn comes_from(&self, lang: Lang) -> String {
        let said = |code: &str| match code {
            "inventory" => lang.label("inventaire", "inventory").to_owned(),
            "usage" => lang.label("mesures d'usage", "measures of use").to_owned(),
            "movements" => lang.label("mouvements", "movements").to_owned(),
            "declared" => lang.label("réponse déclarée", "answer declared").to_owned(),
            other => other.to_owned(),
        };
        lang.list(self.computable_from.split('+').map(said))
    }

    /// Whether a person must answer it: no file tells it.
    pub fn is_declared(&self) -> bool {
        self.computable_from == "declared"
    }
}

#[cfg(test)]
mod tests;
