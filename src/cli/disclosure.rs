//! `empreinte export --to esrs` and its likes: what a run says, under the codes of a standard.

use super::args::EstateArgs;
use super::assess::command_line;
use super::indicators::{whole_series, year_rows};
use super::run::{ShownRows, ended, story};
use super::{CommandEnd, CommandFailure, out, terminal};
use empreinte::disclosure::{Standard, YearLacks, disclosure_csv};
use empreinte::fault::Fault;
use empreinte::footprint::Axis;
use empreinte::indicator::{EstateYear, compute, sums_are_open, with_aside};
use empreinte::lang::{Lang, Noun, Text};
use empreinte::report::{indicators_json, run_json};
use empreinte::text;
use std::path::Path;

/// Writes the lines of a standard to a file.
pub(super) fn run(
    args: &EstateArgs,
    standard: Standard,
    (target, strict): (&Path, bool),
    lang: Lang,
) -> Result<CommandEnd, CommandFailure> {
    let meant = args.meant(lang)?;
    let gathered = super::indicators::gather(&meant, super::years::consecutive(&meant), lang)?;
    let rows = year_rows(&gathered, &meant)?;
    if rows.outcome.footprint.criteria.first().is_none_or(|criterion| criterion.code != "gwp") {
        return Err(Fault::new(text!(
            "ces normes demandent les gaz à effet de serre d'abord",
            "these standards ask for greenhouse gases first"
        ))
        .hint(text!(
            "`--criteria gwp`, ou sans `--criteria`",
            "`--criteria gwp`, or no `--criteria`"
        ))
        .into());
    }
    let first = ShownRows {
        rejects: rows.first_rejects.clone(),
        unread: rows.first_unread.clone(),
        ..ShownRows::default()
    };
    let story = story(&meant, &rows.outcome, &first, &[]);
    let unreadable = |error: serde_json::Error| {
        Fault::new(text!("le calcul est illisible", "the run cannot be read")).because(error)
    };
    let run = run_json(&story, &command_line(), &[Axis::Scope]);
    let run = serde_json::from_str(&run).map_err(unreadable)?;
    let year = meant.options.year.year;
    let facts = EstateYear::of(&gathered, year);
    let mut series = whole_series(&gathered)?;
    for (definition, entries) in &mut series.rows {
        let entry = entries.iter_mut().find(|entry| entry.year == year);
        if let Some((entry, facts)) = entry.zip(facts.as_ref()) {
            entry.value = with_aside(facts, definition, None, compute(facts, definition));
        }
    }
    let indicators = serde_json::from_str(&indicators_json(&series)).map_err(unreadable)?;
    // What the report says to be missing, and the ledger's rows, which no footprint has.
    let mut lacking: Vec<Text> =
        rows.outcome.lacks(&meant.set).iter().map(empreinte::walk::TotalLack::text).collect();
    let moves = gathered.ledger_rejects.len();
    if moves > 0 {
        let Text { fr, en } = Noun::ROW_ASIDE.count(moves as f64);
        lacking.push(text!("{fr} de movements.csv", "{en} of movements.csv"));
    }
    let is_open = facts.as_ref().is_some_and(sums_are_open);
    let lacks = YearLacks { said: &lacking, is_open };
    let bytes = disclosure_csv(standard, year, (&run, &indicators), lacks)?;
    out::file(target, &meant.estate.inputs(), &bytes)?;
    let lines = String::from_utf8_lossy(&bytes).lines().count().saturating_sub(1);
    let lines = Noun::new(("ligne", "lignes"), ("line", "lines")).said(lang, lines as f64);
    let target = target.display();
    terminal::say(text!(
        "{lines} dans {target} : la part informatique, avec intervalle et origine, ou pourquoi c'est vide. Ce n'est pas une déclaration de conformité ; un code `unverified` n'a pas été lu dans le texte de la norme",
        "{lines} in {target}: the IT part, with interval and origin, or why it is empty. It is no statement of compliance; a code `unverified` was not read in the text of the standard"
    ).say(lang));
    Ok(ended(strict, &rows.outcome, &meant.set, lang))
}
