//! The archive that a workbook is: what it really unpacks to, measured before anything is kept.

use super::meter::{Excess, PartKind, XmlMeter};
use super::parts::read_of;
use super::{too_much, unreadable};
use ground::fault::Fault;
use ground::table::{no_temporary, temporary};
use ground::text;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The most that all parts may unpack to, in bytes: a sheet of a million rows takes half of it.
const MOST: u64 = 1 << 30;
/// The most that the table of shared words may unpack to, in bytes: it is kept in memory.
const MOST_WORDS: u64 = 256 << 20;
/// A part that unpacks to more than this must not have been smaller than a part in [`RATIO`].
const PLAIN: u64 = 32 << 20;
/// The most that a real sheet shrinks; zeros shrink a thousand times.
const RATIO: u64 = 400;
/// The most parts an archive may have.
const MOST_PARTS: usize = 10_000;

/// What a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkbookKind {
    Xlsx,
    Ods,
    /// One table of text, as Intune packs it; its place in the archive.
    Table(usize),
}

/// Measures an archive, and tells what it is.
///
/// # Errors
///
/// It is no workbook, does not hold together, or unpacks to more than any inventory.
pub(crate) fn check(path: &Path) -> Result<WorkbookKind, Fault> {
    let file = ground::table::open_input(path)
        .map_err(|error| ground::table::TextSource::cannot_read(path, &error))?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, error))?;
    let kind = kind_of(path, &archive)?;
    if archive.len() > MOST_PARTS {
        return Err(bomb(path));
    }
    let (mut total, mut long) = (0, BTreeMap::new());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| unreadable(path, error))?;
        let (packed, declared) = (part.compressed_size(), part.size());
        let what = part.name().map_or(PartKind::Cells, |name| PartKind::of(name.as_ref()));
        total += declared;
        if total > MOST || is_bomb(packed, declared, what == PartKind::Words) {
            return Err(bomb(path));
        }
        // What it says of itself may be false: it is unpacked once, and nothing is kept.
        let mut meter = XmlMeter::new(what, declared);
        let unpacked = io::copy(&mut part.by_ref().take(declared + 1), &mut meter)
            .map_err(|error| unreadable(path, error))?;
        if unpacked > declared {
            return Err(bomb(path));
        }
        match meter.excess() {
            Some(excess) if what != PartKind::Cells || is_of_its_own(part.name().ok()) => {
                return Err(excessive(path, excess));
            }
            Some(excess) => {
                long.insert(at, excess);
            }
            None => {}
        }
    }
    // What stands beside the sheets, as what a tool keeps of its own, may have text of any length.
    let read = first_read(kind, &mut archive, &long.keys().copied().collect());
    match read.and_then(|at| long.get(&at)) {
        Some(excess) => Err(excessive(path, *excess)),
        None => Ok(kind),
    }
}

/// Whether a part that is no sheet is read whatever refers to it: the colours of a workbook, or one of
/// which nobody can tell the name.
fn is_of_its_own(name: Option<std::borrow::Cow<'_, str>>) -> bool {
    name.is_none_or(|name| name.to_ascii_lowercase().replace('\\', "/").contains("theme/"))
}

/// The first of these parts that the reader of such a workbook reads.
fn first_read(
    kind: WorkbookKind,
    archive: &mut zip::ZipArchive<BufReader<File>>,
    long: &BTreeSet<usize>,
) -> Option<usize> {
    match kind {
        WorkbookKind::Xlsx => read_of(archive, long),
        WorkbookKind::Ods => {
            let mut is_content = |at: &usize| {
                archive.by_index_raw(*at).is_ok_and(|part| {
                    part.name().is_ok_and(|name| name.eq_ignore_ascii_case("content.xml"))
                })
            };
            long.iter().copied().find(|at| is_content(at))
        }
        WorkbookKind::Table(table) => long.get(&table).copied(),
    }
}

/// Unpacks the table of an archive that was measured.
///
/// # Errors
///
/// It cannot be unpacked or kept.
pub(crate) fn unpack(path: &Path, table: usize) -> Result<File, Fault> {
    let mut unpacked = temporary()?;
    let file = ground::table::open_input(path).map_err(|error| unreadable(path, error))?;
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| unreadable(path, error))?;
    let mut part = archive.by_index(table).map_err(|error| unreadable(path, error))?;
    let most = part.size();
    let mut piece = Vec::with_capacity(1 << 16);
    let mut part = part.by_ref().take(most);
    loop {
        piece.clear();
        // What cannot be unpacked is the archive's fault, what cannot be kept is the disk's.
        let read = part.by_ref().take(1 << 16).read_to_end(&mut piece);
        if read.map_err(|error| unreadable(path, error))? == 0 {
            break;
        }
        unpacked.write_all(&piece).map_err(|error| no_temporary(&error))?;
    }
    unpacked.rewind().map_err(|error| no_temporary(&error))?;
    Ok(unpacked)
}

/// About how many bytes of text an archive of tables holds: a cell of a sheet takes some four times
/// what it says.
pub(crate) fn unpacked(path: &Path) -> Option<u64> {
    let mut file = ground::table::open_input(path).ok()?;
    let mut start = [0; 4];
    file.read_exact(&mut start).ok().filter(|()| start == *b"PK\x03\x04")?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).ok()?;
    let parts = (0..archive.len()).map(|at| archive.by_index_raw(at).map_or(0, |part| part.size()));
    Some(parts.fold(0, u64::saturating_add) / 4)
}

/// A part of an archive that was measured, unpacked as it is read.
///
/// # Errors
///
/// It is not there, or cannot be read.
pub(super) fn document(path: &Path, name: &str) -> Result<Box<dyn Read>, Fault> {
    let broken = |error: &dyn std::fmt::Display| unreadable(path, error);
    let open = || ground::table::open_input(path).map_err(|error| broken(&error));
    let mut archive =
        zip::ZipArchive::new(BufReader::new(open()?)).map_err(|error| broken(&error))?;
    let part = archive.by_name(name).map_err(|error| broken(&error))?;
    let start = part.data_start().ok_or_else(|| broken(&"no data"))?;
    let (packed, unpacked, method) = (part.compressed_size(), part.size(), part.compression());
    drop(part);
    let mut bytes = open()?;
    bytes.seek(SeekFrom::Start(start)).map_err(|error| broken(&error))?;
    let bytes = BufReader::with_capacity(1 << 16, bytes.take(packed));
    Ok(match method {
        zip::CompressionMethod::Stored => Box::new(bytes.take(unpacked)),
        zip::CompressionMethod::Deflated => {
            Box::new(flate2::bufread::DeflateDecoder::new(bytes).take(unpacked))
        }
        other => return Err(broken(&other)),
    })
}

fn is_bomb(packed: u64, unpacked: u64, words: bool) -> bool {
    (unpacked > PLAIN && unpacked / packed.max(1) > RATIO) || (words && unpacked > MOST_WORDS)
}

fn bomb(path: &Path) -> Fault {
    let giga = MOST >> 30;
    too_much(
        path,
        text!(
            "le classeur se décompresse en bien plus qu'un inventaire (limite : {giga} Go, ou {RATIO} fois sa taille)",
            "the workbook unpacks to far more than an inventory (limit: {giga} GB, or {RATIO} times its size)"
        ),
    )
}

/// The fault of a part of which a parser would keep more than any inventory has.
#[cold]
pub(super) fn excessive(path: &Path, excess: Excess) -> Fault {
    match excess {
        Excess::Text => too_much(
            path,
            text!(
                "le classeur a une cellule de plus de texte qu'aucun tableur n'en garde",
                "the workbook has a cell of more text than any spreadsheet keeps"
            ),
        ),
        Excess::Things => too_much(
            path,
            text!(
                "le classeur a plus de formats, de noms, de mots ou de feuilles qu'aucun inventaire",
                "the workbook has more formats, names, words or sheets than any inventory"
            ),
        ),
        Excess::SaidWords => unreadable(path, "uniqueCount"),
    }
}

fn kind_of<R: Read + io::Seek>(
    path: &Path,
    archive: &zip::ZipArchive<R>,
) -> Result<WorkbookKind, Fault> {
    let has = |name: &str| archive.file_names().any(|known| known.is_ok_and(|known| known == name));
    if has("xl/workbook.xml") {
        return Ok(WorkbookKind::Xlsx);
    }
    if has("content.xml") {
        return Ok(WorkbookKind::Ods);
    }
    let tables: Vec<usize> = archive
        .file_names()
        .enumerate()
        .filter(|(_, name)| name.as_ref().is_ok_and(|name| name.to_lowercase().ends_with(".csv")))
        .map(|(at, _)| at)
        .collect();
    if let ([table], 1) = (tables.as_slice(), archive.len()) {
        return Ok(WorkbookKind::Table(*table));
    }
    let what = if has("xl/workbook.bin") {
        text!(
            "c'est un classeur XLSB, que l'outil ne lit pas",
            "this is an XLSB workbook, which is not read"
        )
    } else {
        text!(
            "c'est une archive ZIP, pas un classeur XLSX ou ODS",
            "this is a ZIP archive, not an XLSX or ODS workbook"
        )
    };
    Err(Fault::new(what).in_file(path).hint(text!(
        "décompressez-la et donnez le fichier CSV qu'elle contient, ou enregistrez le classeur en XLSX",
        "unpack it and give the CSV file inside, or save the workbook as XLSX"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_zeros_is_a_bomb_and_a_sheet_is_none() {
        assert!(is_bomb(100_000, 100 << 20, false));
        assert!(!is_bomb(5 << 20, 100 << 20, false), "a sheet shrinks twenty times");
        assert!(!is_bomb(1000, 1 << 20, false), "a small part harms nobody");
        assert!(is_bomb(100 << 20, 300 << 20, true));
    }

    #[test]
    fn long_text_beside_the_sheets_refuses_no_workbook_and_in_one_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parc.xlsx");
        let rels = |kind: &str, id: &str, target: &str| {
            format!(
                r#"<Relationships><Relationship Id="{id}" Type="x/relationships/{kind}" Target="{target}"/></Relationships>"#
            )
        };
        // No bomb: it shrinks as text does.
        let long = "Un texte d’une note, comme un outil en garde. ".repeat(400_000);
        let checked = |part: &str, sheet: &str| {
            let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
            for (name, text) in [
                ("_rels/.rels", rels("officeDocument", "a", "xl/workbook.xml")),
                ("xl/workbook.xml", r#"<w><sheets><sheet name="A" r:id="a"/></sheets></w>"#.into()),
                ("xl/_rels/workbook.xml.rels", rels("worksheet", "a", sheet)),
                ("xl/worksheets/sheet1.xml", "<worksheet/>".into()),
                (part, format!("<x>{long}</x>")),
            ] {
                archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
                archive.write_all(text.as_bytes()).unwrap();
            }
            archive.finish().unwrap();
            check(&path).map_err(|fault| fault.render(ground::lang::Lang::En))
        };
        let own = "worksheets/sheet1.xml";
        for part in ["customXml/item1.xml", "docProps/custom.xml", "xl/drawings/drawing1.xml"] {
            assert_eq!(checked(part, own), Ok(WorkbookKind::Xlsx), "{part}");
        }
        for (part, sheet) in [
            ("xl/worksheets/sheet2.xml", "worksheets/sheet2.xml"),
            ("customXml/item1.xml", "/customXml/item1.xml"),
            ("xl/theme/theme1.xml", own),
            ("xl/styles.xml", own),
        ] {
            let said = checked(part, sheet).unwrap_err();
            assert!(said.contains("more text than any"), "{part}: {said}");
        }
    }
}
