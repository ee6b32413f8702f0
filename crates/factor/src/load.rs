//! Reads a factor set and lays it over those below: what does not hold does not load.

use super::{FactorId, FactorSet, Layer, TypeId, manifest, models, published, shipped};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{SmallTable, read_toml};
use ground::text;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The files a set must have, unless it lies over another.
const NEEDED: [&str; 8] = [
    "criteria.csv",
    "electricity.csv",
    "energy.csv",
    "equipment.csv",
    "lifetimes.csv",
    "sources.csv",
    "types.csv",
    "zones.csv",
];
const MANIFEST: &str = "manifest.sha256";

/// A card with every key, for what is written otherwise.
const EXAMPLE: &str = "name = \"own-2026\"
version = \"2026\"
date = \"2026-01-31\"
licence = \"CC BY 4.0\"
description_fr = \"Nos facteurs\"
description_en = \"Our factors\"
base = \"core-2026.12\"
";

/// What `set.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetCard {
    pub(super) name: String,
    version: String,
    date: String,
    licence: String,
    /// Words for it, in one language at least.
    #[serde(default)]
    description_en: String,
    #[serde(default)]
    description_fr: String,
    /// The set it lies over.
    #[serde(default)]
    pub(super) base: Option<String>,
}

/// The files of a set, read whole.
pub(super) struct SetFiles {
    folder: PathBuf,
    contents: Vec<(String, Vec<u8>)>,
}

impl SetFiles {
    /// The files of a set that the program carries.
    pub(super) fn shipped(name: &str) -> Self {
        let files = shipped::files(name).iter();
        Self {
            folder: PathBuf::from(name),
            contents: files.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect(),
        }
    }

    /// The files of a set in a folder.
    pub(super) fn in_folder(folder: &Path) -> Result<Self, Fault> {
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
        let mut contents = Vec::with_capacity(names.len());
        for name in names {
            let path = folder.join(&name);
            let bytes = ground::table::bytes_of_input(&path)
                .map_err(|error| ground::table::TextSource::cannot_read(&path, &error))?;
            contents.push((name, bytes));
        }
        Ok(Self { folder: folder.to_owned(), contents })
    }

    pub(super) fn without_manifest(mut self) -> Self {
        self.contents.retain(|(name, _)| name != MANIFEST);
        self
    }

    /// Where a file of the set stands, for faults.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The folder of another set, beside this one.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        match std::path::absolute(&self.folder).ok().as_deref().and_then(Path::parent) {
            Some(parent) => parent.join(name),
            None => PathBuf::from(name),
        }
    }

    /// Its files with their bytes, in the order of their names.
    pub(super) fn into_contents(self) -> Vec<(String, Vec<u8>)> {
        self.contents
    }

    fn read(&self, name: &str) -> Option<&[u8]> {
        self.contents.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice())
    }

    /// Whether it has a manifest.
    pub(super) fn is_signed(&self) -> bool {
        self.read(MANIFEST).is_some()
    }

    /// Whether it has all that a set without a base needs.
    pub(super) fn is_whole(&self) -> bool {
        NEEDED.iter().all(|name| self.read(name).is_some())
    }

    /// The manifest its files have, or would have.
    pub(super) fn manifest(&self) -> String {
        let files = self.contents.iter().filter(|(name, _)| name != MANIFEST);
        manifest::manifest_of(files.map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
    }

    /// What its `set.toml` says.
    pub(super) fn card(&self) -> Result<SetCard, Fault> {
        let path = self.path("set.toml");
        let bytes = self.read("set.toml").ok_or_else(|| {
            Fault::new(text!(
                "ce dossier n'est pas un jeu de facteurs",
                "this folder is no factor set"
            ))
            .in_file(&path)
            .hint(text!("un jeu contient set.toml", "a set holds set.toml"))
        })?;
        let what = || text!("fiche du jeu de facteurs illisible", "unreadable factor set card");
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Fault::new(what()).in_file(&path).because(error))?;
        read_toml(&path, text, what(), EXAMPLE).map_err(|fault| {
            fault.hint(text!(
                "il faut `name`, `version`, `date`, `licence` ; `base`, `description_fr` et `description_en` si vous voulez",
                "`name`, `version`, `date`, `licence` are needed; `base`, `description_fr` and `description_en` if you like"
            ))
        })
    }

    /// Holds the set against its manifest; gives the hash, and whether there is a manifest.
    fn hash(&self, unsigned: bool) -> Result<(String, bool), Fault> {
        let path = self.path(MANIFEST);
        match self.read(MANIFEST) {
            Some(bytes) => {
                let names: Vec<String> = self
                    .contents
                    .iter()
                    .map(|(name, _)| name.clone())
                    .filter(|name| name != MANIFEST)
                    .collect();
                let text = String::from_utf8_lossy(bytes).into_owned();
                manifest::verify(&path, &text, &names, |name| self.read(name))?;
                Ok((manifest::hex_digest(bytes), true))
            }
            None if unsigned => Ok((manifest::hex_digest(self.manifest().as_bytes()), false)),
            None => Err(Fault::new(text!(
                "le jeu de facteurs n'a pas de manifeste",
                "the factor set has no manifest"
            ))
            .in_file(&path)
            .hint(text!(
                "`--unsigned-factors` le prend tel quel, et le rapport le dira",
                "`--unsigned-factors` takes it as it is, and the report will say so"
            ))
            .hint(text!(
                "pour vos propres facteurs, `empreinte factors sign {0}` l'écrit",
                "for factors of your own, `empreinte factors sign {0}` writes it",
                self.folder.display()
            ))),
        }
    }

    /// A table of the set; `None` where it has no such file.
    pub(super) fn table(&self, name: &str, required: &[&str]) -> Result<Option<SmallTable>, Fault> {
        let Some(bytes) = self.read(name) else { return Ok(None) };
        let path = self.path(name);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Fault::new(text!("le fichier n'est pas en UTF-8", "the file is not UTF-8"))
                .in_file(&path)
                .because(error)
        })?;
        SmallTable::parse(&path, text.trim_start_matches('\u{feff}'), required).map(Some)
    }
}

/// The columns of the topics with one factor a type.
const BY_TYPE: [&str; 7] =
    ["factor_id", "equipment_type", "value", "unit", "low", "high", "source_id"];

impl FactorSet {
    /// Lays a set over this stack.
    pub(super) fn lay(
        self,
        files: &SetFiles,
        card: SetCard,
        unsigned: bool,
    ) -> Result<Self, Fault> {
        if self.layers.iter().any(|layer| layer.name == card.name) {
            return Err(Fault::new(text!(
                "le jeu `{0}` est donné deux fois",
                "set `{0}` is given twice",
                card.name
            ))
            .in_file(&files.path("set.toml")));
        }
        let (hash, signed) = files.hash(unsigned)?;
        if self.layers.is_empty() {
            whole(files)?;
        }
        let mut loader = Loader::new(self, card, hash, signed);
        loader.catalogue(files)?;
        loader.rows_of_factors(files)?;
        loader.set.rename();
        Ok(loader.set)
    }
}

/// Refuses a set that lacks a file and lies over nothing.
fn whole(files: &SetFiles) -> Result<(), Fault> {
    match NEEDED.iter().find(|name| files.read(name).is_none()) {
        None => Ok(()),
        Some(name) => {
            Err(Fault::new(text!(
                "fichier du jeu de facteurs absent",
                "file of the factor set missing"
            ))
            .in_file(&files.path(name))
            .hint(text!(
                "un jeu de quelques fichiers se pose sur un autre : ajoutez `base = \"core-2026.12\"` à set.toml, ou donnez `--factors core-2026.12` avant lui",
                "a set of some files lies over another: add `base = \"core-2026.12\"` to set.toml, or give `--factors core-2026.12` before it"
            )))
        }
    }
}

/// A name in French and English: where one language lacks, the other stands for both.
pub(super) fn in_both(fr: &str, en: &str) -> Text {
    let or = |one: &str, other: &str| if one.is_empty() { other } else { one }.to_owned();
    Text { fr: or(fr, en), en: or(en, fr) }
}

/// A layer being read, checked row by row.
pub(super) struct Loader {
    pub(super) set: FactorSet,
    /// The place of the layer being read.
    pub(super) layer: usize,
    pub(super) ids: HashMap<String, FactorId>,
    /// Whether the last factor read took the place of one with its identifier.
    pub(super) overwrote: bool,
    /// The types and criteria whose embodied factors below this layer took away.
    pub(super) cleared: HashSet<(TypeId, usize)>,
}

impl Loader {
    fn new(mut set: FactorSet, card: SetCard, hash: String, signed: bool) -> Self {
        set.version.clone_from(&card.version);
        set.date.clone_from(&card.date);
        let Text { fr, en } = in_both(&card.description_fr, &card.description_en);
        set.description = ground::lang::Text { fr, en };
        set.layers.push(Layer {
            name: card.name,
            version: card.version,
            date: card.date,
            licence: card.licence,
            hash,
            signed,
            rows_added: 0,
            rows_replaced: 0,
        });
        let places = (0..).map(FactorId);
        let ids = set.factors.iter().zip(places).map(|(one, at)| (one.id.clone(), at)).collect();
        let layer = set.layers.len() - 1;
        Self { set, layer, ids, overwrote: false, cleared: HashSet::new() }
    }

    /// Reads what factors refer to: sources, criteria, zones, types.
    fn catalogue(&mut self, files: &SetFiles) -> Result<(), Fault> {
        let sources = ["source_id", "title", "publisher", "year", "url", "licence"];
        if let Some(table) = files.table("sources.csv", &sources)? {
            self.sources(&table)?;
        }
        let criteria = ["criterion", "unit"];
        if let Some(table) = files.table("criteria.csv", &criteria)? {
            self.criteria(&table)?;
        }
        let zones = ["zone", "iso2", "continent"];
        if let Some(table) = files.table("zones.csv", &zones)? {
            self.zones(&table)?;
        }
        let types = ["equipment_type", "parent_type", "kind"];
        if let Some(table) = files.table("types.csv", &types)? {
            self.types(&table)?;
        }
        Ok(())
    }

    /// Reads the topics.
    fn rows_of_factors(&mut self, files: &SetFiles) -> Result<(), Fault> {
        let equipment = [
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
        ];
        if let Some(table) = files.table("equipment.csv", &equipment)? {
            self.equipment(&table)?;
        }
        let electricity =
            ["factor_id", "zone", "year", "criterion", "value", "unit", "low", "high", "source_id"];
        if let Some(table) = files.table("electricity.csv", &electricity)? {
            self.electricity(&table)?;
        }
        let parts = [
            "factor_id",
            "zone",
            "year",
            "part",
            "criterion",
            "value",
            "unit",
            "low",
            "high",
            "source_id",
        ];
        if let Some(table) = files.table("electricity-parts.csv", &parts)? {
            self.electricity_parts(&table)?;
        }
        if let Some(table) = files.table("intervals.csv", &published::INTERVALS)? {
            self.intervals(&table)?;
        }
        if let Some(table) = files.table("published.csv", &published::PUBLISHED)? {
            self.published(&table)?;
        }
        if let Some(table) = files.table("lifetimes.csv", &BY_TYPE)? {
            self.lifetimes(&table)?;
        }
        if let Some(table) = files.table("energy.csv", &BY_TYPE)? {
            self.energy(&table)?;
        }
        if let Some(table) = files.table("weights.csv", &BY_TYPE)? {
            self.weights(&table)?;
        }
        if let Some(table) = files.table("models.csv", &models::COLUMNS)? {
            self.models(&table)?;
        }
        let centres = ["factor_id", "key", "metric", "value", "unit", "source_id"];
        if let Some(table) = files.table("datacentres.csv", &centres)? {
            self.datacentres(&table)?;
        }
        let budgets = ["criterion", "value", "unit", "source_id"];
        if let Some(table) = files.table("budgets.csv", &budgets)? {
            self.budgets(&table)?;
        }
        self.component_topics(|name, columns| files.table(name, columns))?;
        self.services(files)
    }
}
