//! What a check found: text, CSV, JSON.

use crate::coverage::{CoveredCriterion, marks};
use crate::finding::{Finding, Severity};
use ground::lang::{Lang, Noun, Text};
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io;

/// The columns of the check's CSV.
pub const CHECK_COLUMNS: [&str; 12] = [
    "code",
    "severity",
    "place",
    "line",
    "said_fr",
    "said_en",
    "write_fr",
    "write_en",
    "documents",
    "means",
    "results",
    "broken",
];

/// The code of a row that tells what there is of a criterion.
const COVERAGE: &str = "coverage";

const ERROR: Noun = Noun::new(("erreur", "erreurs"), ("error", "errors"));
const WARNING: Noun = Noun::new(("alerte", "alertes"), ("warning", "warnings"));
const NOTE: Noun = Noun::new(("point à savoir", "points à savoir"), ("note", "notes"));
const APPLYING: Noun = Noun::new(
    ("critère applicable", "critères applicables"),
    ("criterion that applies", "criteria that apply"),
);

const BROKEN: Noun = Noun::new(
    ("preuve qui ne tient pas", "preuves qui ne tiennent pas"),
    ("piece that does not hold", "pieces that do not hold"),
);

/// The check for people: findings, then documents, means and results by criterion.
pub fn check_text(found: &[Finding], covered: &[CoveredCriterion], lang: Lang) -> String {
    let mut out = String::new();
    let count = |of: Severity| found.iter().filter(|one| one.kind.severity() == of).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let nouns = [ERROR, WARNING, NOTE].iter().zip(counts);
    let said: Vec<String> = nouns.map(|(noun, count)| noun.said(lang, count as f64)).collect();
    let _ = writeln!(out, "Plan{}{}", lang.colon(), said.join(", "));
    for one in found {
        let line = one.line.map_or_else(String::new, |line| {
            text!(" (ligne {line})", " (line {line})").say(lang).to_owned()
        });
        let severity = one.kind.severity().label(lang);
        let (code, place) = (one.kind.code(), &one.place);
        let _ = writeln!(out, "\n{severity} {code}, {place}{line}");
        let _ = writeln!(out, "  {}", one.said.say(lang));
        let _ = writeln!(out, "  → {}", one.write.say(lang));
    }
    if covered.is_empty() {
        return out;
    }
    let title = lang.label(
        "Documents, moyens, résultats par critère",
        "Documents, means, results by criterion",
    );
    let _ = writeln!(out, "\n{title}");
    for one in covered {
        if !one.applies {
            let _ = writeln!(
                out,
                "{}",
                text!("  –      {} (non applicable)", "  –      {} (not applicable)", one.id)
                    .say(lang)
            );
            continue;
        }
        let marks = marks(one.evidence);
        let broken = if one.broken > 0 {
            format!(" [{}]", BROKEN.said(lang, one.broken as f64))
        } else {
            String::new()
        };
        let _ = writeln!(out, "  {marks}    {} {}{broken}", one.id, one.label);
    }
    let applies: Vec<&CoveredCriterion> = covered.iter().filter(|one| one.applies).collect();
    let with = |at: usize| applies.iter().filter(|one| one.evidence[at] > 0).count();
    let (d, m, r, all) = (with(0), with(1), with(2), applies.len());
    let all = APPLYING.said(lang, all as f64);
    let (of, colon) = (lang.label("sur", "of"), lang.colon());
    let _ = writeln!(out, "  {of} {all}{colon}D {d}, M {m}, R {r}");
    out
}

/// The check as CSV, the same in both languages.
///
/// # Errors
///
/// The writer fails.
pub fn check_csv<W: io::Write>(
    writer: W,
    found: &[Finding],
    covered: &[CoveredCriterion],
    dialect: CsvDialect,
) -> io::Result<W> {
    let mut csv = CsvOut::new(writer, dialect, &CHECK_COLUMNS)?;
    for one in found {
        csv.text(one.kind.code()).text(one.kind.severity().code()).unmasked(&one.place);
        csv.maybe(one.line.map(|line| line as f64));
        // It tells its owner what the plan says, and the file that is not there by its name.
        csv.unmasked(&one.said.fr).unmasked(&one.said.en);
        csv.unmasked(&one.write.fr).unmasked(&one.write.en);
        csv.maybe(None).maybe(None).maybe(None).maybe(None);
        csv.end()?;
    }
    for one in covered {
        let place = format!("criterion {}", one.id);
        csv.text(COVERAGE).text("").unmasked(&place).maybe(None);
        let aside = |said: &'static str| if one.applies { "" } else { said };
        csv.text(aside("non applicable")).text(aside("not applicable")).text("").text("");
        for count in one.evidence.into_iter().chain([one.broken]) {
            csv.number(count as f64);
        }
        csv.end()?;
    }
    csv.finish()
}

/// The check as JSON.
pub fn check_json(found: &[Finding], covered: &[CoveredCriterion]) -> String {
    let both = |text: &Text| json!({ "fr": text.fr, "en": text.en });
    let findings: Vec<Value> = found
        .iter()
        .map(|one| {
            json!({
                "code": one.kind.code(),
                "severity": one.kind.severity().code(),
                "place": one.place,
                "line": one.line,
                "said": both(&one.said),
                "write": both(&one.write),
            })
        })
        .collect();
    let criteria: Vec<Value> = covered
        .iter()
        .map(|one| {
            let [document, means, result] = one.evidence;
            json!({
                "id": one.id,
                "theme": one.theme,
                "applies": one.applies,
                "documents": document,
                "means": means,
                "results": result,
                "broken": one.broken,
            })
        })
        .collect();
    let whole = json!({ "findings": findings, "criteria": criteria });
    format!("{whole:#}\n")
}
