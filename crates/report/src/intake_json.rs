//! What was read, for `run.json`: of an import, which holds no figure of impact, and of every run.

use super::pretty::pretty;
use super::sanity::{SanityFinding, findings};
use equipment::estate::Card;
use factor::FactorSet;
use footprint::impact::AssessedYear;
use ground::way::Way;
use serde::Serialize;
use std::collections::BTreeMap;
use walk::{Input, Intake};

/// An import, as its `run.json` tells it.
#[derive(Debug, Serialize)]
struct ImportRun<'a> {
    #[serde(flatten)]
    read: ReadBlock<'a>,
    stayed_in_estate: &'a [String],
    card: &'a Card,
}

/// What was run, on what, and where its rows went: of an import, and of every run.
#[derive(Debug, Serialize)]
pub(super) struct ReadBlock<'a> {
    tool: WrittenBy,
    command: &'a [String],
    organisation: &'a str,
    year: i32,
    as_of: String,
    factor_sets: Vec<LayerRow<'a>>,
    inputs: Vec<InputRow<'a>>,
    counts: CountsRow,
    out_of_scope: BTreeMap<&'a str, u64>,
    usage_rejected: u64,
    duplicates_unchecked: u64,
    conflicts: u64,
    ledger_rejected: u64,
    ledger_wins: u64,
    unread_cells: u64,
    assumed_rows: u64,
    findings: Vec<FindingRow<'a>>,
}

/// What a [`ReadBlock`] is told from.
pub(super) struct ReadSource<'a> {
    pub(super) intake: &'a Intake,
    pub(super) set: &'a FactorSet,
    pub(super) command: &'a [String],
    pub(super) organisation: &'a str,
    pub(super) year: AssessedYear,
    pub(super) findings: &'a [SanityFinding],
}

impl<'a> ReadSource<'a> {
    /// The block, with the files read and their digests as far as they were taken.
    pub(super) fn block(
        &self,
        files: impl Iterator<Item = &'a Input>,
        digests: &'a [String],
    ) -> ReadBlock<'a> {
        let intake = self.intake;
        ReadBlock {
            tool: WrittenBy { name: "empreinte", version: env!("CARGO_PKG_VERSION") },
            command: self.command,
            organisation: self.organisation,
            year: self.year.year,
            as_of: self.year.as_of.to_string(),
            factor_sets: layers(self.set),
            inputs: inputs(files, digests),
            counts: counts(intake),
            out_of_scope: out_of_scope(intake, self.set),
            usage_rejected: intake.usage_rejected,
            duplicates_unchecked: intake.unchecked,
            conflicts: intake.conflicts,
            ledger_rejected: intake.ledger_rows_aside,
            ledger_wins: intake.ledger_wins,
            unread_cells: intake.unread_cells,
            assumed_rows: intake.assumed_rows,
            findings: found(self.findings),
        }
    }
}

/// What wrote the file.
#[derive(Debug, Serialize)]
struct WrittenBy {
    name: &'static str,
    version: &'static str,
}

/// A layer of the factors.
#[derive(Debug, Serialize)]
struct LayerRow<'a> {
    name: &'a str,
    version: &'a str,
    hash: &'a str,
    signed: bool,
    licence: &'a str,
    rows_added: usize,
    rows_replaced: usize,
}

/// A file that was read.
#[derive(Debug, Serialize)]
struct InputRow<'a> {
    path: String,
    sha256: Option<&'a str>,
    source_format: &'a str,
    confidence: Option<&'static str>,
    encoding: &'a str,
    columns_not_read: &'a [String],
    columns_by_values: Vec<FoundRow<'a>>,
}

/// A column known by its values, or left unread that could move the figure.
#[derive(Debug, Serialize)]
struct FoundRow<'a> {
    heading: &'a str,
    column: &'static str,
    read: bool,
}

/// Rows read and where they went.
#[derive(Debug, Serialize)]
struct CountsRow {
    rows_read: u64,
    kept: u64,
    rejected: u64,
    out_of_scope: u64,
    merged: u64,
    totals_passed_over: u64,
}

/// Something that looks missing.
#[derive(Debug, Serialize)]
struct FindingRow<'a> {
    code: &'a str,
    text_fr: &'a str,
    text_en: &'a str,
}

/// What an import is told from.
pub struct ImportTold<'a> {
    /// What was read.
    pub intake: &'a Intake,
    /// The factors, whose types it was read with.
    pub set: &'a FactorSet,
    /// The year.
    pub year: AssessedYear,
    /// What the organisation says of itself: it goes with the inventory.
    pub card: &'a Card,
    /// Its headcount in the year.
    pub headcount: Option<f64>,
    /// How the user can say more of the estate.
    pub way: Way,
    /// SHA-256 of each input, in the order of [`Intake::inputs`].
    pub digests: &'a [String],
}

impl ImportTold<'_> {
    /// What looks missing from the inventory.
    pub fn findings(&self) -> Vec<SanityFinding> {
        findings(self.intake, self.set, self.headcount, self.way)
    }
}

/// The run of an import as JSON: what was read and where it went.
pub fn import_json(imported: &ImportTold<'_>, command: &[String]) -> String {
    let (intake, set) = (imported.intake, imported.set);
    let findings = imported.findings();
    let read = ReadSource {
        intake,
        set,
        command,
        organisation: &imported.card.organisation.name,
        year: imported.year,
        findings: &findings,
    };
    pretty(&ImportRun {
        read: read.block(intake.inputs.iter(), imported.digests),
        stayed_in_estate: &intake.stayed,
        card: imported.card,
    })
}

/// The layers of the factors, lowest first.
fn layers(set: &FactorSet) -> Vec<LayerRow<'_>> {
    let layers = set.layers.iter().map(|layer| LayerRow {
        name: &layer.name,
        version: &layer.version,
        hash: &layer.hash,
        signed: layer.signed,
        licence: &layer.licence,
        rows_added: layer.rows_added,
        rows_replaced: layer.rows_replaced,
    });
    layers.collect()
}

/// The files read, with their digests as far as they were taken.
fn inputs<'a>(files: impl Iterator<Item = &'a Input>, digests: &'a [String]) -> Vec<InputRow<'a>> {
    let digests = digests.iter().map(|digest| Some(digest.as_str())).chain(std::iter::repeat(None));
    let rows = files.zip(digests).map(|(input, sha256)| InputRow {
        path: ground::table::told_path(&input.path),
        sha256,
        source_format: &input.format,
        confidence: input.confidence.map(inventory::Confidence::code),
        encoding: input.encoding,
        columns_not_read: &input.ignored,
        columns_by_values: input
            .found
            .iter()
            .map(|found| FoundRow {
                heading: &found.heading,
                column: found.field.code(),
                read: found.sure,
            })
            .collect(),
    });
    rows.collect()
}

/// Where the rows went.
fn counts(intake: &Intake) -> CountsRow {
    let counts = intake.counts;
    CountsRow {
        rows_read: counts.rows_read,
        kept: counts.kept,
        rejected: counts.rejected,
        out_of_scope: counts.out_of_scope,
        merged: counts.merged,
        totals_passed_over: counts.totals,
    }
}

/// Rows that are no equipment, by type.
fn out_of_scope<'a>(intake: &Intake, set: &'a FactorSet) -> BTreeMap<&'a str, u64> {
    let kinds = intake.out_of_scope.iter();
    kinds.map(|(kind, rows)| (kind.code(set), *rows)).collect()
}

/// What looks missing, in both languages.
fn found(findings: &[SanityFinding]) -> Vec<FindingRow<'_>> {
    let rows = findings.iter().map(|one| FindingRow {
        code: one.code,
        text_fr: &one.text.fr,
        text_en: &one.text.en,
    });
    rows.collect()
}
