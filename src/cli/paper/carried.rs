//! The PDF and what it carries: `run.json`, `footprint.csv` and `indicators.csv`.

use crate::cli::args::Meant;
use crate::cli::assess::command_line;
use crate::cli::out;
use crate::cli::run::cannot_write;
use empreinte::fault::Fault;
use empreinte::footprint::Axis;
use empreinte::lang::Lang;
use empreinte::page::{FollowedIndicators, html_with};
use empreinte::report::{Story, footprint_csv, indicators_csv, run_json};
use empreinte::table::CsvDialect;
use pdf::AttachedFile;
use std::path::Path;

/// Writes the page as a PDF, over nothing or over a PDF of an earlier run.
///
/// # Errors
///
/// It cannot be set; an input or another file stands there.
pub(in crate::cli) fn write(
    to: &Path,
    meant: &Meant,
    story: &Story<'_>,
    followed: Option<&FollowedIndicators>,
    lang: Lang,
) -> Result<(), Fault> {
    let carried = carried(story, followed, lang)?;
    let page = html_with(story, followed, lang)?;
    let bytes = pdf::pdf(&page, story.year.as_of, &carried)?;
    let is_ours = std::fs::read(to).is_ok_and(|there| pdf::is_ours(&there));
    out::over_ours(to, &meant.estate.inputs(), &bytes, |_| is_ours)
}

/// The files of the result that a reader recomputes from.
fn carried(
    story: &Story<'_>,
    followed: Option<&FollowedIndicators>,
    lang: Lang,
) -> Result<Vec<AttachedFile>, Fault> {
    let dialect = CsvDialect::default();
    let one = |name, media, (fr, en): (&'static str, &'static str), bytes| AttachedFile {
        name,
        media,
        about: lang.label(fr, en).to_owned(),
        bytes,
    };
    let mut footprint = Vec::new();
    footprint_csv(&mut footprint, story, &Axis::ALL, dialect, lang)
        .map_err(|error| cannot_write(&error))?;
    let run = run_json(story, &command_line(), &[]).into_bytes();
    let said = (
        "L’exécution : fichiers lus, facteurs, méthode, totaux",
        "The run: files read, factors, method, totals",
    );
    let mut carried = vec![one("run.json", "application/json", said, run)];
    let said = ("L’empreinte selon chaque axe", "The footprint along each axis");
    carried.push(one("footprint.csv", "text/csv", said, footprint));
    if let Some(followed) = followed {
        let indicators = indicators_csv(Vec::new(), &followed.series, dialect)
            .map_err(|error| cannot_write(&error))?;
        let said = ("Les indicateurs suivis", "The indicators followed");
        carried.push(one("indicators.csv", "text/csv", said, indicators));
    }
    Ok(carried)
}
