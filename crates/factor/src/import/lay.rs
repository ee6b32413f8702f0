//! From what exports say to the files of an overlay.

use super::{
    Criteria, Fact, ImportOptions, ImportedWhat, Left, MakerSheet, Overlay, SaidByExports, plain,
};
use crate::{FactorSet, TypeId, ZoneId};
use ground::lang::Text;
use ground::stage::Stage;
use ground::table::{SmallTable, fold};
use ground::text;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::path::Path;

/// How far a figure without published bounds may be off.
const DEFAULT: f64 = 0.5;

/// A place in the overlay: where two facts would stand, none can be chosen without a guess.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum OverlayPlace {
    Made(TypeId, usize, u8),
    Energy(TypeId),
    Lifetime(TypeId),
    Mix(ZoneId, usize),
}

/// Makes the overlay: what can be placed, and what is left out.
pub(super) fn lay(
    set: &FactorSet,
    said: SaidByExports,
    criteria: &Criteria,
    options: &ImportOptions,
) -> Overlay {
    let names = ItemNames::of(set, &said.stands_for, options);
    let SaidByExports { facts, sheets, mut left, .. } = said;
    let mut placed: BTreeMap<OverlayPlace, Vec<(u8, Fact)>> = BTreeMap::new();
    for fact in facts {
        match place_of(set, &names, criteria, &fact) {
            Ok((place, rank)) => placed.entry(place).or_default().push((rank, fact)),
            Err(why) => left.push(left_of(&fact, why)),
        }
    }
    let apart: BTreeSet<(TypeId, usize)> = placed
        .keys()
        .filter_map(|place| match place {
            OverlayPlace::Made(kin, at, stage)
                if Stage::ALL[usize::from(*stage)] != Stage::Embodied =>
            {
                Some((*kin, *at))
            }
            _ => None,
        })
        .collect();
    let mut writer = OverlayWriter::new(set, criteria, options);
    for (place, mut facts) in placed {
        // The surest name of the type counts; of two as sure, neither, unless they say the same.
        let best = facts.iter().map(|(rank, _)| *rank).min().unwrap_or(0);
        facts.retain(|(rank, _)| *rank == best);
        let items: BTreeSet<&str> = facts.iter().map(|(_, fact)| fact.item.as_str()).collect();
        let same = facts.windows(2).all(|two| two[0].1.value.to_bits() == two[1].1.value.to_bits());
        if items.len() > 1 && !same {
            let all = items.iter().copied().collect::<Vec<_>>().join(", ");
            for (_, fact) in &facts {
                let why = text!(
                    "plusieurs lignes pour un même type ({all}) : dites laquelle avec `--map`",
                    "several rows for one type ({all}): say which with `--map`"
                );
                left.push(left_of(fact, why));
            }
            continue;
        }
        let Some((_, fact)) = facts.first() else { continue };
        let whole = |stage: &u8| Stage::ALL[usize::from(*stage)] == Stage::Embodied;
        if let OverlayPlace::Made(kin, at, stage) = &place
            && whole(stage)
            && apart.contains(&(*kin, *at))
        {
            // The one figure and the stages together would count the making twice.
            let why = text!(
                "les étapes du même type sont données à part",
                "the stages of the same type are given apart"
            );
            left.push(left_of(fact, why));
            continue;
        }
        writer.put(&place, fact);
    }
    writer.sheets(&names, sheets, &mut left);
    left.sort_by(|a, b| (&a.file, a.line, &a.item).cmp(&(&b.file, b.line, &b.item)));
    writer.finish(left)
}

fn left_of(fact: &Fact, why: Text) -> Left {
    Left { file: fact.file.clone(), line: fact.line, item: fact.item.clone(), why }
}

fn place_of(
    set: &FactorSet,
    names: &ItemNames,
    criteria: &Criteria,
    fact: &Fact,
) -> Result<(OverlayPlace, u8), Text> {
    if fact.value < 0.0 && !matches!(fact.what, ImportedWhat::Made(..)) {
        return Err(text!("valeur négative", "negative value"));
    }
    if let ImportedWhat::Mix(at) = fact.what {
        if criteria.rows[at].code == set.criteria[0].code {
            return Err(text!(
                "l'électricité du premier critère reste celle du jeu, qui est de l'année",
                "the electricity of the first criterion stays the set's, which is of the year"
            ));
        }
        let zone = zone_of(set, &fact.item);
        let zone = zone.ok_or_else(|| text!("pays ou zone inconnu", "unknown country or zone"))?;
        return Ok((OverlayPlace::Mix(zone, at), 0));
    }
    let (kin, rank) = names.type_of(&fact.item).ok_or_else(|| {
        text!(
            "aucun type d'équipement de ce nom : dites lequel avec `--map`",
            "no type of equipment of this name: say which with `--map`"
        )
    })?;
    Ok(match fact.what {
        ImportedWhat::Made(stage, at) => (OverlayPlace::Made(kin, at, stage as u8), rank),
        ImportedWhat::Energy => (OverlayPlace::Energy(kin), rank),
        ImportedWhat::Lifetime if fact.value == 0.0 => {
            return Err(text!("durée de vie nulle", "a lifetime of zero"));
        }
        ImportedWhat::Lifetime => (OverlayPlace::Lifetime(kin), rank),
        ImportedWhat::Mix(at) => (OverlayPlace::Mix(ZoneId(0), at), rank),
    })
}

fn zone_of(set: &FactorSet, word: &str) -> Option<ZoneId> {
    let word = plain(word);
    let is = |name: &str| !name.is_empty() && plain(name) == word;
    let at = set.zones.iter().position(|zone| {
        is(&zone.code) || is(&zone.iso2) || is(&zone.label.fr) || is(&zone.label.en)
    })?;
    u16::try_from(at).ok().map(ZoneId)
}

/// The names that items go by.
struct ItemNames {
    by_name: HashMap<String, (TypeId, u8)>,
}

impl ItemNames {
    fn of(set: &FactorSet, stands_for: &[(String, String)], options: &ImportOptions) -> Self {
        let mut by_name: HashMap<String, (TypeId, u8)> = HashMap::new();
        let mut add = |word: &str, kin: TypeId, rank: u8| {
            let at = by_name.entry(fold(word)).or_insert((kin, rank));
            if rank < at.1 {
                *at = (kin, rank);
            }
        };
        for kind in set.types.iter().filter(|kind| !kind.is_out_of_scope()) {
            if let Some(kin) = set.type_named(&kind.code) {
                for word in [kind.code.as_str(), &kind.label.fr, &kind.label.en] {
                    add(word, kin, 2);
                }
            }
        }
        let table = SmallTable::parse(
            Path::new("items.csv"),
            include_str!("items.csv"),
            &["word", "equipment_type"],
        )
        .expect("the program's own table is a CSV with these columns");
        for row in table.rows() {
            if let Some(kin) = set.type_named(row.get("equipment_type")) {
                add(row.get("word"), kin, 3);
            }
        }
        let mut names = Self { by_name };
        // The item that a table of types names for a type, then what the user says.
        for (item, kind) in stands_for {
            if let Some((kin, _)) = names.type_of(kind) {
                names.by_name.insert(fold(item), (kin, 1));
            }
        }
        for (item, kind) in &options.types {
            if let Some(kin) = set.type_named(kind) {
                names.by_name.insert(fold(item), (kin, 0));
            }
        }
        names
    }

    /// The type of an item and how sure its name is: as it is written, else without its number
    /// (`laptop-3`).
    fn type_of(&self, item: &str) -> Option<(TypeId, u8)> {
        let folded = fold(item);
        if let Some(found) = self.by_name.get(&folded) {
            return Some(*found);
        }
        let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        self.by_name.get(bare).map(|(kin, _)| (*kin, 4))
    }
}

/// The tables of an overlay, row by row.
struct OverlayWriter<'a> {
    set: &'a FactorSet,
    criteria: &'a Criteria,
    options: &'a ImportOptions,
    tables: BTreeMap<&'static str, String>,
    taken: BTreeMap<String, usize>,
    used: BTreeSet<usize>,
    ids: BTreeSet<String>,
    /// What the export calls its sources, in the order met.
    sources: Vec<String>,
}

const MADE: &str = "factor_id,equipment_type,stage,criterion,value,unit,low,high,coverage,uncertainty_basis,geography,year,source_id\n";
const BY_TYPE: &str =
    "factor_id,equipment_type,value,unit,low,high,coverage,uncertainty_basis,source_id\n";
const MIX: &str = "factor_id,zone,year,criterion,value,unit,low,high,coverage,uncertainty_basis,basis,source_id\n";
const MODELS: &str = "factor_id,model_id,level,manufacturer,name,also,pattern,equipment_type,quantity,criterion,value,unit,low,high,coverage,uncertainty_basis,year,source_id\n";

impl<'a> OverlayWriter<'a> {
    fn new(set: &'a FactorSet, criteria: &'a Criteria, options: &'a ImportOptions) -> Self {
        Self {
            set,
            criteria,
            options,
            tables: BTreeMap::new(),
            taken: BTreeMap::new(),
            used: BTreeSet::new(),
            ids: BTreeSet::new(),
            sources: Vec::new(),
        }
    }

    fn row(&mut self, file: &'static str, heading: &str, cells: &[&str]) {
        let table = self.tables.entry(file).or_insert_with(|| heading.to_owned());
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        table.push_str(&cells.join(","));
        table.push('\n');
        *self.taken.entry(file.to_owned()).or_default() += 1;
    }

    fn put(&mut self, place: &OverlayPlace, fact: &Fact) {
        let [value, low, high, coverage, basis] = bounds(fact.value, fact.within);
        let name = self.options.name.clone();
        let source = self.source(&fact.source);
        match place {
            OverlayPlace::Made(kin, at, stage) => {
                let stage = Stage::ALL[usize::from(*stage)];
                self.used.insert(*at);
                let row = &self.criteria.rows[*at];
                let code = self.set.equipment_type(*kin).code.clone();
                let id = format!("{name}.equipment.{code}.{}.{}", stage.code(), row.code);
                let unit = format!("{}/unit", row.unit);
                let year = if fact.year.is_empty() { "not stated" } else { &fact.year };
                let (criterion, stage) = (row.code.clone(), stage.code());
                let geography = "as its source says";
                self.row(
                    "equipment.csv",
                    MADE,
                    &[
                        &id, &code, stage, &criterion, &value, &unit, &low, &high, &coverage,
                        &basis, geography, year, &source,
                    ],
                );
            }
            OverlayPlace::Energy(kin) | OverlayPlace::Lifetime(kin) => {
                let code = self.set.equipment_type(*kin).code.clone();
                let energy = matches!(place, OverlayPlace::Energy(_));
                let (file, unit) =
                    if energy { ("energy.csv", "kWh/year") } else { ("lifetimes.csv", "year") };
                let topic = if energy { "energy" } else { "lifetime" };
                let id = format!("{name}.{topic}.{code}");
                self.row(
                    file,
                    BY_TYPE,
                    &[&id, &code, &value, unit, &low, &high, &coverage, &basis, &source],
                );
            }
            OverlayPlace::Mix(zone, at) => {
                self.used.insert(*at);
                let row = &self.criteria.rows[*at];
                let zone = self.set.zones[usize::from(zone.0)].code.clone();
                let year = self.options.year.to_string();
                let id = format!("{name}.electricity.{zone}.{year}.{}", row.code);
                let (criterion, unit) = (row.code.clone(), format!("{}/kWh", row.unit));
                let mix = "as its source says";
                self.row(
                    "electricity.csv",
                    MIX,
                    &[
                        &id, &zone, &year, &criterion, &value, &unit, &low, &high, &coverage,
                        &basis, mix, &source,
                    ],
                );
            }
        }
    }

    /// Product sheets, a model each; the first of one name counts.
    fn sheets(&mut self, names: &ItemNames, sheets: Vec<MakerSheet>, left: &mut Vec<Left>) {
        let mut seen = BTreeSet::new();
        let gwp = self.criteria.named("gwp").unwrap_or(0);
        for sheet in sheets {
            let item = format!("{} {}", sheet.manufacturer, sheet.name);
            let mut leave = |why: Text| {
                let (file, line) = (sheet.file.clone(), sheet.line);
                left.push(Left { file, line, item: item.clone(), why });
            };
            let Some((kin, _)) = names.type_of(&sheet.kind) else {
                let kind = &sheet.kind;
                leave(text!(
                    "aucun type d'équipement du nom de `{kind}` : dites lequel avec `--map`",
                    "no type of equipment named `{kind}`: say which with `--map`"
                ));
                continue;
            };
            if !seen.insert(fold(&item)) {
                leave(text!(
                    "une autre fiche porte ce nom plus haut",
                    "another sheet has this name above"
                ));
                continue;
            }
            let code = self.set.equipment_type(kin).code.clone();
            let model = format!("{}.{}", self.options.name, fold(&item).replace(' ', "-"));
            let within = sheet.within;
            let quantities = [
                ("embodied", sheet.embodied, "gwp", "kgCO2e/unit", within),
                ("energy", sheet.energy, "", "kWh/year", None),
                ("lifetime", sheet.lifetime, "", "year", Some(0.2)),
                ("weight", sheet.weight, "", "kg", Some(0.1)),
            ];
            for (quantity, value, criterion, unit, within) in quantities {
                let Some(value) = value else { continue };
                if quantity == "embodied" {
                    self.used.insert(gwp);
                }
                let [value, low, high, coverage, basis] = bounds(value, within);
                let id = format!("{model}.{quantity}");
                if !self.ids.insert(id.clone()) {
                    continue;
                }
                let source = self.source("");
                self.row(
                    "models.csv",
                    MODELS,
                    &[
                        &id,
                        &model,
                        "model",
                        &sheet.manufacturer,
                        &sheet.name,
                        "",
                        "",
                        &code,
                        quantity,
                        criterion,
                        &value,
                        unit,
                        &low,
                        &high,
                        &coverage,
                        &basis,
                        &sheet.year,
                        &source,
                    ],
                );
            }
        }
    }

    /// The identifier of a source, by what the export calls it.
    fn source(&mut self, called: &str) -> String {
        let at = self.sources.iter().position(|known| known == called).unwrap_or_else(|| {
            self.sources.push(called.to_owned());
            self.sources.len() - 1
        });
        let name = self.options.name.to_uppercase().replace(['-', '.'], "_");
        format!("{name}_{}", at + 1)
    }

    fn finish(mut self, left: Vec<Left>) -> Overlay {
        let options = self.options;
        let year = options.date.get(..4).unwrap_or("").to_owned();
        let mut sources = String::from("source_id,title,publisher,year,url,licence\n");
        for called in self.sources.clone() {
            let title = match called.as_str() {
                "" => "Data of the organisation, imported",
                called => called,
            };
            let id = self.source(&called);
            let cells = [id.as_str(), title, "see the licence", &year, "", &options.licence];
            // Writing to a string cannot fail.
            let _ = writeln!(sources, "{}", cells.map(quoted).join(","));
        }
        let mut tables = std::mem::take(&mut self.tables);
        tables.insert("sources.csv", sources);
        let mut criteria = String::new();
        for at in &self.used {
            let row = &self.criteria.rows[*at];
            if !self.set.criteria.iter().any(|known| known.code == row.code) {
                let cells = [&row.code, &row.unit, &row.label_en, &row.label_fr].map(|c| quoted(c));
                let _ = writeln!(criteria, "{},yes", cells.join(","));
            }
        }
        if !criteria.is_empty() {
            let heading = "criterion,unit,label_en,label_fr,default\n";
            tables.insert("criteria.csv", format!("{heading}{criteria}"));
        }
        let mut lost = String::from("file,line,item,reason_fr,reason_en\n");
        for one in &left {
            let cells = [&one.file, &one.line.to_string(), &one.item, &one.why.fr, &one.why.en];
            let _ = writeln!(lost, "{}", cells.map(|cell| quoted(cell)).join(","));
        }
        tables.insert("left-out.csv", lost);
        let text = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"");
        let card = format!(
            "name = \"{0}\"\nversion = \"1\"\ndate = \"{1}\"\nbase = \"{2}\"\nlicence = \"{3}\"\ndescription_en = \"Data of the organisation, under its own licence; not to be passed on\"\ndescription_fr = \"Données de l'organisation, sous sa propre licence ; à ne pas diffuser\"\n",
            text(&options.name),
            text(&options.date),
            text(&self.set.layers[0].name),
            text(&options.licence),
        );
        tables.insert("set.toml", card);
        let files = tables.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        Overlay { files, taken: self.taken, left }
    }
}

/// Value, low, high, coverage and basis of a figure, as cells.
fn bounds(value: f64, within: Option<f64>) -> [String; 5] {
    let share = within.unwrap_or(DEFAULT);
    let (a, b) = (value * (1.0 - share), value * (1.0 + share));
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    let basis = match within {
        _ if value == 0.0 => "none: zero as published".to_owned(),
        Some(share) => format!("±{} %, as published", (share * 1000.0).round() / 10.0),
        None => "default: ±50 %, none published".to_owned(),
    };
    let coverage = if within.is_some() { "0.95" } else { "" };
    let low = if value > 0.0 { low.max(value * 0.01) } else { low };
    [value.to_string(), low.to_string(), high.to_string(), coverage.to_owned(), basis]
}

/// A cell as CSV, in quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
