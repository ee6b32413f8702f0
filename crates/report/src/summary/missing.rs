//! What is not in the total, in the summary: said before anything else.

use crate::Story;
use ground::lang::{Lang, Noun};
use ground::table::masked;
use ground::text;
use std::fmt::Write;

/// How many rows set aside are shown.
const SHOWN_REJECTS: usize = 3;

/// What is not in the total, said before anything else.
pub(super) fn missing(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    if story.outcome.intake.counts.rows_read == 0 {
        writeln!(
            out,
            "\n{}",
            lang.label("L'inventaire n'a aucune ligne.", "The inventory has no row.")
        )?;
    }
    let lacks = story.outcome.lacks(story.set);
    if lacks.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", lang.label("N'est pas dans ce total :", "Not in this total:"))?;
    let mut told = false;
    for lack in &lacks {
        write!(out, "  - {}", lack.count.say(lang))?;
        if !lack.reason.fr.is_empty() {
            write!(out, "{}{}", lang.colon(), lack.reason.say(lang))?;
        }
        writeln!(out)?;
        for (label, units) in &lack.types {
            writeln!(out, "      {}{}{}", label.say(lang), lang.colon(), lang.number(*units, 0))?;
        }
        // The rows set aside come first, whatever file they are of.
        if lack.set_aside() && !std::mem::replace(&mut told, true) {
            rejects(out, story, lang)?;
        }
    }
    Ok(())
}

/// Cells that cannot be read: how many, the first ones, and what to do.
pub(super) fn unread(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let cells = story.outcome.intake.unread_cells;
    if cells == 0 {
        return Ok(());
    }
    writeln!(out, "\n{}{}", Noun::CELL_UNREAD.said(lang, cells as f64), lang.end_colon())?;
    for cell in story.first_unread.iter().take(SHOWN_REJECTS) {
        writeln!(
            out,
            "{}",
            text!(
                "      {} ligne {}, `{}` = `{}` : {}\n        → {}",
                "      {} line {}, `{}` = `{}`: {}\n        → {}",
                cell.file,
                cell.line,
                ground::fault::clip(&cell.column),
                ground::fault::clip(&ground::table::masked(&cell.value)),
                cell.why.reason().say(lang),
                cell.hint(story.way).say(lang)
            )
            .say(lang)
        )?;
    }
    let before = story.outcome.intake.unread_at_import;
    let rest = cells.saturating_sub(before).saturating_sub(SHOWN_REJECTS as u64);
    if rest > 0 {
        let said = text!(
            "et {rest} de plus ; `--out DOSSIER` les écrit toutes dans unread-cells.csv",
            "and {rest} more; `--out DIR` writes them all to unread-cells.csv"
        );
        writeln!(out, "      {}", said.say(lang))?;
    }
    if before > 0 {
        let said = text!(
            "trouvées à l'import : {before}, voir le fichier unread-cells.csv du dossier donné",
            "found at the import: {before}, see the file unread-cells.csv of the folder given"
        );
        writeln!(out, "      {}", said.say(lang))?;
    }
    Ok(())
}

/// What the inventory should have and has not.
pub(super) fn looks_missing(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let found = story.findings();
    if found.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}",
        lang.label("Semble manquer à l'inventaire :", "Seems missing from the inventory:")
    )?;
    for one in found {
        writeln!(out, "  - {}", one.text.say(lang))?;
    }
    Ok(())
}

/// The first rows set aside, with what to do; all are in `rejects.csv`.
fn rejects(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let shown = story.first_rejects.iter().take(SHOWN_REJECTS);
    for reject in shown {
        let (reason, hint) = (reject.why.reason(), reject.hint(story.way));
        writeln!(
            out,
            "{}",
            text!(
                "      {} ligne {}, `{}` = `{}` : {}\n        → {}",
                "      {} line {}, `{}` = `{}`: {}\n        → {}",
                reject.file,
                reject.line,
                ground::fault::clip(&reject.column),
                ground::fault::clip(&masked(&reject.value)),
                reason.say(lang),
                hint.say(lang)
            )
            .say(lang)
        )?;
    }
    let (outcome, counts) = (story.outcome, story.outcome.intake.counts);
    let all = outcome.all_rejected();
    let rest = all.saturating_sub(SHOWN_REJECTS as u64);
    if rest > 0 {
        // The count above is of the inventory's rows alone.
        let others = if all == counts.rejected {
            ""
        } else {
            lang.label(
                ", relevés et autres fichiers compris",
                ", usage records and other files included",
            )
        };
        writeln!(
            out,
            "{}",
            text!(
                "      et {rest} de plus{others} ; `--out DOSSIER` les écrit tous dans rejects.csv",
                "      and {rest} more{others}; `--out DIR` writes them all to rejects.csv"
            )
            .say(lang)
        )?;
    }
    Ok(())
}
