//! What is said of meters that were read, beside their figures.

use super::Context;
use super::usage::BEYOND;
use crate::meter::{Metered, TimeSide};
use ground::lang::{Noun, Text};
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use ground::way::Way;
use std::collections::BTreeSet;

/// Rows set aside that are said one by one; a file has them all.
const SAID: usize = 10;

const ROWS_ASIDE: Noun = Noun::new(
    ("ligne écartée, en tout ou partie", "lignes écartées, en tout ou partie"),
    ("row set aside, whole or in part", "rows set aside, whole or in part"),
);
const ROWS_AGAIN: Noun = Noun::new(
    ("ligne dite deux fois", "lignes dites deux fois"),
    ("row said twice", "rows said twice"),
);
const ROWS_OTHER: Noun = Noun::new(
    (
        "ligne d’une autre grandeur, ou que dit déjà un meilleur compteur",
        "lignes d’autres grandeurs, ou que dit déjà un meilleur compteur",
    ),
    (
        "row of another quantity, or that a better meter says already",
        "rows of other quantities, or that a better meter says already",
    ),
);
const RESETS: Noun = Noun::new(
    (
        "index reparti de zéro : ce qui précède le relevé n’est pas connu",
        "index repartis de zéro : ce qui précède ces relevés n’est pas connu",
    ),
    (
        "index that started again: what lies before the reading is not known",
        "indexes that started again: what lies before those readings is not known",
    ),
);
const PARTIAL: Noun = Noun::new(
    (
        "jour mesuré à moins de neuf dixièmes, laissé inconnu",
        "jours mesurés à moins de neuf dixièmes, laissés inconnus",
    ),
    (
        "day measured for less than nine tenths, left unknown",
        "days measured for less than nine tenths, left unknown",
    ),
);
const UNSHARED: Noun = Noun::new(
    (
        "jour mesuré par une partie seulement des compteurs d’une machine, laissé inconnu",
        "jours mesurés par une partie seulement des compteurs d’une machine, laissés inconnus",
    ),
    (
        "day that not all meters of a machine measured, left unknown",
        "days that not all meters of a machine measured, left unknown",
    ),
);
const ELSEWHERE: Noun = Noun::new(
    (
        "compteur de la liste, d’une autre machine, absent de ces fichiers",
        "compteurs de la liste, d’autres machines, absents de ces fichiers",
    ),
    (
        "meter of the list, of another machine, that these files do not have",
        "meters of the list, of other machines, that these files do not have",
    ),
);
const STRANGERS: Noun = Noun::new(
    (
        "compteur absent de la liste, laissé de côté",
        "compteurs absents de la liste, laissés de côté",
    ),
    ("meter that the list does not have, left out", "meters that the list does not have, left out"),
);

/// What was made of the files, beside the figures.
pub(super) fn said(context: &Context, metered: &Metered, zone: &str) {
    for reject in metered.aside.iter().take(SAID) {
        let shown = reject.say(context.lang);
        context.say(&text!("{shown}", "{shown}"));
    }
    let mut told: Vec<Text> = Vec::new();
    for reject in metered.aside.iter().take(SAID) {
        let hint = reject.hint(Way::Option);
        if !told.contains(&hint) {
            let (fr, en) = (&hint.fr, &hint.en);
            context.say(&text!("conseil : {fr}", "hint: {en}"));
            told.push(hint);
        }
    }
    let rows: BTreeSet<(&str, u64)> =
        metered.aside.iter().map(|reject| (&*reject.file, reject.line)).collect();
    for (count, noun) in [
        (rows.len(), ROWS_ASIDE),
        (metered.again, ROWS_AGAIN),
        (metered.other, ROWS_OTHER),
        (metered.resets, RESETS),
        (metered.partial, PARTIAL),
        (metered.unshared, UNSHARED),
        (metered.beyond, BEYOND),
        (metered.strangers.len(), STRANGERS),
        (metered.elsewhere, ELSEWHERE),
    ] {
        if count > 0 {
            let shown = noun.said(context.lang, count as f64);
            context.say(&text!("{shown}", "{shown}"));
        }
    }
    if !metered.left.is_empty() {
        let columns = metered.left.join(", ");
        context.say(&text!(
            "colonnes qui disent la même énergie qu’une autre, non comptées : {columns}",
            "columns that say the same energy as another, not counted: {columns}"
        ));
    }
    if metered.filled_s > 0 {
        let hours = context.lang.number(metered.filled_s as f64 / 3600.0, 1);
        context.say(&text!(
            "heures sans mesure, prises à la moyenne de leur jour : {hours}",
            "hours without a measure, taken at the mean of their day: {hours}"
        ));
    }
    if !metered.absent.is_empty() {
        let mut absent = metered.absent.iter().take(SAID).cloned().collect::<Vec<_>>().join(", ");
        if metered.absent.len() > SAID {
            absent.push('…');
        }
        context.say(&text!(
            "compteurs de la liste que ces fichiers n’ont pas : {absent} ; aucun jour de leurs machines \
             n’est connu",
            "meters of the list that these files do not have: {absent}; no day of their machines is \
             known"
        ));
    }
    if metered.overruled {
        context.say(&text!(
            "le fichier dit lui-même ce qu’est son énergie, et --as n’est pas suivi : s’il se trompe, \
             corrigez le titre",
            "the file says itself what its energy is, and --as is not followed: where it is wrong, \
             correct the heading"
        ));
    }
    taken(context, metered);
    if metered.local {
        context.say(&text!(
            "les heures sans décalage sont lues à l’heure de {zone} (--zone)",
            "times without an offset are read by the clock of {zone} (--zone)"
        ));
    }
}

/// How times were taken, where the files say none of it.
fn taken(context: &Context, metered: &Metered) {
    for side in &metered.sides {
        context.say(&match side {
            TimeSide::End => text!(
                "l’heure d’une valeur est prise pour la fin de son pas (--stamp)",
                "the time of a value is taken as the end of its step (--stamp)"
            ),
            TimeSide::Start => text!(
                "l’heure d’une valeur est prise pour le début de son pas (--stamp)",
                "the time of a value is taken as the start of its step (--stamp)"
            ),
            TimeSide::Day => text!(
                "une date sans heure est prise pour le jour entier (--stamp)",
                "a date without a time is taken as the whole day (--stamp)"
            ),
        });
    }
    if metered.sides.len() > 1 {
        context.say(&text!(
            "ces fichiers ne disent pas tous l’heure de la même façon : donnez --stamp s’ils le font",
            "these files do not all say the time in one way: give --stamp if they do"
        ));
    }
    for inside in &metered.last_days {
        context.say(&if *inside {
            text!(
                "la date de fin d’une période est prise pour son dernier jour",
                "the date at which a period ends is taken as its last day"
            )
        } else {
            text!(
                "la date de fin d’une période est prise pour le jour d’après",
                "the date at which a period ends is taken as the day after it"
            )
        });
    }
}

/// All rows set aside.
pub(super) fn aside(context: &Context, metered: &Metered) -> Vec<u8> {
    let headings = ["file", "line", "column", "value", "reason", "hint"];
    let Ok(mut out) = CsvOut::new(Vec::new(), CsvDialect::Standard, &headings) else {
        return Vec::new();
    };
    for reject in &metered.aside {
        out.text(&reject.file).number(reject.line as f64).text(&reject.column).text(&reject.value);
        out.text(reject.why.reason().say(context.lang));
        out.text(reject.hint(Way::Option).say(context.lang));
        // Memory takes every row.
        let _ = out.end();
    }
    out.finish().unwrap_or_else(|_| Vec::new())
}
