//! The estate in canonical form, without personal data, as a pack carries it.

use super::super::args::{EstateArgs, Meant};
use super::super::run::{Doors, cannot_write};
use super::super::{terminal, years};
use super::make::{put, put_set};
use empreinte::allocation::known_columns;
use empreinte::audit::{Cleaned, Described, FORMAT, cleaned, cleaned_ledger, is_sound};
use empreinte::equipment::{UserKey, Users};
use empreinte::estate::FileKind;
use empreinte::factor::{SetPlace, file_digest};
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::movement::{BeneficiaryStatus, Column, MovementKind};
use empreinte::report::{InventoryOut, InventoryRows, inventory_heading};
use empreinte::table::{CsvDialect, CsvOut, TextSource, bytes_of_input, unwritable};
use empreinte::text;
use empreinte::walk::{Intake, Walk};
use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};

/// The columns of datacentres, and those of G4IT.
const CENTRES: [&str; 10] = [
    "datacentre_id",
    "name",
    "country",
    "pue",
    "wue_l_per_kwh",
    "year",
    "measured_kwh",
    "nomCourtDatacenter",
    "localisation",
    "nomLongDatacenter",
];
/// What the key of users' pseudonyms begins with.
const OF_USERS: &str = "empreinte audit users";
/// How many bytes of an original are read at once for it.
const PIECE: u64 = 1 << 20;

/// Whether the arguments name an estate folder.
pub(super) fn is_folder(paths: &[PathBuf]) -> bool {
    matches!(paths, [path] if path.is_dir())
}

/// The command in `run.json` of the originals.
pub(super) fn command(described: &Described) -> Vec<String> {
    let own = ["empreinte", "audit"].map(str::to_owned);
    own.into_iter().chain(described.options.iter().cloned()).collect()
}

/// Writes the estate and its factors below a folder; says how they were read, and how many cells of
/// the tables beside the inventories are masked.
pub(super) fn stage(
    args: &EstateArgs,
    meant: &Meant,
    root: &Path,
    lang: Lang,
) -> Result<(Described, usize), Fault> {
    let year = meant.options.year.year;
    inventories(args, meant, root, lang)?;
    let mut card = meant.estate.card.clone();
    // What columns are is said of the originals' headings; canonical ones are known.
    card.columns.clear();
    put(root, "estate/estate.toml", card.to_toml()?.as_bytes())?;
    let masked = tables(meant, root)?;
    let own = &meant.estate.root;
    if is_folder(&args.paths) {
        for name in ["answers.toml", "plan.toml"] {
            let path = own.join(name);
            if path.is_file() {
                let bytes = bytes_of_input(&path)
                    .map_err(|error| TextSource::cannot_read(&path, &error))?;
                put(root, &format!("estate/{name}"), &bytes)?;
            }
        }
    }
    if let Some(folder) = meant.estate.own_factors() {
        let (_, files) = SetPlace::Folder(folder).contents()?;
        for (name, bytes) in files {
            put(root, &format!("estate/emission-factors/{name}"), &bytes)?;
        }
    }
    let factors = factors(args, meant, root)?;
    let described = Described {
        format: FORMAT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        organisation: meant.estate.card.organisation.name.clone(),
        year,
        as_of: meant.options.year.as_of.to_string(),
        method: meant.method.name.clone(),
        criteria: meant.options.criteria.clone(),
        factors,
        unsigned_factors: args.unsigned_factors,
        lang: lang.label("fr", "en").to_owned(),
        options: args.said(),
    };
    Ok((described, masked))
}

/// The inventories of the year and of those before.
fn inventories(args: &EstateArgs, meant: &Meant, root: &Path, lang: Lang) -> Result<(), Fault> {
    let year = meant.options.year.year;
    let mut earlier: Vec<i32> = meant.estate.years();
    earlier.retain(|one| *one < year && is_folder(&args.paths));
    for one in earlier {
        let before = args.in_year(args.paths.clone(), one).meant(lang)?;
        // A year that cannot be read is left out of indicators too.
        if let Err(fault) = inventory(&before, root) {
            let said = fault.render(lang);
            terminal::say(
                text!(
                    "inventaire {one} laissé hors du dossier d'audit : {said}",
                    "inventory {one} left out of the pack: {said}"
                )
                .say(lang),
            );
            let _ = std::fs::remove_file(root.join(format!("estate/inventories/{one}.csv")));
        }
    }
    let intake = inventory(meant, root)?;
    // The pack's own inventory is canonical, and has no such column left.
    years::say_columns_unread(&intake, lang);
    Ok(())
}

/// The inventory of a year, as `import` writes it.
fn inventory(meant: &Meant, root: &Path) -> Result<Intake, Fault> {
    let refused = |error: std::io::Error| cannot_write(&error);
    let (year, dialect) = (meant.options.year.year, CsvDialect::Standard);
    let prepared = Walk::prepare(&meant.estate, &meant.set, &meant.method, meant.options.clone())?;
    let path = root.join(format!("estate/inventories/{year}.csv"));
    put(root, &format!("estate/inventories/{year}.csv"), b"")?;
    let mut file = BufWriter::new(File::create(&path).map_err(|error| unwritable(&path, &error))?);
    inventory_heading(&mut file, dialect).map_err(refused)?;
    let key = user_key(meant)?;
    let recorder = || {
        let users = Users::as_told(&key);
        InventoryRows::new(prepared.names(), &prepared.datacentres, dialect, users)
    };
    let mut doors = Doors::new(None, InventoryOut::new(file, dialect), Lang::Fr);
    let intake = prepared.read(&prepared.kernel()?, recorder, &mut doors)?;
    doors.batches.finish().map_err(refused)?;
    Ok(intake)
}

/// The key of the pack's pseudonyms: the same from the same originals, and known to nobody who has
/// not got them. What originals are listed with is their plain digest, which tells nothing of it.
fn user_key(meant: &Meant) -> Result<UserKey, Fault> {
    let mut files = meant.estate.inputs();
    files.retain(|path| path.is_file());
    files.sort();
    let (mut known, mut piece) = (OF_USERS.to_owned(), Vec::new());
    for path in files {
        let refused = |error: std::io::Error| TextSource::cannot_read(&path, &error);
        let mut file = File::open(&path).map_err(refused)?;
        // In pieces: inventories may be larger than memory.
        loop {
            piece.clear();
            if file.by_ref().take(PIECE).read_to_end(&mut piece).map_err(refused)? == 0 {
                break;
            }
            let own = UserKey::new(&[known.as_bytes(), piece.as_slice()].concat())?;
            known = own.pseudonym(OF_USERS);
        }
    }
    UserKey::new(known.as_bytes())
}

/// The other tables: the columns that are read, nothing else; gives back how many cells are masked.
fn tables(meant: &Meant, root: &Path) -> Result<usize, Fault> {
    let mut masked = 0;
    let mut put = |name: &str, table: Cleaned| {
        masked += table.masked;
        put(root, name, &table.bytes)
    };
    let (estate, year) = (&meant.estate, meant.options.year.year);
    let exact = |known: Vec<&'static str>| {
        move |heading: &str| known.iter().find(|name| **name == heading.trim()).copied()
    };
    // A note is free text.
    let services = empreinte::service::COLUMNS.into_iter().filter(|name| *name != "note");
    for (at, path) in (1..).zip(&estate.usage) {
        let name = format!("estate/usage/usage-{at:04}.csv");
        put(&name, cleaned(path, exact(empreinte::equipment::USAGE_COLUMNS.to_vec()))?)?;
    }
    if let Some(path) = estate.movements_file() {
        let named = |heading: &str| {
            let column = Column::named(heading)?;
            let own = !matches!(column, Column::EnteredBy | Column::Note);
            own.then(|| column.code())
        };
        // Parties between organisations, which papers name; those of an assignment, and staff that a
        // machine was sold or given to, are people.
        let keeps = |kind: &str, to: &str| {
            use MovementKind::{Donate, Sell, Transfer, WeeeHandover, WeeeTreated};
            let kind = MovementKind::named(kind);
            BeneficiaryStatus::named(to) != Some(BeneficiaryStatus::Staff)
                && matches!(kind, Some(Transfer | Donate | Sell | WeeeHandover | WeeeTreated))
        };
        put("estate/movements.csv", cleaned_ledger(&path, named, keeps)?)?;
    }
    if let Some(path) = estate.services_file() {
        put("estate/services.csv", cleaned(&path, exact(services.collect()))?)?;
    }
    let centres = estate.datacentres_file();
    if !estate.datacentres(year)?.is_empty() {
        put("estate/datacentres.csv", cleaned(&centres, exact(CENTRES.to_vec()))?)?;
    }
    for (kind, name) in
        [(FileKind::Machines, "virtual-machines"), (FileKind::Applications, "applications")]
    {
        for (at, path) in (1..).zip(estate.virtual_files(kind, year)) {
            let table = cleaned(&path, exact(known_columns().collect()))?;
            let place = if at == 1 { String::new() } else { "inventories/".to_owned() };
            let more = if at == 1 { String::new() } else { format!("-{at}") };
            put(&format!("estate/{place}{name}{more}.csv"), table)?;
        }
    }
    Ok(masked)
}

/// The factor sets used, but for the estate's own, lowest first; gives back their names.
fn factors(args: &EstateArgs, meant: &Meant, root: &Path) -> Result<Vec<String>, Fault> {
    let mut given = Vec::new();
    for word in &args.factors {
        let place = SetPlace::named(word)?;
        let contents = place.contents()?;
        given.push((word.clone(), contents));
    }
    let own = meant.estate.own_factors().map(|folder| SetPlace::Folder(folder).contents());
    let own = own.transpose()?.map(|(name, _)| name);
    let mut names = Vec::new();
    for layer in &meant.set.layers {
        if own.as_ref() == Some(&layer.name) {
            continue;
        }
        let known = given.iter().find(|(_, (name, _))| *name == layer.name);
        let files = match known {
            Some((_, (_, files))) => files.clone(),
            None => base(&layer.name, &given)?.contents()?.1,
        };
        if !is_sound(&layer.name) {
            return Err(Fault::new(text!(
                "nom de jeu de facteurs qu'un dossier d'audit ne prend pas : {0}",
                "name of a factor set that an audit pack does not take: {0}",
                layer.name
            )));
        }
        put_set(root, &layer.name, files)?;
        names.push(layer.name.clone());
    }
    Ok(names)
}

type StagedFiles = (PathBuf, (String, Vec<(String, Vec<u8>)>));

/// A set that another lies over: one of the program, or a folder beside one that was given.
fn base(name: &str, given: &[StagedFiles]) -> Result<SetPlace, Fault> {
    let beside = given.iter().filter_map(|(place, _)| Some(place.parent()?.join(name)));
    let beside = beside.into_iter().find(|folder| folder.is_dir());
    SetPlace::named(&beside.unwrap_or_else(|| PathBuf::from(name)))
}

/// The original files, each with its digest, told from the estate's folder.
pub(super) fn originals(meant: &Meant, paths: &[PathBuf]) -> Result<Vec<u8>, Fault> {
    let root = &meant.estate.root;
    let mut files = meant.estate.inputs();
    if is_folder(paths) {
        files.push(root.join("plan.toml"));
    }
    files.retain(|path| path.exists());
    files.sort();
    files.dedup();
    let refused = |error: std::io::Error| cannot_write(&error);
    let mut out = CsvOut::new(Vec::new(), CsvDialect::Standard, &["path", "bytes", "sha256"])
        .map_err(refused)?;
    for path in files {
        let length =
            std::fs::metadata(&path).map_err(|e| TextSource::cannot_read(&path, &e))?.len();
        let name = path.strip_prefix(root).map_or_else(
            |_| path.file_name().map_or_else(|| path.clone(), PathBuf::from),
            Path::to_owned,
        );
        let name = name.display().to_string().replace('\\', "/");
        let length = if path.is_dir() { None } else { Some(length as f64) };
        out.text(&name).maybe(length).text(&file_digest(&path)?).end().map_err(refused)?;
    }
    out.finish().map_err(refused)
}
