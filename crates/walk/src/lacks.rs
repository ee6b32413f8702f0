//! What a total does not include, found once: text, page, JSON and `--strict` say the same.

use super::beside::Input;
use super::outcome::{Intake, Outcome};
use factor::FactorSet;
use footprint::impact::Gap;
use footprint::service::unit_noun;
use ground::lang::{Lang, Noun, Text};
use ground::text;
use inventory::Found;

/// Something that the total does not include.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalLack {
    /// Its name in files.
    pub code: &'static str,
    /// How many rows, where rows are what lacks.
    pub rows: Option<u64>,
    /// How many units of equipment, where they are what lacks.
    pub units: Option<f64>,
    /// How many of what, for people.
    pub count: Text,
    /// Why, for people; empty where the count says it.
    pub reason: Text,
    /// The types it is of, and their units, where that helps.
    pub types: Vec<(Text, f64)>,
}

impl TotalLack {
    /// What lacks, and why.
    pub fn text(&self) -> Text {
        if self.reason.fr.is_empty() {
            return self.count.clone();
        }
        let say = |lang: Lang| {
            format!("{}{}{}", self.count.say(lang), lang.colon(), self.reason.say(lang))
        };
        Text { fr: say(Lang::Fr), en: say(Lang::En) }
    }

    /// Whether rows of the inventory were set aside.
    pub fn rows_aside(&self) -> bool {
        self.code == ROWS_ASIDE
    }

    /// Whether it was not read at all: a file, or rows set aside.
    pub fn is_of_reading(&self) -> bool {
        self.set_aside() || self.code == FILE_NOT_READ
    }

    /// Whether machines of the inventory were not read: a file, or rows set aside.
    pub fn is_of_inventory(&self) -> bool {
        self.rows_aside() || self.code == FILE_NOT_READ
    }

    /// Whether it is rows set aside, of the inventory or of a file beside it.
    pub fn set_aside(&self) -> bool {
        self.code.ends_with("_aside")
    }
}

const FILE: Noun = Noun::new(
    ("fichier d'inventaire non lu", "fichiers d'inventaire non lus"),
    ("inventory file not read", "inventory files not read"),
);
const FILE_NOT_READ: &str = "file_not_read";
const ROWS_ASIDE: &str = "rows_set_aside";
const USAGE_ASIDE: Noun = Noun::new(
    ("relevé de consommation écarté", "relevés de consommation écartés"),
    ("usage record set aside", "usage records set aside"),
);
const BESIDE_ASIDE: Noun = Noun::new(
    (
        "ligne de services, machines virtuelles ou applications écartée",
        "lignes de services, machines virtuelles ou applications écartées",
    ),
    (
        "row of services, virtual machines or applications set aside",
        "rows of services, virtual machines or applications set aside",
    ),
);

fn nothing() -> Text {
    text!("", "")
}

fn rows(code: &'static str, noun: &Noun, rows: u64, reason: Text) -> TotalLack {
    let count = noun.count(rows as f64);
    TotalLack { code, rows: Some(rows), units: None, count, reason, types: Vec::new() }
}

fn units(code: &'static str, units: f64, reason: Text) -> TotalLack {
    let count = Noun::UNIT.count(units);
    TotalLack { code, rows: None, units: Some(units), count, reason, types: Vec::new() }
}

impl Intake {
    /// The columns left unread that could move the figures, with the file of each.
    pub fn columns_unread(&self) -> impl Iterator<Item = (&Input, &Found)> {
        self.inputs.iter().flat_map(|input| {
            input.found.iter().filter(|found| !found.sure).map(move |found| (input, found))
        })
    }

    /// The files among the year's inventories that no reader takes, where there are some.
    pub fn files_not_read(&self) -> Option<TotalLack> {
        let names = self.not_read.join(", ");
        not_read(
            self.not_read.len(),
            text!(
                "{names} ; à enregistrer en XLSX, ODS ou CSV dans `inventories/` même, ou à en ôter",
                "{names}; to be saved as XLSX, ODS or CSV in `inventories/` itself, or taken out of it"
            ),
        )
    }

    /// The other files of the estate that no reader takes, where there are some.
    fn forms_not_read(&self) -> Option<TotalLack> {
        let names = self.forms_not_read.join(", ");
        not_read(
            self.forms_not_read.len(),
            text!(
                "{names} ; à enregistrer en CSV sous le même nom",
                "{names}; to be saved as CSV under the same name"
            ),
        )
    }

    /// The files of the estate whose names have other capitals than those that are read, where there
    /// are some.
    fn misspelt(&self) -> Option<TotalLack> {
        let names = self.misspelt.join(", ");
        not_read(
            self.misspelt.len(),
            text!(
                "{names} ; à renommer en petites lettres, comme les noms qui sont lus",
                "{names}; to be renamed in small letters, as the names that are read"
            ),
        )
    }
}

/// That so many files were not read; nothing where all were.
fn not_read(files: usize, reason: Text) -> Option<TotalLack> {
    (files > 0).then(|| TotalLack {
        code: FILE_NOT_READ,
        rows: None,
        units: None,
        count: FILE.count(files as f64),
        reason,
        types: Vec::new(),
    })
}

impl Outcome {
    /// What the total does not include; empty where it is whole.
    pub fn lacks(&self, set: &FactorSet) -> Vec<TotalLack> {
        let intake = &self.intake;
        let of_files = intake.files_not_read().into_iter();
        let mut all: Vec<TotalLack> =
            of_files.chain(intake.forms_not_read()).chain(intake.misspelt()).collect();
        let asides = [
            (ROWS_ASIDE, Noun::ROW_ASIDE, intake.counts.rejected),
            ("usage_set_aside", USAGE_ASIDE, intake.usage_rejected),
            ("other_rows_set_aside", BESIDE_ASIDE, self.beside_rejected()),
        ];
        for (code, noun, aside) in asides {
            if aside > 0 {
                // A row may be of many units, and say so.
                let units = intake.tally.units_aside;
                let reason = if code == ROWS_ASIDE && units > aside as f64 {
                    let Text { fr, en } = Noun::UNIT.count(units);
                    text!(
                        "{fr} au moins, d'après les quantités",
                        "{en} at least, by the quantities"
                    )
                } else {
                    nothing()
                };
                all.push(rows(code, &noun, aside, reason));
            }
        }
        let coverage = &self.footprint.coverage;
        for (criterion, lacking) in self.footprint.criteria.iter().zip(&coverage.partial) {
            if *lacking > 0.0 {
                let (fr, en) = (&criterion.label.fr, &criterion.label.en);
                let reason = text!(
                    "aucun facteur pour ce critère ({fr})",
                    "no factor for this criterion ({en})"
                );
                all.push(units("no_criterion_factor", *lacking, reason));
            }
        }
        for gap in &coverage.gaps {
            let mut lack = units(gap.gap.code(), gap.units, gap.gap.label());
            if gap.gap == Gap::NoFactor {
                let of = coverage.unmatched.iter();
                lack.types =
                    of.map(|one| (set.equipment_type(one.type_id).text(), one.units)).collect();
            }
            all.push(lack);
        }
        for one in self.services.iter().flat_map(|services| &services.unpriced) {
            let (fr, en) = (&one.label.fr, &one.label.en);
            all.push(TotalLack {
                code: "service_without_factor",
                rows: Some(one.rows),
                units: None,
                count: unit_noun(&one.unit).count(one.amount),
                reason: text!("{fr}, service sans facteur", "{en}, a service without factor"),
                types: Vec::new(),
            });
        }
        if intake.unchecked > 0 {
            all.push(rows(
                "duplicates_unchecked",
                &Noun::ROW,
                intake.unchecked,
                text!(
                    "doublons non cherchés au-delà de la mémoire réservée : le total peut compter deux fois un équipement",
                    "duplicates not looked for beyond the memory kept for it: the total may count a unit twice"
                ),
            ));
        }
        all
    }
}
