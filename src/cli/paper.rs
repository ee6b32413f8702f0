//! What the report is written as: a page, the same as a PDF, or its tables.

#[cfg(feature = "pdf")]
mod carried;

#[cfg(feature = "pdf")]
pub(super) use carried::write;

use clap::ValueEnum;
use empreinte::fault::Fault;
use empreinte::text;
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperFormat {
    /// A web page
    Html,
    /// A workbook: summary, types, sites, what lacks, definitions; with charts
    Xlsx,
    /// The same sheets as Markdown, for a wiki
    Md,
    /// A tagged PDF that carries run.json, footprint.csv and indicators.csv (PDF/UA-1 and PDF/A-3)
    Pdf,
}

impl PaperFormat {
    /// The format asked for: by its name, else by that of the file to write.
    ///
    /// # Errors
    ///
    /// The two differ; the program was built without it.
    pub(super) fn asked(named: Option<Self>, out: Option<&Path>) -> Result<Self, Fault> {
        let ending = out.and_then(Path::extension).map(std::ffi::OsStr::to_ascii_lowercase);
        let ending_of = match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("pdf") => Some(Self::Pdf),
            Some("html" | "htm") => Some(Self::Html),
            Some("xlsx") => Some(Self::Xlsx),
            Some("md" | "markdown") => Some(Self::Md),
            _ => None,
        };
        if let (None, None, Some(out), Some(ending)) = (named, ending_of, out, &ending) {
            let ending = ending.to_string_lossy();
            return Err(Fault::new(text!(
                "un rapport ne s'écrit pas en `.{ending}`",
                "a report is not written as `.{ending}`"
            ))
            .in_file(out)
            .hint(text!(
                "donnez à `--out` un nom en .html, .pdf, .xlsx (que LibreOffice ouvre aussi) ou .md, ou dites `--format` ; des tables en CSV : `empreinte assess --out DOSSIER`",
                "give `--out` a name in .html, .pdf, .xlsx (which LibreOffice opens too) or .md, or say `--format`; tables as CSV: `empreinte assess --out FOLDER`"
            )));
        }
        if let (Some(named), Some(ending_of), Some(out)) = (named, ending_of, out)
            && named != ending_of
        {
            return Err(Fault::new(text!(
                "`--format {0}` et le nom du fichier ne disent pas la même chose",
                "`--format {0}` and the name of the file say different things",
                named.ending()
            ))
            .in_file(out)
            .hint(text!(
                "donnez à `--out` un nom en `.{0}`, ou retirez `--format`",
                "give `--out` a name that ends in `.{0}`, or leave `--format` out",
                named.ending()
            )));
        }
        let format = named.or(ending_of).unwrap_or(Self::Html);
        if format == Self::Pdf && !cfg!(feature = "pdf") {
            return Err(without());
        }
        Ok(format)
    }

    /// How the names of its files end.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Md => "md",
            Self::Pdf => "pdf",
        }
    }
}

/// The fault of a program that has no typesetter.
fn without() -> Fault {
    Fault::new(text!(
        "ce programme a été construit sans le PDF",
        "this program was built without the PDF"
    ))
    .hint(text!(
        "construisez-le avec : `cargo install --path . --features pdf` ; ou écrivez la page (`--format html`), qu'un navigateur imprime",
        "build it with it: `cargo install --path . --features pdf`; or write the page (`--format html`), which a browser prints"
    ))
}

/// Without the typesetter nothing is written.
#[cfg(not(feature = "pdf"))]
pub(super) fn write(
    _: &Path,
    _: &super::args::Meant,
    _: &empreinte::report::Story<'_>,
    _: Option<&empreinte::page::FollowedIndicators>,
    _: empreinte::lang::Lang,
) -> Result<(), Fault> {
    Err(without())
}
