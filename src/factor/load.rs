//! Reads and checks a factor set: what does not hold does not load.

use super::{Criterion, EquipmentType, FactorSet, Source, TypeId, Zone, manifest};
use crate::fault::Fault;
use crate::table::{SmallTable, TableRow};
use crate::text;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// The most zones a set may have.
const MOST_ZONES: usize = 512;

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
            Fault::new(text!("jeu de facteurs introuvable", "factor set not found"))
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
        let hash = manifest_hash(folder, names, unsigned, &read)?;
        let table = |name: &str, required: &[&str]| -> Result<SmallTable, Fault> {
            let path = folder.join(name);
            let bytes = read(name).ok_or_else(|| {
                Fault::new(text!(
                    "fichier du jeu de facteurs absent",
                    "file of the factor set missing"
                ))
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
        let mut loader = Loader::new(Self {
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
            one_electricity: None,
        });
        loader.sources(&table(
            "sources.csv",
            &["source_id", "title", "publisher", "year", "url", "licence"],
        )?)?;
        loader.criteria(&table("criteria.csv", &["criterion", "unit", "label_en", "label_fr"])?);
        loader
            .zones(&table("zones.csv", &["zone", "iso2", "label_en", "label_fr", "continent"])?)?;
        loader.types(&table(
            "types.csv",
            &["equipment_type", "parent_type", "label_en", "label_fr", "kind"],
        )?)?;
        loader.equipment(&table(
            "equipment.csv",
            &[
                "factor_id",
                "equipment_type",
                "stage",
                "criterion",
                "value",
                "unit",
                "low",
                "high",
                "uncertainty_basis",
                "source_id",
            ],
        )?)?;
        loader.electricity(&table(
            "electricity.csv",
            &[
                "factor_id",
                "zone",
                "year",
                "criterion",
                "value",
                "unit",
                "low",
                "high",
                "source_id",
            ],
        )?)?;
        let by_type = ["factor_id", "equipment_type", "value", "unit", "low", "high", "source_id"];
        loader.lifetimes(&table("lifetimes.csv", &by_type)?)?;
        loader.energy(&table("energy.csv", &by_type)?)?;
        if read("weights.csv").is_some() {
            loader.weights(&table("weights.csv", &by_type)?)?;
        }
        if read("datacentres.csv").is_some() {
            loader.datacentres(&table(
                "datacentres.csv",
                &["factor_id", "key", "metric", "value", "unit", "source_id"],
            )?)?;
        }
        Ok(loader.set)
    }
}

/// Holds a set against its manifest, and gives the manifest's digest; empty without manifest.
fn manifest_hash(
    folder: &Path,
    names: Vec<String>,
    unsigned: bool,
    read: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<String, Fault> {
    let manifest_path = folder.join("manifest.sha256");
    match read("manifest.sha256") {
        Some(bytes) => {
            let others: Vec<String> =
                names.into_iter().filter(|name| name != "manifest.sha256").collect();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            manifest::verify(&manifest_path, &text, &others, read)?;
            Ok(manifest::hex_digest(&bytes))
        }
        None if unsigned => Ok(String::new()),
        None => Err(Fault::new(text!(
            "le jeu de facteurs n'a pas de manifeste",
            "the factor set has no manifest"
        ))
        .in_file(&manifest_path)
        .hint(text!(
            "`--unsigned-factors` le prend tel quel, et le rapport le dira",
            "`--unsigned-factors` takes it as it is, and the report will say so"
        ))),
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

/// A set being read, checked row by row.
pub(super) struct Loader {
    pub(super) set: FactorSet,
    pub(super) known_sources: HashSet<String>,
    pub(super) ids: HashSet<String>,
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
                        text!(
                            "une source sans `{column}` n'est pas acceptée",
                            "a source without `{column}` is not accepted"
                        ),
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

    fn zones(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for row in table.rows() {
            let code = row.get("zone").to_owned();
            if code.is_empty() || self.set.zones.iter().any(|zone| zone.code == code) {
                return Err(
                    row.fault("zone", text!("zone vide ou répétée", "zone empty or repeated"))
                );
            }
            // Sums by axis have nine bits for a zone.
            if self.set.zones.len() == MOST_ZONES {
                return Err(row.fault(
                    "zone",
                    text!(
                        "trop de zones ({MOST_ZONES} au plus)",
                        "too many zones ({MOST_ZONES} at most)"
                    ),
                ));
            }
            self.set.zones.push(Zone {
                code,
                iso2: row.get("iso2").to_owned(),
                label_en: row.get("label_en").to_owned(),
                label_fr: row.get("label_fr").to_owned(),
                continent: row.get("continent").to_owned(),
            });
        }
        Ok(())
    }

    fn types(&mut self, table: &SmallTable) -> Result<(), Fault> {
        for (i, row) in table.rows().enumerate() {
            let code = row.get("equipment_type").to_owned();
            let id = u16::try_from(i).ok().filter(|id| *id < 4096).ok_or_else(|| {
                row.fault(
                    "equipment_type",
                    text!("trop de types (4096 au plus)", "too many types (4096 at most)"),
                )
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
                return Err(row.fault(
                    "parent_type",
                    text!("types parents en boucle", "parent types in a loop"),
                ));
            }
        }
        let n = self.set.types.len();
        self.set.embodied = vec![Vec::new(); n];
        self.set.lifetimes = vec![None; n];
        self.set.energy = vec![None; n];
        Ok(())
    }

    pub(super) fn type_of(&self, row: &TableRow<'_>, column: &str) -> Result<TypeId, Fault> {
        self.set.type_named(row.get(column)).ok_or_else(|| {
            row.fault(column, text!("type absent de types.csv", "type missing from types.csv"))
        })
    }

    pub(super) fn criterion_of(&self, row: &TableRow<'_>) -> Result<usize, Fault> {
        let code = row.get("criterion");
        self.set.criteria.iter().position(|c| c.code == code).ok_or_else(|| {
            row.fault(
                "criterion",
                text!("critère absent de criteria.csv", "criterion missing from criteria.csv"),
            )
        })
    }
}
