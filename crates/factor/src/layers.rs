//! Layers: a set lies over another, and what it says takes the place of what lies below.

use super::layer::Layer;
use super::load::SetFiles;
use super::{FactorId, FactorSet, manifest, shipped};
use ground::fault::Fault;
use ground::text;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Files by name, each with its bytes.
pub type NamedFiles = Vec<(String, Vec<u8>)>;

/// The set used where none is named, and that a lone folder of some topics lies over unless it
/// says another.
pub const DEFAULT_SET: &str = "core-2026.12";

/// Where a set is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetPlace {
    /// One that the program carries.
    Shipped(&'static str),
    /// A folder.
    Folder(PathBuf),
}

impl SetPlace {
    /// The place a user means: a folder, or the name of a set that the program carries.
    ///
    /// # Errors
    ///
    /// It is neither.
    pub fn named(word: &Path) -> Result<Self, Fault> {
        let name = word.to_string_lossy();
        if let Some(known) = shipped::names().find(|known| *known == name) {
            return Ok(Self::Shipped(known));
        }
        if word.is_dir() {
            return Ok(Self::Folder(word.to_owned()));
        }
        let names: Vec<&str> = shipped::names().collect();
        Err(Fault::new(text!("jeu de facteurs introuvable", "factor set not found"))
            .in_file(word)
            .hint(text!(
                "donnez un dossier contenant set.toml, ou un jeu du programme : {0}",
                "give a folder that holds set.toml, or a set of the program: {0}",
                names.join(", ")
            )))
    }

    /// The name of the set and its files, each with its bytes, as a pack for an auditor carries them.
    ///
    /// # Errors
    ///
    /// A file cannot be read.
    pub fn contents(&self) -> Result<(String, NamedFiles), Fault> {
        let files = self.files()?;
        let name = files.card()?.name;
        Ok((name, files.into_contents()))
    }

    fn files(&self) -> Result<SetFiles, Fault> {
        match self {
            Self::Shipped(name) => Ok(SetFiles::shipped(name)),
            Self::Folder(folder) => SetFiles::in_folder(folder),
        }
    }
}

impl FactorSet {
    /// Opens a set from its folder, with the set it says it lies over.
    ///
    /// # Errors
    ///
    /// As [`FactorSet::stack`].
    pub fn open(folder: &Path, unsigned: bool) -> Result<Self, Fault> {
        Self::stack(&[SetPlace::Folder(folder.to_owned())], unsigned)
    }

    /// Opens the set that the program carries, `core-2026.12`.
    ///
    /// # Errors
    ///
    /// Its manifest does not hold, which a build from an unchanged checkout cannot meet.
    pub fn shipped() -> Result<Self, Fault> {
        Self::stack(&[SetPlace::Shipped(DEFAULT_SET)], false)
    }

    /// Opens sets laid over one another, lowest first. What a set says it lies over is laid first.
    ///
    /// # Errors
    ///
    /// A file is missing, was changed since it was published, or holds a row that is not sound; a
    /// set lies over one that is not there. A set without manifest loads only with `unsigned`.
    pub fn stack(places: &[SetPlace], unsigned: bool) -> Result<Self, Fault> {
        let mut set = Self::empty();
        for place in places {
            let files = place.files()?;
            let card = files.card()?;
            set = set.with_base(&files, card.base.as_deref(), unsigned)?;
            set = set.lay(&files, card, unsigned)?;
        }
        Ok(set)
    }

    /// Opens one set to check it: as [`FactorSet::open`], but a set of some topics that names no
    /// base lies over `core-2026.12`, as an estate's own factors do.
    ///
    /// A set that has no manifest yet is checked too: the manifest is what comes after.
    ///
    /// # Errors
    ///
    /// As [`FactorSet::stack`].
    pub fn open_alone(folder: &Path, unsigned: bool) -> Result<Self, Fault> {
        let files = SetFiles::in_folder(folder)?;
        let unsigned = unsigned || !files.is_signed();
        let own = SetPlace::Folder(folder.to_owned());
        if files.is_whole() || files.card()?.base.is_some() {
            return Self::stack(&[own], unsigned);
        }
        Self::stack(&[SetPlace::Shipped(DEFAULT_SET), own], unsigned)
    }

    /// Whether a set has some topics only and does not say which set it lies over: it cannot be given
    /// alone.
    ///
    /// # Errors
    ///
    /// The folder has no `set.toml` that can be read.
    pub fn wants_base(folder: &Path) -> Result<bool, Fault> {
        let files = SetFiles::in_folder(folder)?;
        Ok(!files.is_whole() && files.card()?.base.is_none())
    }

    /// The manifest that a folder would have as an organisation's own set, after checking it.
    ///
    /// # Errors
    ///
    /// The set does not hold, or has the name of a published one.
    pub fn sign(folder: &Path) -> Result<String, Fault> {
        let files = SetFiles::in_folder(folder)?.without_manifest();
        let card = files.card()?;
        if shipped::names().any(|name| name == card.name) {
            return Err(Fault::new(text!(
                "`{0}` est le nom d'un jeu publié, qui ne change jamais",
                "`{0}` is the name of a published set, which never changes",
                card.name
            ))
            .in_file(&files.path("set.toml"))
            .hint(text!(
                "donnez un autre `name` à votre jeu dans set.toml",
                "give your set another `name` in set.toml"
            )));
        }
        let mut set = Self::empty();
        if !files.is_whole() || card.base.is_some() {
            let base = card.base.clone().unwrap_or_else(|| DEFAULT_SET.to_owned());
            set = set.with_base(&files, Some(&base), true)?;
        }
        set.lay(&files, card, true)?;
        Ok(files.manifest())
    }

    /// Lays the base of a set first, unless it is there already.
    fn with_base(
        self,
        files: &SetFiles,
        base: Option<&str>,
        unsigned: bool,
    ) -> Result<Self, Fault> {
        let Some(base) = base else { return Ok(self) };
        if self.layers.iter().any(|layer| layer.name == base) {
            return Ok(self);
        }
        let card_path = files.path("set.toml");
        if !self.layers.is_empty() {
            return Err(Fault::new(text!(
                "ce jeu se pose sur `{base}`, qui n'est pas en dessous",
                "this set lies over `{base}`, which is not below"
            ))
            .in_file(&card_path)
            .hint(text!(
                "donnez `--factors {base}` avant lui",
                "give `--factors {base}` before it"
            )));
        }
        let place = match shipped::names().find(|name| *name == base) {
            Some(name) => SetPlace::Shipped(name),
            None => SetPlace::Folder(files.beside(base)),
        };
        let below = place.files().and_then(|files| Ok((files.card()?, files)));
        let (card, below) = below.map_err(|fault| {
            fault.hint(text!(
                "{0} dit `base = \"{base}\"` : un jeu du programme ({1}), ou un dossier voisin",
                "{0} says `base = \"{base}\"`: a set of the program ({1}), or a folder beside it",
                card_path.display(),
                shipped::names().collect::<Vec<_>>().join(", ")
            ))
        })?;
        if card.base.is_some() {
            return Err(Fault::new(text!(
                "le jeu du dessous ne peut pas lui-même avoir de base",
                "the set below cannot itself have a base"
            ))
            .in_file(&below.path("set.toml")));
        }
        self.lay(&below, card, unsigned)
    }

    /// A stack without layers.
    fn empty() -> Self {
        Self {
            name: String::new(),
            version: String::new(),
            date: String::new(),
            licence: String::new(),
            description: ground::lang::Text { fr: String::new(), en: String::new() },
            hash: String::new(),
            layers: Vec::new(),
            criteria: Vec::new(),
            types: Vec::new(),
            zones: Vec::new(),
            sources: Vec::new(),
            factors: Vec::new(),
            type_by_code: HashMap::new(),
            embodied: Vec::new(),
            lifetimes: Vec::new(),
            energy: Vec::new(),
            weights: Vec::new(),
            electricity: BTreeMap::new(),
            parts: BTreeMap::new(),
            datacentres: BTreeMap::new(),
            one_electricity: None,
            components: super::components::Components::default(),
            models: super::ModelIndex::default(),
            services: Vec::new(),
            spreads: Vec::new(),
            budgets: Vec::new(),
        }
    }

    /// Says what the stack is, now that a layer lies on top.
    pub(super) fn rename(&mut self) {
        let joined = |what: fn(&Layer) -> &str| -> String {
            let mut words: Vec<&str> = self.layers.iter().map(what).collect();
            words.dedup();
            words.join(" + ")
        };
        let (name, licence) = (joined(|layer| &layer.name), joined(|layer| &layer.licence));
        self.hash = match self.layers.as_slice() {
            [one] => one.hash.clone(),
            all => {
                let hashes: Vec<&str> = all.iter().map(|layer| layer.hash.as_str()).collect();
                manifest::hex_digest((hashes.join("\n") + "\n").as_bytes())
            }
        };
        (self.name, self.licence) = (name, licence);
    }

    /// The identifier of the factor used instead of one, if any.
    pub fn replacement(&self, id: FactorId) -> Option<&str> {
        self.factor(id).replaced_by.map(|by| self.factor(by).id.as_str())
    }
}
