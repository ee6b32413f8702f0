//! What is not in the total, in the summary: said before anything else.

use super::{plural, plural_u64};
use crate::Story;
use footprint::impact::Gap;
use ground::lang::Lang;
use std::fmt::Write;

/// How many rows set aside are shown.
const SHOWN_REJECTS: usize = 3;

/// What is not in the total, said before anything else.
pub(super) fn missing(out: &mut String, story: &Story<'_>, lang: Lang) -> std::fmt::Result {
    let coverage = &story.outcome.footprint.coverage;
    if story.outcome.intake.counts.rows_read == 0 {
        writeln!(
            out,
            "\n{}",
            lang.pick("L'inventaire n'a aucune ligne.", "The inventory has no row.")
        )?;
    }
    let (counts, colon) = (story.outcome.intake.counts, lang.pick(" :", ":"));
    let services = story.outcome.services.as_ref();
    let unpriced = services.map_or(&[][..], |services| &services.unpriced);
    let lacking = story.outcome.footprint.totals.lacking(0);
    let whole = coverage.gaps.is_empty() && unpriced.is_empty() && lacking == 0.0;
    let read = counts.rejected == 0 && story.outcome.beside_rejected() == 0;
    if whole && read && story.outcome.intake.unchecked == 0 {
        return Ok(());
    }
    writeln!(out, "\n{}", lang.pick("N'est pas dans ce total :", "Not in this total:"))?;
    if counts.rejected > 0 {
        writeln!(
            out,
            "  - {}",
            plural_u64(
                lang,
                counts.rejected,
                ("ligne écartée", "lignes écartées"),
                ("row set aside", "rows set aside")
            ),
        )?;
    }
    rejects(out, story, lang)?;
    if lacking > 0.0 {
        let criterion = &story.outcome.footprint.criteria[0];
        writeln!(
            out,
            "  - {}{colon} {} ({})",
            plural(lang, lacking, ("équipement", "équipements"), ("unit", "units")),
            lang.pick("aucun facteur pour ce critère", "no factor for this criterion"),
            lang.pick(&criterion.label_fr, &criterion.label_en),
        )?;
    }
    for gap in &coverage.gaps {
        writeln!(
            out,
            "  - {}{colon} {}",
            plural(lang, gap.units, ("équipement", "équipements"), ("unit", "units")),
            gap.gap.label(lang),
        )?;
        if gap.gap != Gap::NoFactor {
            continue;
        }
        for unmatched in &coverage.unmatched {
            let kind = story.set.equipment_type(unmatched.type_id);
            writeln!(out, "      {}{colon} {}", kind.label(lang), lang.number(unmatched.units, 0))?;
        }
    }
    for missing in unpriced {
        writeln!(
            out,
            "  - {}{colon} {} {}, {}",
            missing.label.say(lang),
            lang.number(missing.amount, 0),
            crate::services::unit(&missing.unit, missing.amount, lang),
            lang.pick("aucun facteur", "no factor"),
        )?;
    }
    if story.outcome.intake.unchecked > 0 {
        writeln!(
            out,
            "  - {}{colon} {}",
            lang.pick(
                "doublons non cherchés (fichier trop grand)",
                "duplicates not looked for (file too large)"
            ),
            plural_u64(lang, story.outcome.intake.unchecked, ("ligne", "lignes"), ("row", "rows")),
        )?;
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
        lang.pick("Semble manquer à l'inventaire :", "Seems missing from the inventory:")
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
        let (reason, hint) = (reject.why.reason(), reject.why.hint());
        writeln!(
            out,
            "      {} {} {}, `{}` = `{}`{} {}\n        → {}",
            reject.file,
            lang.pick("ligne", "line"),
            reject.line,
            ground::fault::clip(&reject.column),
            ground::fault::clip(&reject.value),
            lang.pick(" :", ":"),
            reason.say(lang),
            hint.say(lang),
        )?;
    }
    let (outcome, counts) = (story.outcome, story.outcome.intake.counts);
    let all = counts.rejected + outcome.intake.usage_rejected + outcome.beside_rejected();
    let rest = all.saturating_sub(SHOWN_REJECTS as u64);
    if rest > 0 {
        // The count above is of the inventory's rows alone.
        let others = if all == counts.rejected {
            ""
        } else {
            lang.pick(
                ", relevés et autres fichiers compris",
                ", usage records and other files included",
            )
        };
        writeln!(
            out,
            "      {} {rest} {}{others}{}",
            lang.pick("et", "and"),
            lang.pick("de plus", "more"),
            lang.pick(
                " ; `--out DOSSIER` les écrit tous dans rejects.csv",
                "; `--out DIR` writes them all to rejects.csv",
            ),
        )?;
    }
    Ok(())
}
