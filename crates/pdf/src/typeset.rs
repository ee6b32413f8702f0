//! Sets a document on paper, and holds what leaves to its standards.

use super::AttachedFile;
use super::content::PdfDocument;
use ground::fault::Fault;
use ground::table::Day;
use ground::text;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How a document looks: the one file that is code.
const LOOK: &str = include_str!("report.typ");
/// It can be heard, and it will open in thirty years with what it carries.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::Ua_1, PdfStandard::A_3a];

/// The fonts that the program carries; no font of the machine is asked for.
pub(crate) fn fonts() -> &'static FontStore {
    static FONTS: OnceLock<FontStore> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut store = FontStore::new();
        store.extend(typst_kit::fonts::embedded());
        store
    })
}

/// Sets a document on paper.
///
/// # Errors
///
/// The typesetter refuses it, or it would break one of the standards.
pub(crate) fn pdf(
    document: &PdfDocument,
    fonts: &'static FontStore,
    date: Day,
    attached: &[AttachedFile],
) -> Result<Vec<u8>, Fault> {
    let desk = TypesetWorld::of(document, fonts, date, attached)?;
    let set = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&STANDARDS).map_err(|error| fault(error.message()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some(format!("empreinte {}", env!("CARGO_PKG_VERSION")))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&set, &options).map_err(|errors| refused(&errors))
}

fn refused(errors: &[SourceDiagnostic]) -> Fault {
    match errors.first() {
        Some(error) => fault(&error.message),
        None => fault("?"),
    }
}

/// What the typesetter said, in its own words: they are for whoever mends the look.
fn fault(why: impl Display) -> Fault {
    let why = why.to_string();
    Fault::new(text!(
        "le PDF n'a pas pu être composé (« {0} »)",
        "the PDF could not be set (“{0}”)",
        why
    ))
    .hint(text!(
        "la page dit la même chose : `--format html` ; dites-nous ce message",
        "the page says the same: `--format html`; please tell us this message"
    ))
}

/// All that the typesetter may see: the look, the content as data, and the files named in it.
struct TypesetWorld {
    standard: LazyHash<Library>,
    fonts: &'static FontStore,
    look: Source,
    files: BTreeMap<String, Bytes>,
}

impl TypesetWorld {
    fn of(
        document: &PdfDocument,
        fonts: &'static FontStore,
        date: Day,
        attached: &[AttachedFile],
    ) -> Result<Self, Fault> {
        let path = VirtualPath::new("/report.typ").map_err(|_| fault("report.typ"))?;
        let look = RootedPath::new(VirtualRoot::Project, path).intern();
        let mut files: BTreeMap<String, Bytes> = BTreeMap::new();
        for (name, drawn) in &document.drawings {
            files.insert(name.clone(), Bytes::from_string(drawn.clone()));
        }
        for one in attached {
            files.insert(one.name.to_owned(), Bytes::new(one.bytes.clone()));
        }
        let about: Vec<serde_json::Value> = attached
            .iter()
            .map(|one| serde_json::json!({ "name": one.name, "media": one.media, "about": one.about }))
            .collect();
        let date: Vec<i64> =
            date.to_string().split('-').filter_map(|part| part.parse().ok()).collect();
        let content = serde_json::json!({ "document": document, "attached": about, "date": date });
        files.insert("content.json".to_owned(), Bytes::from_string(content.to_string()));
        Ok(Self {
            standard: LazyHash::new(
                Library::builder()
                    .with_features([Feature::A11yExtras].into_iter().collect())
                    .build(),
            ),
            fonts,
            look: Source::new(look, LOOK.to_owned()),
            files,
        })
    }
}

impl World for TypesetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.look.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.look.id() {
            return Ok(self.look.clone());
        }
        Err(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        self.files.get(name).cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(name)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    // The date of a document is that of its figures.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
