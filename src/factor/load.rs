//! Reads and checks a factor set: what does not hold does not load.

use super::{
    Criterion, EquipmentType, Factor, FactorId, FactorSet, Source, StageFactor, TypeId, Zone,
    manifest,
};
use crate::fault::Fault;
use crate::quantity::Interval;
use crate::stage::Stage;
use crate::table::{SmallTable, TableRow, parse_number};
use crate::text;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// The closed list of units.
pub const UNITS: [&str; 35] = [
    "kgCO2e/unit", "kgCO2e/kWh", "year", "kWh/year", "kg", "ratio", "L/kWh IT", "L/kWh", "kgCO2e/m2",
    "gCO2e/GB", "Wh/TBh", "kgCO2e/TB", "kWh/GBh", "kgCO2e/kg", "kgCO2e/ream", "kgCO2e/sheet",
    "kgCO2e/kEUR", "kgSbe/unit", "kgSbe/kWh", "MJ/unit", "MJ/kWh", "molH+e/unit", "molH+e/kWh",
    "disease incidence/unit", "disease incidence/kWh", "kBqU235e/unit", "kBqU235e/kWh",
    "m3/unit", "m3/kWh", "molNe/unit", "molNe/kWh", "kgPe/unit", "kgPe/kWh", "kgNe/unit", "kgNe/kWh",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetRecord {
    name: String,
    version: String,
    date: String,
    licence: String,
    description_en: String,
    description_fr: String,
}

impl FactorSet {
    /// Opens a set from its folder.
    ///
    /// # Errors
    ///
    /// A file is missing, was changed since it was published, or holds a row that is not sound. A
    /// set without manifest loads only with `unsigned`.
    pub fn open(folder: &Path, unsigned: bool) -> Result<Self, Fault> {
        let entries = std::fs::read_dir(folder).map_err(|error| {
            Fault::new(text!(
                "jeu de facteurs introuvable",
                "factor set not found"
            ))
            .in_file(folder)
            .because(error)
            .hint(text!(
                "`--factors` attend un dossier contenant set.toml",
                "`--factors` expects a folder that holds set.toml"
            ))
        })?;
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| {
                let ending = Path::new(name).extension().and_then(std::ffi::OsStr::to_str);
                matches!(ending, Some("csv" | "toml" | "sha256"))
            })
            .collect();
        names.sort();
        Self::load(folder, names, unsigned, |name| std::fs::read(folder.join(name)).ok())
    }

    pub(super) fn load(
        folder: &Path,
        names: Vec<String>,
        unsigned: bool,
        read: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Self, Fault> {
        let manifest_path = folder.join("manifest.sha256");
        let hash = match read("manifest.sha256") {
            Some(bytes) => {
                let others: Vec<String> =
                    names.into_iter().filter(|name| name != "manifest.sha256").collect();
                let text = String::from_utf8_lossy(&bytes).into_owned();
                manifest::verify(&manifest_path, &text, &others, &read)?;
                manifest::hex_digest(&bytes)
            }
            None if unsigned => String::new(),
            None => {
                return Err(Fault::new(text!(
                    "le jeu de facteurs n'a pas de manifeste",
                    "the factor set has no manifest"
                ))
                .in_file(&manifest_path)
                .hint(text!(
                    "`--unsigned-factors` le prend tel quel, et le rapport le dira",
                    "`--unsigned-factors` takes it as it is, and the report will say so"
                )));
            }
        };
        let table = |name: &str, required: &[&str]| -> Result<SmallTable, Fault> {
            let path = folder.join(name);
            let bytes = read(name).ok_or_else(|| {
                Fault::new(text!("fichier du jeu de facteurs absent", "file of the factor set missing"))
                    .in_file(&path)
            })?;
            let text = String::from_utf8(bytes).map_err(|error| {
                Fault::new(text!("le fichier n'est pas en UTF-8", "the file is not UTF-8"))
                    .in_file(&path)
                    .because(error.utf8_error())
            })?;
            SmallTable::parse(&path, text.trim_start_matches('\u{feff}'), required)
        };
        let set = read_card(folder, &read)?;
        let mut loader = Loader::new(
            Self {
                name: set.name,
                version: set.version,
                date: set.date,
                licence: set.licence,
                description: crate::lang::Text { fr: set.description_fr, en: set.description_en },
                hash,
                criteria: Vec::new(),
                types: Vec::new(),
                zones: Vec::new(),
                sources: Vec::new(),
                factors: Vec::new(),
                type_by_code: HashMap::new(),
                embodied: Vec::new(),
                lifetimes: Vec::new(),
                energy: Vec::new(),
                electricity: BTreeMap::new(),
                pue: HashMap::new(),
            },
        );
        loader.sources(&table("sources.csv", &["source_id", "title", "publisher", "year", "url", "licence"])?)?;
        loader.criteria(&table("criteria.csv", &["criterion", "unit", "label_en", "label_fr"])?);
        loader.zones(&table("zones.csv", &["zone", "iso2", "label_en", "label_fr", "continent"])?);
        loader.types(&table("types.csv", &["equipment_type", "parent_type", "label_en", "label_fr", "kind"])?)?;
        loader.equipment(&table("equipment.csv", &["factor_id", "equipment_type", "stage", "criterion", "value", "unit", "low", "high", "uncertainty_basis", "source_id"])?)?;
        loader.electricity(&table("electricity.csv", &["factor_id", "zone", "year", "criterion", "value", "unit", "low", "high", "source_id"])?)?;
        let by_type = ["factor_id", "equipment_type", "value", "unit", "low", "high", "source_id"];
        loader.lifetimes(&table("lifetimes.csv", &by_type)?)?;
        loader.energy(&table("energy.csv", &by_type)?)?;
        if read("weights.csv").is_some() {
            loader.weights(&table("weights.csv", &by_type)?)?;
        }
        if read("datacentres.csv").is_some() {
            loader.datacentres(&table("datacentres.csv", &["factor_id", "key", "metric", "value", "unit", "source_id"])?)?;
        }
        Ok(loader.set)
    }
}

fn read_card(folder: &Path, read: &impl Fn(&str) -> Option<Vec<u8>>) -> Result<SetRecord, Fault> {
    let path = folder.join("set.toml");
    let bytes = read("set.toml").ok_or_else(|| {
        Fault::new(text!("ce dossier n'est pas un jeu de facteurs", "this folder is no factor set"))
            .in_file(&path)
            .hint(text!("un jeu contient set.toml", "a set holds set.toml"))
    })?;
    toml::from_slice(&bytes).map_err(|error| {
        Fault::new(text!("fiche du jeu de facteurs illisible", "unreadable factor set card"))
            .in_file(&path)
            .because(error)
    })
}

struct Loader {
    set: FactorSet,
    known_sources: HashSet<String>,
    ids: HashSet<String>,
}

impl Loader {
    fn new(set: FactorSet) -> Self {
        Self { set, known_sources: HashSet::new(), ids: HashSet::new() }
    }

    fn sources(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            for column in ["source_id", "title", "licence"] {
                if row.get(column).is_empty() {
                    return Err(row.fault(
                        column,
                        text!("une source sans `{column}` n'est pas acceptée", "a source without `{column}` is not accepted"),
                    ));
                }
            }
            self.known_sources.insert(row.get("source_id").to_owned());
            self.set.sources.push(Source {
                id: row.get("source_id").to_owned(),
                title: row.get("title").to_owned(),
                publisher: row.get("publisher").to_owned(),
                year: row.get("year").to_owned(),
                url: row.get("url").to_owned(),
                licence: row.get("licence").to_owned(),
            });
        }
        Ok(())
    }

    fn criteria(&mut self, table: &SmallTable) {
        self.set.criteria = table
            .rows()
            .map(|row| Criterion {
                code: row.get("criterion").to_owned(),
                unit: row.get("unit").to_owned(),
                label_en: row.get("label_en").to_owned(),
                label_fr: row.get("label_fr").to_owned(),
            })
            .collect();
    }

    fn zones(&mut self, table: &SmallTable) {
        self.set.zones = table
            .rows()
            .map(|row| Zone {
                code: row.get("zone").to_owned(),
                iso2: row.get("iso2").to_owned(),
                label_en: row.get("label_en").to_owned(),
                label_fr: row.get("label_fr").to_owned(),
                continent: row.get("continent").to_owned(),
            })
            .collect();
    }

    fn types(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for (i, row) in table.rows().enumerate() {
            let code = row.get("equipment_type").to_owned();
            let id = u16::try_from(i).ok().filter(|id| *id < 4096).ok_or_else(|| {
                row.fault("equipment_type", text!("trop de types (4096 au plus)", "too many types (4096 at most)"))
            })?;
            if self.set.type_by_code.insert(code.clone(), TypeId(id)).is_some() {
                return Err(row.fault("equipment_type", text!("type répété", "type repeated")));
            }
            self.set.types.push(EquipmentType {
                code,
                parent: None,
                label_en: row.get("label_en").to_owned(),
                label_fr: row.get("label_fr").to_owned(),
                kind: row.get("kind").to_owned(),
                weee_category: row.get("weee_category").parse().ok(),
            });
        }
        for (i, row) in table.rows().enumerate() {
            let parent = row.get("parent_type");
            if !parent.is_empty() {
                self.set.types[i].parent = Some(self.type_of(&row, "parent_type")?);
            }
        }
        for (i, row) in table.rows().enumerate() {
            let depth = std::iter::successors(self.set.types[i].parent, |kin| {
                self.set.equipment_type(*kin).parent
            })
            .take(self.set.types.len() + 1)
            .count();
            if depth > self.set.types.len() {
                return Err(row.fault("parent_type", text!("types parents en boucle", "parent types in a loop")));
            }
        }
        let n = self.set.types.len();
        self.set.embodied = vec![Vec::new(); n];
        self.set.lifetimes = vec![None; n];
        self.set.energy = vec![None; n];
        Ok(())
    }

    fn equipment(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            // A row that a later one supersedes stays readable in the set and is not used.
            let superseded = !row.get("superseded_by").is_empty();
            let stage = Stage::named(row.get("stage")).filter(|stage| *stage != Stage::Use).ok_or_else(|| {
                row.fault("stage", text!(
                    "étape inconnue (manufacturing, distribution, end_of_life ou embodied)",
                    "unknown stage (manufacturing, distribution, end_of_life or embodied)"
                ))
            })?;
            let criterion = self.criterion_of(&row)?;
            let type_id = self.type_of(&row, "equipment_type")?;
            let subject = row.get("equipment_type").to_owned();
            let factor = self.factor(&row, "equipment", subject)?;
            if superseded {
                continue;
            }
            let factors = &mut self.set.embodied[usize::from(type_id.0)];
            if factors.iter().any(|f| f.stage == stage && f.criterion == criterion) {
                return Err(row.fault("stage", text!(
                    "deux facteurs pour le même type, la même étape et le même critère",
                    "two factors for the same type, stage and criterion"
                )));
            }
            factors.push(StageFactor { stage, criterion, factor });
        }
        Ok(())
    }

    fn electricity(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let year: i32 = row.get("year").parse().map_err(|_| {
                row.fault("year", text!("année attendue", "year expected"))
            })?;
            let criterion = self.criterion_of(&row)?;
            let zone = row.get("zone").to_owned();
            if !self.set.zones.iter().any(|z| z.code == zone) {
                return Err(row.fault("zone", text!("zone absente de zones.csv", "zone missing from zones.csv")));
            }
            let factor = self.factor(&row, "electricity", format!("{zone} {year}"))?;
            self.set.factors[factor.0 as usize].geography.clone_from(&zone);
            let n = self.set.criteria.len();
            let by_criterion = self
                .set
                .electricity
                .entry(zone)
                .or_default()
                .entry(year)
                .or_insert_with(|| vec![None; n]);
            if by_criterion[criterion].replace(factor).is_some() {
                return Err(row.fault("zone", text!(
                    "deux facteurs pour la même zone, la même année et le même critère",
                    "two factors for the same zone, year and criterion"
                )));
            }
        }
        Ok(())
    }

    fn lifetimes(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let type_id = self.type_of(&row, "equipment_type")?;
            let factor = self.factor(&row, "lifetimes", row.get("equipment_type").to_owned())?;
            if self.set.factor(factor).amount.low <= 0.0 {
                return Err(row.fault("low", text!("une durée de vie est plus grande que 0", "a lifetime is more than 0")));
            }
            self.set.lifetimes[usize::from(type_id.0)] = Some(factor);
        }
        Ok(())
    }

    fn energy(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let type_id = self.type_of(&row, "equipment_type")?;
            let factor = self.factor(&row, "energy", row.get("equipment_type").to_owned())?;
            self.set.energy[usize::from(type_id.0)] = Some(factor);
        }
        Ok(())
    }

    fn weights(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            self.type_of(&row, "equipment_type")?;
            self.factor(&row, "weights", row.get("equipment_type").to_owned())?;
        }
        Ok(())
    }

    fn datacentres(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let key = row.get("key").to_owned();
            let factor = self.factor(&row, "datacentres", key.clone())?;
            if row.get("metric") == "pue" {
                self.set.pue.insert(key, factor);
            }
        }
        Ok(())
    }

    fn factor(
        &mut self,
        row: &TableRow<'_>,
        topic: &'static str,
        subject: String,
    ) -> Result<FactorId, Fault> {
        let number = |column: &str, if_empty: Option<f64>| -> Result<f64, Fault> {
            let cell = row.get(column);
            if let (true, Some(value)) = (cell.is_empty(), if_empty) {
                return Ok(value);
            }
            parse_number(cell, false)
                .map_err(|_| row.fault(column, text!("nombre attendu", "number expected")))
        };
        let value = number("value", None)?;
        let amount = Interval {
            value,
            low: number("low", Some(value))?,
            high: number("high", Some(value))?,
        };
        if !amount.is_ordered() {
            return Err(row.fault("low", text!(
                "bornes en désordre : low ≤ value ≤ high attendu",
                "bounds out of order: low ≤ value ≤ high expected"
            )));
        }
        if amount.low < 0.0 && topic != "equipment" {
            return Err(row.fault("low", text!("valeur négative", "negative value")));
        }
        let unit = row.get("unit").to_owned();
        if !UNITS.contains(&unit.as_str()) {
            return Err(row.fault("unit", text!("unité hors de la liste", "unit outside the list"))
                .hint(text!("unités : {}", "units: {}", UNITS.join(", "))));
        }
        let source_id = row.get("source_id").to_owned();
        if !self.known_sources.contains(&source_id) {
            return Err(row.fault("source_id", text!(
                "facteur sans source connue",
                "factor without a known source"
            ))
            .hint(text!("ajoutez la source à sources.csv", "add the source to sources.csv")));
        }
        let id = row.get("factor_id").to_owned();
        if id.is_empty() || !self.ids.insert(id.clone()) {
            return Err(row.fault("factor_id", text!(
                "identifiant de facteur vide ou répété",
                "factor identifier empty or repeated"
            )));
        }
        let place = u32::try_from(self.set.factors.len())
            .map_err(|_| row.fault("factor_id", text!("trop de facteurs", "too many factors")))?;
        self.set.factors.push(Factor {
            id,
            subject,
            amount,
            unit,
            basis: row.get("uncertainty_basis").to_owned(),
            geography: row.get("geography").to_owned(),
            year: row.get("year").to_owned(),
            source_id,
            topic,
        });
        Ok(FactorId(place))
    }

    fn type_of(&self, row: &TableRow<'_>, column: &str) -> Result<TypeId, Fault> {
        self.set.type_named(row.get(column)).ok_or_else(|| {
            row.fault(column, text!("type absent de types.csv", "type missing from types.csv"))
        })
    }

    fn criterion_of(&self, row: &TableRow<'_>) -> Result<usize, Fault> {
        let code = row.get("criterion");
        self.set.criteria.iter().position(|c| c.code == code).ok_or_else(|| {
            row.fault("criterion", text!("critère absent de criteria.csv", "criterion missing from criteria.csv"))
        })
    }
}
