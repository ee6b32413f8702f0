//! Rows set aside: where they are, what is wrong, what to do.

use super::date::is_no_day;
use super::mask::masked;
use crate::lang::{Lang, Text};
use crate::text;
use crate::way::Way;
use std::sync::Arc;

/// The columns of `rejects.csv`, after those of the files themselves.
pub const REJECT_COLUMNS: [&str; 8] =
    ["file", "line", "column", "value", "reason", "hint", "row", "headings"];

/// The states that a word may stand for.
const STATES: &str = "ordered, in_stock, in_service, in_repair, decommissioned, exited";

/// A row that cannot be used, with its place, its reason and its original text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reject {
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its line in the file, from 1.
    pub line: u64,
    /// The heading of the column at fault, as the file writes it.
    pub column: String,
    /// What the cell holds.
    pub value: String,
    /// What is wrong.
    pub why: Why,
    /// The row's original text, personal data masked.
    pub row: String,
}

/// A cell that cannot be read and is taken as an empty one; its row counts.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadCell {
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its line in the file, from 1.
    pub line: u64,
    /// The heading of its column, as the file writes it.
    pub column: String,
    /// What it holds; empty where that is personal data.
    pub value: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a row or a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The cell is empty and must not be.
    Missing,
    /// Not a date that exists.
    NotADate,
    /// A date that could be read in two ways.
    AmbiguousDate,
    /// A row that a stray quote joined to others.
    StrayQuote {
        /// The line that the quote stands on.
        from: u64,
        /// The line that the next one stands on.
        to: u64,
    },
    /// Not a number.
    NotANumber,
    /// A number that could be read in two ways.
    AmbiguousNumber,
    /// Not a count of equipment.
    NotAQuantity,
    /// An energy that no equipment draws, or a negative one.
    ImpossibleEnergy,
    /// A duration that no equipment has.
    ImpossibleDuration,
    /// A date before computers or after everything.
    ImpossibleYear,
    /// It left before it was bought or put to use.
    LeftBeforeAcquired {
        /// The date of purchase or of first use.
        acquired: String,
    },
    /// A type word nobody knows, with the nearest ones.
    UnknownType(Vec<String>),
    /// A type word that stands for several types, with those.
    AmbiguousType(Vec<String>),
    /// A status word nobody knows.
    UnknownStatus,
    /// A country nobody knows.
    UnknownCountry,
    /// A datacentre that `datacentres.csv` does not list.
    UnknownDatacentre,
    /// A word outside a closed list, with the list.
    NotOneOf(&'static [&'static str]),
    /// A cloud provider, instance or region nobody knows, with the nearest ones.
    UnknownCloud(Vec<String>),
    /// Hours that no year has.
    ImpossibleHours,
    /// An earlier row has the same identifier.
    Duplicate,
    /// Bytes that are not UTF-8 in a UTF-8 file.
    BrokenText,
    /// A cell longer than any name.
    TooLong,
    /// A usage record of equipment that no inventory row has.
    UnknownEquipment,
    /// A usage record whose days another record of the same equipment covers.
    Overlap,
    /// A period that ends before it starts.
    BadPeriod,
    /// A number that cannot be, with what is expected.
    OutOfBounds {
        /// The least.
        low: f64,
        /// The most.
        high: f64,
    },
    /// No earlier movement has this identifier.
    UnknownMovement,
    /// One record for many units, whose number it does not say.
    ManyUnits,
    /// A document of a folder that cannot be read, with the reason.
    BrokenDocument(Text),
    /// What a room finds wrong by rules of its own: the reason, and the hint.
    Said(Box<[Text; 2]>),
}

impl Why {
    /// What a room finds wrong by rules of its own.
    pub fn said(reason: Text, hint: Text) -> Self {
        Self::Said(Box::new([reason, hint]))
    }

    /// A formula that a workbook keeps no value of.
    pub fn formula() -> Self {
        Self::said(
            text!(
                "formule dont le classeur ne garde pas le résultat",
                "a formula whose result the workbook does not keep"
            ),
            text!(
                "ouvrez le classeur dans un tableur et enregistrez-le, ou écrivez la valeur à la place",
                "open the workbook in a spreadsheet program and save it, or write the value instead"
            ),
        )
    }

    /// Whether a reason, in either language, is about other rows than its own: such a row alone
    /// looks sound.
    pub fn is_about_other_rows(reason: &str) -> bool {
        let Text { fr, en } = Self::Duplicate.reason();
        let Text { fr: quote_fr, en: quote_en } = Self::StrayQuote { from: 0, to: 0 }.reason();
        let start = |text: &str| text.split('0').next().unwrap_or("").to_owned();
        reason.starts_with(&fr)
            || reason.starts_with(&en)
            || reason.starts_with(&start(&quote_fr))
            || reason.starts_with(&start(&quote_en))
    }

    /// Whether what it sets aside is none of what nobody read: another row tells of it already, or it is of
    /// what is not there.
    pub fn is_told_elsewhere(&self) -> bool {
        matches!(self, Self::Duplicate | Self::Overlap | Self::UnknownEquipment)
    }

    /// Whether what to do about a value quotes nothing but it, masked: the line to paste may be written as
    /// it is (`With user=STATE` announces nobody).
    pub fn asks_for_a_word(&self) -> bool {
        matches!(self, Self::UnknownType(_) | Self::AmbiguousType(_) | Self::UnknownStatus)
    }

    /// What to do about a value, by the way that works for what the user has.
    pub fn hint_of(&self, value: &str, way: Way) -> Text {
        let word = if self.asks_for_a_word() {
            masked(crate::fault::clip(value).as_str()).replace('"', "'")
        } else {
            String::new()
        };
        let line = |section: &str, option: &str, code: &str| {
            let card = format!("[{section}] \"{word}\" = \"{code}\"");
            let option = format!("--{option} \"{word}={code}\"");
            way.pick(
                text!("dans estate.toml, {card}", "in estate.toml, {card}"),
                text!("sur la ligne de commande, {option}", "on the command line, {option}"),
            )
        };
        // What is masked can be said by nobody.
        let sayable = !word.is_empty() && !word.contains("***");
        match self {
            Self::NotADate if is_no_day(value) => {
                text!("ce jour n'existe pas : corrigez-le", "there is no such day: correct it")
            }
            Self::UnknownType(nearest) if sayable => {
                let said = line("types", "type", nearest.first().map_or("TYPE", String::as_str));
                let (fr, en) = (said.fr, said.en);
                if nearest.is_empty() {
                    return Text {
                        fr: format!(
                            "dites ce que c'est : {fr} ; `empreinte factors list` montre les types"
                        ),
                        en: format!(
                            "say what it is: {en}; `empreinte factors list` shows the types"
                        ),
                    };
                }
                let near = nearest.join(", ");
                Text {
                    fr: format!("les plus proches : {near} ; ou dites ce que c'est : {fr}"),
                    en: format!("the nearest: {near}; or say what it is: {en}"),
                }
            }
            Self::AmbiguousType(types) if sayable => {
                let said = line("types", "type", types.first().map_or("laptop", String::as_str));
                Text {
                    fr: format!("précisez le type ou le modèle, ou dites-le : {}", said.fr),
                    en: format!("give the type or the model, or say it: {}", said.en),
                }
            }
            Self::UnknownStatus if sayable => {
                let said = line("states", "state", "STATE");
                Text {
                    fr: format!("dites ce qu'il veut dire : {} ({STATES})", said.fr),
                    en: format!("say what it means: {} ({STATES})", said.en),
                }
            }
            why => why.hint(),
        }
    }

    /// The reason, a sentence fragment.
    pub fn reason(&self) -> Text {
        match self {
            Self::Missing => text!("valeur absente", "value missing"),
            Self::NotADate => text!("ce n'est pas une date", "not a date"),
            Self::AmbiguousDate => text!(
                "date qui se lit de deux façons (jour ou mois d'abord)",
                "date with two readings (day or month first)"
            ),
            Self::StrayQuote { from, to } => text!(
                "un guillemet de la ligne {from} se ferme ligne {to} et avale les lignes entre les deux",
                "a quote on line {from} closes on line {to} and swallows the rows in between"
            ),
            Self::NotANumber => text!("ce n'est pas un nombre", "not a number"),
            Self::AmbiguousNumber => text!("nombre ambigu", "ambiguous number"),
            Self::NotAQuantity => text!(
                "ce n'est pas une quantité d'équipements (nombre entier, plus de 0, au plus 1 000 000)",
                "not a count of equipment (a whole number, more than 0, at most 1,000,000)"
            ),
            Self::ImpossibleEnergy => text!(
                "énergie impossible (de 0 à 10 000 000 kWh attendus)",
                "impossible energy (0 to 10,000,000 kWh expected)"
            ),
            Self::ImpossibleDuration => text!(
                "durée impossible (de 0 à 600 mois attendus)",
                "impossible duration (0 to 600 months expected)"
            ),
            Self::ImpossibleYear => text!(
                "année impossible (de 1980 à 2100 attendu)",
                "impossible year (1980 to 2100 expected)"
            ),
            Self::LeftBeforeAcquired { acquired } => text!(
                "sorti avant d'être acquis (le {acquired})",
                "left before it was acquired (on {acquired})"
            ),
            Self::UnknownType(_) => text!("type d'équipement inconnu", "unknown equipment type"),
            Self::AmbiguousType(types) => {
                text!("type ambigu : {} ?", "ambiguous type: {}?", types.join(" / "))
            }
            Self::UnknownStatus => text!("statut inconnu", "unknown status"),
            Self::UnknownCountry => text!("pays inconnu", "unknown country"),
            Self::UnknownDatacentre => text!("centre de données inconnu", "unknown datacentre"),
            Self::NotOneOf(words) => {
                text!("valeur hors de la liste : {}", "value not in the list: {}", words.join(", "))
            }
            Self::UnknownCloud(_) => text!(
                "fournisseur, instance ou région de nuage inconnus",
                "unknown cloud provider, instance or region"
            ),
            Self::ImpossibleHours => text!(
                "heures impossibles (de 0 à 8 784 attendues)",
                "impossible hours (0 to 8,784 expected)"
            ),
            Self::Duplicate => text!(
                "identifiant déjà lu sur une ligne précédente",
                "identifier already read on an earlier row"
            ),
            Self::BrokenText => text!(
                "caractères illisibles (octets qui ne sont pas de l'UTF-8)",
                "unreadable characters (bytes that are not UTF-8)"
            ),
            Self::TooLong => text!(
                "plus long que tout nom (plus de 1 000 caractères)",
                "longer than any name (over 1,000 characters)"
            ),
            Self::UnknownEquipment => text!(
                "équipement absent de l'inventaire de l'année",
                "equipment not in the year's inventory"
            ),
            Self::Overlap => text!(
                "période qui en recouvre une autre du même équipement",
                "period overlapping another of the same equipment"
            ),
            Self::BadPeriod => {
                text!("période qui finit avant de commencer", "period that ends before it starts")
            }
            Self::OutOfBounds { low, high } => text!(
                "nombre impossible (de {low} à {high} attendu)",
                "impossible number ({low} to {high} expected)"
            ),
            Self::UnknownMovement => text!(
                "aucun mouvement précédent n'a cet identifiant",
                "no earlier movement has this identifier"
            ),
            Self::ManyUnits => text!(
                "une seule fiche pour plusieurs unités, sans leur nombre",
                "one record for many units, without their number"
            ),
            Self::BrokenDocument(reason) => reason.clone(),
            Self::Said(said) => said[0].clone(),
        }
    }

    /// What to do about it.
    #[expect(clippy::too_many_lines, reason = "one arm a reason")]
    pub fn hint(&self) -> Text {
        match self {
            Self::Missing => text!("remplissez la cellule", "fill the cell in"),
            Self::NotADate => {
                text!("écrivez AAAA-MM-JJ ou JJ/MM/AAAA", "write YYYY-MM-DD or DD/MM/YYYY")
            }
            Self::AmbiguousDate => text!(
                "dites l'ordre avec `--date-order dmy` ou `mdy`, ou écrivez AAAA-MM-JJ",
                "say the order with `--date-order dmy` or `mdy`, or write YYYY-MM-DD"
            ),
            Self::StrayQuote { .. } => {
                text!("retirez ou doublez les deux guillemets", "remove or double the two quotes")
            }
            Self::NotAQuantity => text!(
                "écrivez combien il y en a, en un nombre entier, seul et sans unité",
                "write how many there are, a whole number alone, without unit"
            ),
            Self::NotANumber => text!(
                "écrivez un nombre seul, sans unité ; virgule ou point décimal",
                "write a number alone, without unit; decimal point or comma"
            ),
            Self::AmbiguousNumber => text!(
                "écrivez le nombre avec un point décimal et sans séparateur de milliers",
                "write the number with a decimal point and without thousands separator"
            ),
            Self::ImpossibleEnergy => text!(
                "l'énergie s'écrit en kWh, jamais négative",
                "energy is written in kWh, never negative"
            ),
            Self::ImpossibleDuration => {
                text!("écrivez un nombre de mois", "write a number of months")
            }
            Self::ImpossibleYear => text!("vérifiez l'année", "check the year"),
            Self::LeftBeforeAcquired { .. } => {
                text!("corrigez l'une des deux dates", "correct one of the two dates")
            }
            Self::UnknownType(nearest) if nearest.is_empty() => text!(
                "ajoutez le mot à [types] dans estate.toml ; `empreinte factors list` montre les types",
                "add the word to [types] in estate.toml; `empreinte factors list` shows the types"
            ),
            Self::UnknownType(nearest) => text!(
                "les plus proches : {0} ; ou ajoutez le mot à [types] dans estate.toml",
                "the nearest: {0}; or add the word to [types] in estate.toml",
                nearest.join(", ")
            ),
            Self::AmbiguousType(types) => text!(
                "écrivez sur la ligne son type, par exemple `{}`, ou son modèle",
                "write on the row its type, for example `{}`, or its model",
                types.first().map_or("laptop", String::as_str)
            ),
            Self::UnknownStatus => text!(
                "ajoutez le mot à [states] dans estate.toml (ordered, in_stock, in_service, in_repair, decommissioned, exited)",
                "add the word to [states] in estate.toml (ordered, in_stock, in_service, in_repair, decommissioned, exited)"
            ),
            Self::UnknownCountry => text!(
                "écrivez le nom du pays ou son code à 2 ou 3 lettres",
                "write the country's name or its 2- or 3-letter code"
            ),
            Self::UnknownDatacentre => {
                text!("ajoutez-le à datacentres.csv", "add it to datacentres.csv")
            }
            Self::NotOneOf(_) => text!("prenez un mot de la liste", "take a word of the list"),
            Self::UnknownCloud(nearest) => text!(
                "les plus proches : {0} ; voir docs/formats/components.md",
                "the nearest: {0}; see docs/formats/components.md",
                nearest.join(", ")
            ),
            Self::ImpossibleHours => text!(
                "écrivez les heures de location de l'année, par instance",
                "write the hours rented in the year, each instance"
            ),
            Self::Duplicate => {
                text!(
                    "gardez une seule des lignes, ou donnez-leur des identifiants différents",
                    "keep one of the rows, or give them different identifiers"
                )
            }
            Self::BrokenText => {
                text!("exportez de nouveau le fichier en UTF-8", "export the file again as UTF-8")
            }
            Self::TooLong => text!(
                "n'y laissez que le nom, le reste en remarque",
                "leave the name there, and the rest as a remark"
            ),
            Self::UnknownEquipment => text!(
                "vérifiez `equipment_id`, ou ajoutez l'équipement à l'inventaire",
                "check `equipment_id`, or add the equipment to the inventory"
            ),
            Self::Overlap => text!(
                "gardez une seule mesure par jour et par équipement",
                "keep one measure per day and equipment"
            ),
            Self::BadPeriod => text!(
                "period_start et period_end sont deux jours de la période, le dernier compris",
                "period_start and period_end are two days of the period, the last one included"
            ),
            Self::OutOfBounds { .. } => {
                text!("vérifiez le nombre et son unité", "check the number and its unit")
            }
            Self::UnknownMovement => text!(
                "`replaces` prend le `movement_id` d'une ligne plus haute du registre",
                "`replaces` takes the `movement_id` of a row higher up in the ledger"
            ),
            Self::ManyUnits => text!(
                "ajoutez au fichier une colonne `Quantité` avec leur nombre, ou passez en gestion unitaire",
                "add a `Quantity` column to the file with their number, or manage them one by one"
            ),
            Self::BrokenDocument(_) => text!(
                "relancez l'agent sur cette machine, ou retirez le document",
                "run the agent on that machine again, or remove the document"
            ),
            Self::Said(said) => said[1].clone(),
        }
    }
}

impl UnreadCell {
    /// What to do about it, by the way that works for what the user has.
    pub fn hint(&self, way: Way) -> Text {
        self.why.hint_of(&self.value, way)
    }

    /// The cell on one line for a person, personal data masked.
    pub fn say(&self, lang: Lang) -> String {
        on_one_line((&self.file, self.line, &self.column), &self.value, &self.why, lang)
    }
}

fn on_one_line(place: (&str, u64, &str), value: &str, why: &Why, lang: Lang) -> String {
    let (file, line, column) = place;
    let value = masked(value);
    let value = crate::fault::clip(&value);
    format!("{file}:{line} `{column}` = `{value}` : {}", why.reason().say(lang))
}

impl Reject {
    /// What to do about it, by the way that works for what the user has.
    pub fn hint(&self, way: Way) -> Text {
        self.why.hint_of(&self.value, way)
    }

    /// The reject on one line for a person, personal data masked.
    pub fn say(&self, lang: Lang) -> String {
        on_one_line((&self.file, self.line, &self.column), &self.value, &self.why, lang)
    }
}
