//! One document, or a folder of them: each read alone, those of one machine put together.
//!
//! A full document comes first, then its partial ones in the order of their names, section by
//! section: what a partial document does not speak of stays as it was.

use super::list_table::{self, WrittenList};
use super::listed::ListFailure;
use super::machine::equipment;
use super::rows::DocumentRows;
use super::tree::{LARGEST, MachineDocument, UnreadableDocument};
use super::{json, listed, xml};
use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{Reject, TextSource, Why};
use ground::text;
use std::collections::BTreeMap;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

/// How deep folders of documents may stand in each other.
const DEEPEST: usize = 8;

/// What was read of documents.
pub(crate) struct ReadDocuments {
    /// Rows written.
    pub rows: u64,
    /// Documents that could not be read.
    pub set_aside: Vec<Reject>,
    documents: usize,
    machines: usize,
    merged: usize,
    shared: u64,
}

impl ReadDocuments {
    /// What is said of them.
    pub(crate) fn notes(&self) -> Vec<Text> {
        let (documents, machines, merged) = (self.documents, self.machines, self.merged);
        let (rows, shared) = (self.rows, self.shared);
        let mut notes = vec![text!(
            "documents lus : {documents} ; machines : {machines} ; lignes, écrans et imprimantes compris : {rows}",
            "documents read: {documents}; machines: {machines}; rows, screens and printers included: {rows}"
        )];
        if merged > 0 {
            notes.push(text!(
                "documents d'une machine déjà lue, réunis section par section : {merged}",
                "documents of a machine read already, put together section by section: {merged}"
            ));
        }
        let broken = self.set_aside.len();
        if broken > 0 {
            notes.push(text!(
                "documents illisibles, mis de côté : {broken}",
                "documents that cannot be read, set aside: {broken}"
            ));
        }
        if shared > 0 {
            notes.push(text!(
                "écrans et imprimantes vus sur plusieurs machines, comptés une fois : {shared}",
                "screens and printers seen on several machines, counted once: {shared}"
            ));
        }
        notes
    }
}

/// Whether a file's first bytes are those of a document.
pub(crate) fn starts(bytes: &[u8]) -> bool {
    // Of UTF-16, every second byte says as much.
    let wide: Vec<u8> = match bytes {
        [0xFF, 0xFE, rest @ ..] => rest.iter().step_by(2).copied().collect(),
        [0xFE, 0xFF, rest @ ..] => rest.iter().skip(1).step_by(2).copied().collect(),
        _ => Vec::new(),
    };
    let bytes = if wide.is_empty() { bytes } else { &wide };
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let then = text.get(1..).map_or(&b""[..], <[u8]>::trim_ascii_start);
    match text.first() {
        Some(b'<') => true,
        Some(b'{') => then.starts_with(b"\""),
        Some(b'[') => then.starts_with(b"{"),
        _ => false,
    }
}

/// The documents in a folder and the folders in it, in the order of their names.
///
/// # Errors
///
/// A folder cannot be listed.
pub fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    list(folder, 0, &mut found)?;
    found.sort();
    Ok(found)
}

fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let cannot = |error| TextSource::cannot_read(folder, &error);
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        let kind = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
        if hidden {
            continue;
        }
        if path.is_dir() && !path.is_symlink() && depth < DEEPEST {
            list(&path, depth + 1, found)?;
        } else if matches!(kind.as_deref(), Some("json" | "xml" | "ocs")) {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads documents, and writes their equipment as rows.
///
/// # Errors
///
/// The folder holds none; a document given alone cannot be read; the rows cannot be kept.
pub(crate) fn read(path: &Path, name: &str, out: &mut impl Write) -> Result<ReadDocuments, Fault> {
    let folder = path.is_dir();
    let paths = if folder { documents_in(path)? } else { vec![path.to_owned()] };
    if paths.is_empty() {
        return Err(Fault::new(text!(
            "aucun document d'inventaire (.json, .xml, .ocs) dans ce dossier",
            "no inventory document (.json, .xml, .ocs) in this folder"
        ))
        .in_file(path));
    }
    let mut set_aside = Vec::new();
    // Machines by their identifier; what is kept of one is about a kilobyte.
    let mut machines: BTreeMap<String, MachineDocuments> = BTreeMap::new();
    let mut merged = 0;
    for document in &paths {
        let shown = match document.strip_prefix(path) {
            Ok(rest) if folder => format!("{name}/{}", rest.display()),
            _ => name.to_owned(),
        };
        match read_one(document) {
            Ok(found) => {
                for found in found {
                    let key = key_of(&found, &shown);
                    let gathered = machines.entry(key).or_default();
                    merged += usize::from(gathered.is_known());
                    gathered.add(&shown, found);
                }
            }
            Err(broken) if folder => set_aside.push(broken_reject(&shown, &broken)),
            Err(broken) => return Err(broken_fault(path, &broken)),
        }
    }
    let cannot = |error| TextSource::cannot_read(path, &error);
    let n_machines = machines.len();
    let mut rows = DocumentRows::new(out);
    for gathered in machines.into_values() {
        let (shown, document) = gathered.whole();
        rows.write(&shown, &equipment(&document)).map_err(cannot)?;
    }
    let (n_rows, shared) = (rows.written, rows.shared);
    rows.finish().map_err(cannot)?;
    Ok(ReadDocuments {
        rows: n_rows,
        set_aside,
        documents: paths.len(),
        machines: n_machines,
        merged,
        shared,
    })
}

/// What a machine is known by among documents: what its agent calls it; a network device, which has
/// no agent, by its name and its serial number.
fn key_of(document: &MachineDocument, shown: &str) -> String {
    let serial = document.word("network_device", "serial");
    match document.device.as_str() {
        "" => shown.to_owned(),
        device if serial.is_empty() => device.to_owned(),
        device => format!("{device}\n{serial}"),
    }
}

/// The documents of one machine.
#[derive(Default)]
struct MachineDocuments {
    full: Option<(String, MachineDocument)>,
    partial: Vec<(String, MachineDocument)>,
}

impl MachineDocuments {
    fn is_known(&self) -> bool {
        self.full.is_some() || !self.partial.is_empty()
    }

    fn add(&mut self, shown: &str, document: MachineDocument) {
        if document.partial {
            self.partial.push((shown.to_owned(), document));
        } else {
            // Of two full documents the later name counts, as agents date their files.
            self.full = Some((shown.to_owned(), document));
        }
    }

    fn whole(self) -> (String, MachineDocument) {
        let mut partial = self.partial.into_iter();
        let first = self.full.or_else(|| partial.next());
        let (shown, mut whole) =
            first.unwrap_or_else(|| (String::new(), MachineDocument::default()));
        for (_, later) in partial {
            whole.overlay(later);
        }
        (shown, whole)
    }
}

/// Writes what another tool's API lists as a table; `None` where the file is no list.
///
/// # Errors
///
/// The file cannot be read, is too large or cut short, or the rows cannot be kept.
pub(crate) fn list_of(path: &Path, out: &mut impl Write) -> Result<Option<WrittenList>, Fault> {
    let bytes = bytes_of(path).map_err(|broken| broken_fault(path, &broken))?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    if json::is_too_deep(text) {
        return Ok(None);
    }
    let Some(place) = listed::place(text) else { return Ok(None) };
    list_table::write(text, &place, out).map(Some).map_err(|failure| match failure {
        ListFailure::Broken(error) => {
            broken_fault(path, &UnreadableDocument::Unreadable(json::cause(&error)))
        }
        ListFailure::Io(error) => TextSource::cannot_read(path, &error),
        ListFailure::TooWide => Fault::new(text!(
            "les objets de cette liste n'ont presque aucun nom en commun : ce n'est pas un inventaire",
            "the objects of this list have hardly a name in common: it is no inventory"
        ))
        .in_file(path)
        .hint(text!(
            "exportez la même liste en CSV depuis l'outil, avec les colonnes de l'inventaire",
            "export the same list as CSV from the tool, with the columns of the inventory"
        )),
    })
}

/// The bytes of a document, of a file that is not too large.
fn bytes_of(path: &Path) -> Result<Vec<u8>, UnreadableDocument> {
    let unreadable = |error: std::io::Error| UnreadableDocument::Unreadable(error.to_string());
    let file = ground::table::open_input(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > LARGEST {
        return Err(UnreadableDocument::TooLarge);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    // What PowerShell writes to a file is UTF-16.
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        bytes = encoding_rs::UTF_16LE.decode(&bytes).0.into_owned().into_bytes();
    }
    Ok(bytes)
}

fn read_one(path: &Path) -> Result<Vec<MachineDocument>, UnreadableDocument> {
    of_bytes(&bytes_of(path)?)
}

/// The documents of a file's bytes, or of a body's.
pub(super) fn of_bytes(bytes: &[u8]) -> Result<Vec<MachineDocument>, UnreadableDocument> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let documents = if text.trim_ascii_start().starts_with(b"<") {
        match std::str::from_utf8(text) {
            Ok(text) => xml::read(text)?,
            // Older agents write what their system speaks, whatever they declare.
            Err(_) => xml::read(&encoding_rs::WINDOWS_1252.decode(text).0)?,
        }
    } else {
        vec![json::read(text)?]
    };
    if documents.iter().any(|document| document.too_many) {
        return Err(UnreadableDocument::TooMany);
    }
    if documents.iter().any(MachineDocument::describes) {
        Ok(documents.into_iter().filter(MachineDocument::describes).collect())
    } else {
        Err(UnreadableDocument::Nothing)
    }
}

fn broken_reject(shown: &str, broken: &UnreadableDocument) -> Reject {
    Reject {
        file: shown.into(),
        line: 1,
        column: "document".to_owned(),
        value: String::new(),
        why: Why::BrokenDocument(broken.say()),
        row: String::new(),
    }
}

fn broken_fault(path: &Path, broken: &UnreadableDocument) -> Fault {
    let fault = Fault::new(broken.say()).in_file(path);
    let fault = match broken {
        UnreadableDocument::WebPage => {
            return fault.hint(text!(
                "ouvrez-la dans un tableur, enregistrez-la en XLSX ou en CSV, et donnez ce fichier",
                "open it in a spreadsheet program, save it as XLSX or CSV, and give that file"
            ));
        }
        UnreadableDocument::Another => fault.hint(text!(
            "si c'est la réponse d'un autre outil (API), exportez la même liste en CSV depuis cet outil",
            "if it is what another tool's API answers, export the same list as CSV from that tool"
        )),
        _ => fault,
    };
    fault.hint(text!(
        "donnez un document d'inventaire de l'agent GLPI (JSON ou XML), ou un dossier de documents",
        "give an inventory document of the GLPI agent (JSON or XML), or a folder of documents"
    ))
}
