//! What could move the total, one line each: what was not read, what lacks, what looks missing.

use super::paint::folded;
use crate::{Story, columns};
use ground::lang::{COLUMNS, Lang, Noun, Text};
use ground::text;

/// At most so many lines, what weighs most first; the last says how many more there are.
pub(super) fn lines(story: &Story<'_>, room: usize, lang: Lang) -> Vec<String> {
    let mut all: Vec<String> = story
        .set
        .layers
        .iter()
        .filter(|layer| !layer.signed)
        .map(|layer| {
            let name = &layer.name;
            let said = text!(
                "(jeu de facteurs sans manifeste : {name})",
                "(factor set without manifest: {name})"
            );
            said.say(lang).to_owned()
        })
        .collect();
    let mut lacks = story.outcome.lacks(story.set);
    // That the figure is a part of what it is of goes before all that could move it, and then what it is
    // without.
    let is_partial = story.outcome.footprint.totals.lacking_here(0) > 0.0;
    let of_the_figure = lacks.iter().position(|lack| lack.code == "no_criterion_factor");
    if let Some(at) = of_the_figure.filter(|_| is_partial) {
        let Text { fr, en } = lacks.remove(at).text();
        let said = text!("Total partiel, sans {fr}", "Partial total, without {en}");
        all.push(said.say(lang).to_owned());
    }
    all.extend(together(
        lang.label("Pas dans ce total :", "Not in this total:"),
        lang.semicolon(),
        lacks.iter().map(|lack| lack.text().say(lang).to_owned()),
    ));
    all.extend(of_ledger(story, lang));
    all.extend(read_otherwise(story, lang));
    let cells = story.outcome.intake.unread_cells;
    if cells > 0 {
        all.push(Noun::CELL_UNREAD.said(lang, cells as f64));
    }
    all.extend(story.findings().into_iter().map(|finding| {
        let Text { fr, en } = finding.text;
        text!("Semble manquer : {fr}", "Looks missing: {en}").say(lang).to_owned()
    }));
    all.extend(out_of_scope(story, lang));
    // In full where there is room; else each on a line, as far as it goes.
    let whole: Vec<String> = all.iter().flat_map(|said| folded(said)).collect();
    if whole.len() <= room {
        return whole;
    }
    if all.len() > room && room > 0 {
        let more = all.len() - (room - 1);
        all.truncate(room - 1);
        let said = text!(
            "… et {more} autres remarques sur ce total : `--detail`",
            "… and {more} more remarks on this total: `--detail`"
        );
        all.push(said.say(lang).to_owned());
    }
    all
}

/// Rows of the ledger that were set aside, and rows of the inventory of which it says otherwise.
fn of_ledger(story: &Story<'_>, lang: Lang) -> Vec<String> {
    let intake = &story.outcome.intake;
    let (aside, wins) = (intake.ledger_rows_aside, intake.ledger_wins);
    let aside = (aside > 0).then(|| {
        let Text { fr, en } = Noun::ROW_ASIDE.count(aside as f64);
        text!(
            "Registre movements.csv : {fr} (`empreinte movements check`)",
            "Ledger movements.csv: {en} (`empreinte movements check`)"
        )
    });
    let wins = (wins > 0).then(|| {
        let Text { fr, en } = Noun::ROW.count(wins as f64);
        text!(
            "Le registre contredit l'inventaire et l'emporte : {fr} (`conflicts.csv`)",
            "The ledger contradicts the inventory and wins: {en} (`conflicts.csv`)"
        )
    });
    aside.into_iter().chain(wins).map(|said| said.say(lang).to_owned()).collect()
}

/// The rows that are no equipment, by kind: one that is, by a word taken for another, is seen so.
fn out_of_scope(story: &Story<'_>, lang: Lang) -> Option<String> {
    let kinds = story.outcome.intake.out_of_scope.iter();
    let kinds = kinds.map(|(kind, rows)| {
        format!("{} ({})", kind.label(story.set, lang), lang.number(*rows as f64, 0))
    });
    let said = lang.list(kinds);
    let text = text!(
        "Lignes hors périmètre : {said} ; un mot mal compris : `--type \"MOT=TYPE\"`",
        "Rows out of scope: {said}; a word taken wrongly: `--type \"WORD=TYPE\"`"
    );
    (!said.is_empty()).then(|| text.say(lang).to_owned())
}

/// Columns that could move the total: not read, or read by their values.
fn read_otherwise(story: &Story<'_>, lang: Lang) -> Vec<String> {
    let first = |said: &[Text], one: &str, many: &str| {
        let first = said.first()?;
        Some(if said.len() == 1 {
            format!("{one}{}{}", lang.colon(), first.say(lang))
        } else {
            format!("{} {many}{}{}", said.len(), lang.colon(), first.say(lang))
        })
    };
    let unread = first(
        &columns::unread(story),
        lang.label("Non lu", "Not read"),
        lang.label("colonnes ou noms non lus", "columns or names not read"),
    );
    let assumed = first(
        &columns::assumed(story),
        lang.label("Supposé", "Assumed"),
        lang.label("colonnes lues d'après les valeurs", "columns read by their values"),
    );
    unread.into_iter().chain(assumed).collect()
}

/// Short sayings on as few lines as hold them, a heading before the first.
fn together(heading: &str, between: &str, said: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for one in said {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 3 + one.chars().count() <= COLUMNS => {
                line.push_str(between);
                line.push_str(&one);
            }
            Some(_) => lines.push(format!("  {one}")),
            None => lines.push(format!("{heading} {one}")),
        }
    }
    lines
}
