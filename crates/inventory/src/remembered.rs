//! Headings found and workbooks written before: the walks of one run open the same files, and each
//! would weigh all readings and parse all cells anew.

use super::file::WrittenWorkbook;
use super::head::{Heading, WrittenTable};
use super::sheet::unpacked;
use super::{Kinds, Opening, documents_in};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// The tables that are remembered at most: their first bytes are kept.
const MOST: usize = 16;
/// The most memory that the workbooks remembered take, in bytes.
const MOST_MEMORY: u64 = 64 << 20;

/// The headings of the tables opened so far, by all that they were found from; and the workbooks.
#[derive(Clone, Default)]
pub struct Remembered {
    headings: Arc<Mutex<Vec<(HeadingAsked, Heading)>>>,
    workbooks: Arc<Mutex<Vec<(WorkbookAsked, WrittenWorkbook)>>>,
}

impl std::fmt::Debug for Remembered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Remembered").finish_non_exhaustive()
    }
}

/// What a workbook was written from.
#[derive(Debug, PartialEq)]
pub(super) struct WorkbookAsked {
    path: PathBuf,
    /// Its length and when it was last written.
    state: (u64, Option<SystemTime>),
    name: String,
    words: u64,
    said: String,
}

impl WorkbookAsked {
    fn of(path: &Path, name: &str, opening: &Opening<'_>) -> Option<Self> {
        let words = opening.kinds.and_then(Kinds::told)?;
        Some(Self {
            path: path.to_owned(),
            state: state_of(path)?,
            name: name.to_owned(),
            words,
            said: said_of(opening),
        })
    }
}

fn state_of(path: &Path) -> Option<(u64, Option<SystemTime>)> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.len(), found.modified().ok()))
}

/// What the user says of tables.
fn said_of(opening: &Opening<'_>) -> String {
    let Opening { mappings, mapping, source, columns, year, .. } = opening;
    format!("{:?}", (mappings, mapping, source, columns, year))
}

/// What a lock guards, even where a thread that had it is gone.
fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a heading was found from.
#[derive(Debug, PartialEq)]
struct HeadingAsked {
    head: Vec<u8>,
    whole: bool,
    written: WrittenTable,
    /// What tells the words apart from others.
    words: u64,
    /// What the user says of tables.
    said: String,
}

impl HeadingAsked {
    fn of(head: &[u8], whole: bool, opening: &Opening<'_>, written: WrittenTable) -> Option<Self> {
        let words = opening.kinds.and_then(Kinds::told)?;
        Some(Self { head: head.to_vec(), whole, written, words, said: said_of(opening) })
    }
}

impl Remembered {
    /// The heading of a table, found by `find` where it was not found before.
    pub(super) fn or_find<E>(
        &self,
        (head, whole): (&[u8], bool),
        opening: &Opening<'_>,
        written: WrittenTable,
        find: impl FnOnce() -> Result<Heading, E>,
    ) -> Result<Heading, E> {
        let Some(asked) = HeadingAsked::of(head, whole, opening, written) else { return find() };
        if let Some((_, heading)) = locked(&self.headings).iter().find(|(of, _)| *of == asked) {
            return Ok(heading.clone());
        }
        let heading = find()?;
        let mut known = locked(&self.headings);
        if known.len() < MOST {
            known.push((asked, heading.clone()));
        }
        Ok(heading)
    }

    /// What a workbook is written from, as it is now.
    #[expect(clippy::unused_self, reason = "asked of who remembers")]
    pub(super) fn asked(
        &self,
        path: &Path,
        name: &str,
        opening: &Opening<'_>,
    ) -> Option<WorkbookAsked> {
        WorkbookAsked::of(path, name, opening)
    }

    /// A workbook as it was written before.
    pub(super) fn workbook(&self, asked: &WorkbookAsked) -> Option<WrittenWorkbook> {
        let known = locked(&self.workbooks);
        known.iter().find(|(of, _)| of == asked).map(|(_, written)| written.clone())
    }

    /// Remembers a workbook by what was asked before it was read, where there is room for it; one whose
    /// file has changed since may be of either.
    pub(super) fn keep(&self, asked: WorkbookAsked, written: &WrittenWorkbook) {
        if state_of(&asked.path) != Some(asked.state) {
            return;
        }
        let mut known = locked(&self.workbooks);
        let memory: u64 = known.iter().map(|(_, other)| other.in_memory()).sum();
        if known.len() < MOST && memory + written.in_memory() <= MOST_MEMORY {
            known.push((asked, written.clone()));
        }
    }

    /// The bytes of text of a workbook as it is now, where it was read.
    pub(super) fn text_of_workbook(&self, path: &Path) -> Option<u64> {
        let state = state_of(path)?;
        let known = locked(&self.workbooks);
        let own = known.iter().find(|(of, _)| of.path == path && of.state == state);
        own.map(|(_, written)| written.length)
    }
}

/// About how many bytes of text an inventory has: what a workbook or a folder takes on the disk says
/// little of it.
///
/// What cannot be read has none: reading it says why.
pub fn text_bytes(path: &Path, remembered: &Remembered) -> u64 {
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
    if path.is_dir() {
        let documents = documents_in(path).unwrap_or_else(|_| Vec::new());
        return documents.iter().map(|document| length(document)).sum();
    }
    remembered.text_of_workbook(path).or_else(|| unpacked(path)).unwrap_or_else(|| length(path))
}

#[cfg(test)]
mod tests {
    use crate::{InventoryFile, Kinds, Opening, Remembered, SourceFormat};
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Words that count how often they are asked.
    struct CountedWords(Option<u64>, AtomicU32);

    impl Kinds for CountedWords {
        fn is_type(&self, word: &str) -> bool {
            self.1.fetch_add(1, Ordering::Relaxed);
            word == "portable"
        }
        fn told(&self) -> Option<u64> {
            self.0
        }
    }

    #[test]
    fn a_workbook_that_changed_while_it_was_read_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parc.ods");
        let write = |words: &[&str]| {
            let cells: String = words
                .iter()
                .flat_map(|word| {
                    [
                        "<table:table-row><table:table-cell><text:p>",
                        word,
                        "</text:p></table:table-cell></table:table-row>",
                    ]
                })
                .collect();
            let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
            for (part, text) in [
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
                (
                    "content.xml",
                    format!("<d><table:table table:name=\"A\">{cells}</table:table></d>"),
                ),
            ] {
                archive.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
                std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
            }
            archive.finish().unwrap();
        };
        let words = CountedWords(Some(1), AtomicU32::new(0));
        let opening = Opening { kinds: Some(&words), ..Opening::default() };
        let remembered = Remembered::default();
        write(&["nom", "A"]);
        let asked = || remembered.asked(&path, "parc.ods", &opening).unwrap();
        let read = || {
            let kind = crate::sheet::check(&path).unwrap();
            super::WrittenWorkbook::of(&path, kind, "parc.ods", &opening).unwrap()
        };
        let (before, written) = (asked(), read());
        write(&["nom", "A", "B"]);
        remembered.keep(before, &written);
        assert!(remembered.workbook(&asked()).is_none(), "the text is of the old file");
        remembered.keep(asked(), &read());
        assert!(remembered.workbook(&asked()).is_some());
    }

    #[test]
    fn a_table_is_recognised_once_for_the_same_words_and_options() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parc.csv");
        std::fs::write(&path, "nom;type\nA;portable\nB;portable\n").unwrap();
        let remembered = Remembered::default();
        let words = CountedWords(Some(1), AtomicU32::new(0));
        let asked = |words: &CountedWords, source| {
            let before = words.1.load(Ordering::Relaxed);
            let opening = Opening {
                kinds: Some(words),
                source,
                remembered: Some(&remembered),
                ..Opening::default()
            };
            let file = InventoryFile::open_with(&path, "parc.csv", &opening).unwrap();
            assert_eq!(file.layout.headers, ["nom", "type"]);
            assert!(!file.contest.is_empty() || source.is_some());
            words.1.load(Ordering::Relaxed) - before
        };
        assert!(asked(&words, None) > 0);
        assert_eq!(asked(&words, None), 0, "found before");
        let other = CountedWords(Some(2), AtomicU32::new(0));
        assert!(asked(&other, None) > 0, "other words");
        let silent = CountedWords(None, AtomicU32::new(0));
        assert!(asked(&silent, None) > 0 && asked(&silent, None) > 0, "words of nobody");
        std::fs::write(&path, "nom;type\nA;portable\nC;portable\n").unwrap();
        assert!(asked(&words, None) > 0, "other rows");
        asked(&words, Some(SourceFormat::named("spreadsheet").unwrap()));
    }
}
