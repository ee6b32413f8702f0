//! The estate folder: which files it has, and for which years.

use super::counted::{Imported, is_imported};
use super::listed::{
    csv_files, files_of, forms_not_read, inventories_in, is_documents, is_form, misspelt_in,
    tables_below, year_in_name, year_told,
};
use super::names::{
    ANSWERS, CARD, DATACENTRES, Ending, FACTORS, INVENTORIES, MAPPINGS, MOVEMENTS, PLAN, SERVICES,
    USAGE,
};
use super::there::refuse_what_is_no_file;
use super::virtual_files::{FileKind, apart, own_virtual_files};
use super::{Card, Datacentre};
use ground::fault::Fault;
use ground::table::Encoding;
use ground::text;
use ground::way::Way;
use inventory::{Kinds, Mapping, Opening, Remembered, SourceFormat, ToldColumn};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// An estate: its card and its files.
#[derive(Debug, Clone)]
pub struct Estate {
    /// Its folder, or the folder of the lone file.
    pub root: PathBuf,
    /// What it says of itself.
    pub card: Card,
    /// Its inventories by year; a lone file without a year in its name is under `None`.
    pub inventories: BTreeMap<Option<i32>, Vec<PathBuf>>,
    /// Files among its inventories that tell a year in their names and are of no kind that is read.
    pub(super) not_read: Vec<(Option<i32>, PathBuf)>,
    /// Files that are called as one that is read, in a form that no reader takes.
    pub(super) forms_not_read: Vec<String>,
    /// Files that are called as one that is read but for their capitals.
    pub(super) misspelt: Vec<String>,
    /// Its usage files.
    pub usage: Vec<PathBuf>,
    /// Its mappings of columns, for inventories with their headings.
    pub mappings: Vec<Mapping>,
    /// The mapping to read every inventory by, where the user gives one.
    pub mapping: Option<Mapping>,
    /// The source to read every table as, where the user says it.
    pub source: Option<SourceFormat>,
    /// What the card and the user say of columns.
    pub columns: Vec<ToldColumn>,
    /// Its files of virtual machines and applications, with the year in their names if any.
    pub(super) virtual_files: Vec<(FileKind, Option<i32>, PathBuf)>,
    /// Where its card was said.
    pub(super) card_path: PathBuf,
    /// What an import counted, where it is the folder that one wrote.
    pub imported: Option<Imported>,
    /// Whether it is a folder; a lone file takes nothing from the folder it stands in.
    pub(super) is_folder: bool,
    /// What was found of its files: the walks of one run open the same ones.
    pub(super) remembered: Remembered,
}

impl Estate {
    /// The files of virtual machines, or of applications, of a year; a file whose name tells no
    /// year is of every year.
    pub fn virtual_files(&self, kind: FileKind, year: i32) -> Vec<PathBuf> {
        let of_year = |named: &Option<i32>| named.is_none_or(|named| named == year);
        self.virtual_files
            .iter()
            .filter(|(known, named, _)| *known == kind && of_year(named))
            .map(|(_, _, path)| path.clone())
            .collect()
    }

    /// Opens an estate folder, or inventory files.
    ///
    /// # Errors
    ///
    /// There is no such folder or file, or it holds no inventory.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Fault> {
        match paths {
            [folder] if folder.is_dir() && !is_documents(folder)? => Self::folder(folder),
            files => Self::files(files),
        }
    }

    /// An estate of a folder, or of files of it, without any file yet.
    pub(super) fn of(root: &Path, card: Card, is_folder: bool) -> Self {
        Self {
            root: root.to_owned(),
            card,
            card_path: PathBuf::from("options"),
            inventories: BTreeMap::new(),
            not_read: Vec::new(),
            forms_not_read: Vec::new(),
            misspelt: Vec::new(),
            usage: Vec::new(),
            mappings: Vec::new(),
            mapping: None,
            source: None,
            columns: Vec::new(),
            virtual_files: Vec::new(),
            imported: None,
            is_folder,
            remembered: Remembered::default(),
        }
    }

    /// How its inventory files are opened.
    pub fn opening<'a>(
        &'a self,
        encoding: Option<Encoding>,
        kinds: Option<&'a dyn Kinds>,
    ) -> Opening<'a> {
        Opening {
            encoding,
            mappings: &self.mappings,
            mapping: self.mapping.as_ref(),
            kinds,
            source: self.source,
            columns: &self.columns,
            year: None,
            among_several: false,
            remembered: Some(&self.remembered),
        }
    }

    /// About how many bytes of text these inventory files of its have.
    pub fn text_bytes(&self, files: &[PathBuf]) -> u64 {
        files.iter().map(|file| inventory::text_bytes(file, &self.remembered)).sum()
    }

    fn folder(root: &Path) -> Result<Self, Fault> {
        refuse_what_is_no_file(root)?;
        if is_imported(root) {
            return Self::imported(root);
        }
        let card_path = root.join(CARD);
        let card = if card_path.exists() {
            let text = ground::table::text_of_input(&card_path)
                .map_err(|error| ground::table::TextSource::cannot_read(&card_path, &error))?;
            Card::parse(&card_path, &text)?
        } else {
            Card::blank()
        };
        let own = root.join(INVENTORIES);
        let folder = if own.is_dir() { own } else { root.to_owned() };
        let mut inventories: BTreeMap<Option<i32>, Vec<PathBuf>> = BTreeMap::new();
        let mut virtual_files = own_virtual_files(root);
        for path in inventories_in(&folder, folder != root)? {
            let is_other = folder == root && is_form(&path);
            if is_other {
                continue;
            }
            match FileKind::of(&path) {
                FileKind::Inventory => {
                    inventories.entry(year_told(&path, &folder)).or_default().push(path);
                }
                kind => virtual_files.push((kind, year_in_name(&path), path)),
            }
        }
        if let (Some(undated), true) =
            (inventories.get(&None), inventories.len() > 1 || card_path.exists())
        {
            return Err(Fault::new(text!(
                "le nom de cet inventaire ne dit pas son année",
                "this inventory's name does not tell its year"
            ))
            .in_file(&undated[0])
            .hint(text!(
                "nommez-le par l'année de sa date d'arrêté, par exemple `2025.csv`",
                "name it after the year of its cut-off date, for example `2025.csv`"
            )));
        }
        if inventories.is_empty() {
            return Err(Fault::new(text!(
                "aucun inventaire dans ce dossier",
                "no inventory in this folder"
            ))
            .in_file(&folder)
            .hint(text!(
                "posez-y l'export de votre outil, par exemple `inventories/2025.csv`",
                "put your tool's export there, for example `inventories/2025.csv`"
            )));
        }
        let read: BTreeSet<&PathBuf> = inventories.values().flatten().collect();
        // Beside a card stand reports and other papers; among the inventories, what is of the year.
        let among = if folder == root { Vec::new() } else { files_of(&folder, |_| true)? };
        let is_own = |path: &PathBuf| {
            read.contains(path) || virtual_files.iter().any(|(_, _, own)| own == path)
        };
        let mut not_read: Vec<(Option<i32>, PathBuf)> = among
            .into_iter()
            .filter(|path| !is_own(path))
            .filter_map(|path| Some((Some(year_in_name(&path)?), path)))
            .collect();
        if folder != root {
            let below = tables_below(&folder, &read)?.into_iter().filter(|path| !is_own(path));
            not_read.extend(below.map(|path| (year_told(&path, &folder), path)));
        }
        let forms_not_read = forms_not_read(root)?;
        let usage_folder = root.join(USAGE);
        let usage = if usage_folder.is_dir() { csv_files(&usage_folder)? } else { Vec::new() };
        let mut mappings = Vec::new();
        for path in
            files_of(&root.join(MAPPINGS), |path| Ending::of(path) == Some(Ending::Settings))?
        {
            mappings.push(Mapping::open(&path)?);
        }
        let columns = told(&card, &card_path)?;
        Ok(Self {
            inventories,
            not_read,
            forms_not_read,
            misspelt: misspelt_in(root)?,
            usage,
            mappings,
            columns,
            virtual_files,
            card_path,
            ..Self::of(root, card, true)
        })
    }

    fn files(files: &[PathBuf]) -> Result<Self, Fault> {
        for file in files {
            if file.is_dir() && !is_documents(file)? {
                return Err(Fault::new(text!(
                    "donnez un seul dossier, ou des fichiers",
                    "give a single folder, or files"
                ))
                .in_file(file));
            }
            if let Err(error) = std::fs::metadata(file) {
                return Err(ground::table::TextSource::cannot_read(file, &error));
            }
        }
        let (virtual_files, files) = apart(files)?;
        let years: Vec<Option<i32>> = files.iter().map(|file| year_in_name(file)).collect();
        // Files given together are one inventory: years apart would count the estate twice.
        let mut named: Vec<i32> = years.iter().copied().flatten().collect();
        named.sort_unstable();
        named.dedup();
        if named.len() > 1 {
            let named: Vec<String> = named.iter().map(i32::to_string).collect();
            return Err(Fault::new(text!(
                "ces fichiers sont de plusieurs années : {0}",
                "these files are of several years: {0}",
                named.join(", ")
            ))
            .hint(text!(
                "donnez le dossier et `--year`, ou les fichiers d'une seule année",
                "give the folder and `--year`, or the files of a single year"
            )));
        }
        let year = years.iter().copied().max().flatten();
        let root = files[0].parent().unwrap_or(Path::new("")).to_owned();
        let inventories = BTreeMap::from([(year, files)]);
        Ok(Self { inventories, virtual_files, ..Self::of(&root, Card::blank(), false) })
    }

    /// The inventory files of a year.
    ///
    /// # Errors
    ///
    /// The estate has no inventory of that year.
    pub fn inventory_of(&self, year: i32) -> Result<&[PathBuf], Fault> {
        // Lone files are taken for the year asked for, whatever their names.
        if !self.is_folder {
            return Ok(self.inventories.values().next().map_or(&[], Vec::as_slice));
        }
        let undated = self.inventories.get(&None);
        self.inventories.get(&Some(year)).or(undated).map(Vec::as_slice).ok_or_else(|| {
            let years: Vec<String> = self.years().iter().map(i32::to_string).collect();
            Fault::new(text!("pas d'inventaire de {year}", "no inventory of {year}"))
                .in_file(&self.root)
                .hint(text!("années présentes : {}", "years there are: {}", years.join(", ")))
        })
    }

    /// How the user can say more of it.
    pub fn way(&self) -> Way {
        if self.is_folder && self.imported.is_none() { Way::Card } else { Way::Option }
    }

    /// The folder of the organisation's own factors, where the estate has one.
    pub fn own_factors(&self) -> Option<PathBuf> {
        let folder = self.root.join(FACTORS);
        (self.is_folder && folder.is_dir()).then_some(folder)
    }

    /// The years it has an inventory of.
    pub fn years(&self) -> Vec<i32> {
        self.inventories.keys().copied().flatten().collect()
    }

    /// The datacentres of a year.
    ///
    /// # Errors
    ///
    /// `datacentres.csv` is there and cannot be read.
    pub fn datacentres(&self, year: i32) -> Result<Vec<Datacentre>, Fault> {
        let path = self.datacentres_file();
        let listed = self.is_folder && path.exists();
        if listed { Datacentre::read(&path, year) } else { Ok(Vec::new()) }
    }

    /// Where its datacentres are listed.
    pub fn datacentres_file(&self) -> PathBuf {
        self.root.join(DATACENTRES)
    }

    /// Its ledger of movements, where it has one.
    pub fn movements_file(&self) -> Option<PathBuf> {
        let path = self.root.join(MOVEMENTS);
        (self.is_folder && path.exists()).then_some(path)
    }

    /// What it declares, where it declares something.
    pub fn answers_file(&self) -> Option<PathBuf> {
        let path = self.root.join(ANSWERS);
        (self.is_folder && path.exists()).then_some(path)
    }

    /// Its plan, where it has one.
    pub fn plan_file(&self) -> Option<PathBuf> {
        let path = self.root.join(PLAN);
        (self.is_folder && path.exists()).then_some(path)
    }

    /// All files that a run may read, whatever the year.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> = self.inventories.values().flatten().cloned().collect();
        all.extend(self.usage.iter().cloned());
        all.extend(self.virtual_files.iter().map(|(_, _, path)| path.clone()));
        all.extend(self.own_files());
        all.extend(self.movements_file());
        all.extend(self.answers_file());
        all
    }

    /// The files among the inventories of a year that no reader takes, by their names.
    pub fn not_read(&self, year: i32) -> Vec<String> {
        let of_year = self.not_read.iter().filter(|(of, _)| of.is_none_or(|of| of == year));
        let folder = self.root.join(INVENTORIES);
        let name = |path: &PathBuf| {
            let below = path.strip_prefix(&folder).ok();
            let name = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
            name.display().to_string()
        };
        of_year.map(|(_, path)| name(path)).collect()
    }

    /// Its files that have the name of one that is read, or stand among such, and that no reader takes:
    /// `movements.xlsx`, `usage/2025.xlsx`; by their names below its folder.
    pub fn forms_not_read(&self) -> &[String] {
        &self.forms_not_read
    }

    /// Its files that are called as one that is read but for their capitals, which no reader opens.
    pub fn misspelt(&self) -> &[String] {
        &self.misspelt
    }

    /// Files that weigh in its footprint and are no inventory, by their names below its folder: those
    /// that an import leaves where they are, or the import that wrote it left.
    pub fn stayed(&self, of_import: bool) -> Vec<String> {
        match &self.imported {
            Some(imported) => return imported.stayed.clone(),
            None if !of_import => return Vec::new(),
            None => {}
        }
        let services = Some(self.root.join(SERVICES));
        let services = services.filter(|path| self.is_folder && path.exists());
        let files = services.into_iter().chain(self.movements_file());
        let files = files.chain(self.usage.iter().cloned());
        let files = files.chain(self.virtual_files.iter().map(|(_, _, path)| path.clone()));
        files
            .map(|path| path.strip_prefix(&self.root).unwrap_or(&path).display().to_string())
            .collect()
    }

    /// Its own files that are there besides inventories and usage.
    pub fn own_files(&self) -> Vec<PathBuf> {
        let card = self.is_folder.then(|| self.root.join(CARD));
        // A card said elsewhere is the one that was read.
        let said = Some(self.card_path.clone()).filter(|path| path.is_file());
        let beside = [self.datacentres_file(), self.root.join(SERVICES)];
        let mappings =
            self.mappings.iter().chain(&self.mapping).map(|mapping| mapping.path.clone());
        let beside = beside.into_iter().filter(|path| self.is_folder && path.exists());
        said.or(card)
            .into_iter()
            .filter(|path| path.exists())
            .chain(beside)
            .chain(mappings)
            .collect()
    }

    /// Its service lines: network, storage and printing that it buys; `None` when it has none.
    pub fn services_file(&self) -> Option<PathBuf> {
        let path = self.root.join(SERVICES);
        (self.is_folder && path.exists()).then_some(path)
    }

    /// Where its card was said: its file, or the options of the command.
    pub fn card_file(&self) -> PathBuf {
        self.card_path.clone()
    }

    /// Takes a card that stands elsewhere in the place of its own; what the user said of columns
    /// goes before what it says.
    ///
    /// # Errors
    ///
    /// It says of a column what none can be.
    pub fn take_card(&mut self, card: Card, from: PathBuf) -> Result<(), Fault> {
        let said = std::mem::take(&mut self.columns);
        self.columns = told(&card, &from)?;
        self.columns.extend(said);
        (self.card, self.card_path) = (card, from);
        Ok(())
    }

    /// Says that its card was also said elsewhere: a fault may stand in either.
    pub fn card_is_also_of(&mut self, place: &Path) {
        self.card_path = if self.card_path.exists() {
            PathBuf::from(format!("{}, {}", self.card_path.display(), place.display()))
        } else {
            place.to_owned()
        };
    }
}

/// What a card says of columns.
fn told(card: &Card, path: &Path) -> Result<Vec<ToldColumn>, Fault> {
    let said = card.columns.iter();
    said.map(|(heading, code)| ToldColumn::new(heading, code).map_err(|fault| fault.in_file(path)))
        .collect()
}
